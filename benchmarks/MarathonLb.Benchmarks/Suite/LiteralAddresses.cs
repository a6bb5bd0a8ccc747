using MarathonLb.Apps;

namespace MarathonLb.Benchmarks.Suite;

/// <summary>Agents are addresses already: name services are not what is measured.</summary>
internal sealed class LiteralAddresses : IHostAddresses
{
    /// <inheritdoc/>
    public string? Ipv4Of(string host) => host;
}

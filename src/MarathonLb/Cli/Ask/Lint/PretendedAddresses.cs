using MarathonLb.Apps;

namespace MarathonLb.Cli.Ask.Lint;

/// <summary>The address of the one host on which all pretended tasks run.</summary>
internal sealed class PretendedAddresses : IHostAddresses
{
    /// <inheritdoc/>
    public string? Ipv4Of(string host) => host;
}

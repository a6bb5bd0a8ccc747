using MarathonLb.Reconcile.Planning;

namespace MarathonLb.Reconcile;

/// <summary>What is known of a configuration but for the backends that are edited. The same object as long as nothing else changes, so that megabytes are searched once and not in every round.</summary>
internal sealed class ConfigFrame
{
    private bool? _hasDefaultServer;

    /// <summary>True if a defaults section holds default-server.</summary>
    /// <param name="config">The configuration.</param>
    public bool HasDefaultServer(ReadOnlySpan<byte> config) => _hasDefaultServer ??= ConfigComparer.HasDefaultServer(config);
}

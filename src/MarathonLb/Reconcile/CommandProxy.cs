using MarathonLb.Haproxy;

namespace MarathonLb.Reconcile;

/// <summary>A HAProxy that somebody else runs and a command reloads, as the original does it.</summary>
/// <param name="reloader">Runs the command; null if there is none.</param>
internal sealed class CommandProxy(Reloader? reloader) : IProxy
{
    /// <inheritdoc/>
    public bool IsRunning { get; private set; }

    /// <inheritdoc/>
    public Live.LiveProxy? Live => null;

    /// <inheritdoc/>
    public IReadOnlyList<string> FurtherFiles => [];

    /// <inheritdoc/>
    public IReadOnlyList<Obstacle> ObstaclesTo(ReadOnlySpan<byte> config) => [];

    /// <inheritdoc/>
    public bool IsStill(Obstacle obstacle) => false;

    /// <inheritdoc/>
    public async Task<ReloadResult> LoadAsync(ReadOnlyMemory<byte> config, CancellationToken cancellation)
    {
        bool reloaded = reloader is null || await reloader.ReloadAsync(cancellation);
        IsRunning = reloaded;
        return reloaded ? ReloadResult.Good : new ReloadResult(false, "the reload command kept failing");
    }
}

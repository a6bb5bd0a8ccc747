using MarathonLb.Haproxy;
using MarathonLb.Reconcile.Live;

namespace MarathonLb.Reconcile;

/// <summary>The HAProxy that a configuration is for: one of our own, or one that a command reloads.</summary>
internal interface IProxy
{
    /// <summary>True if it is known to serve.</summary>
    bool IsRunning { get; }

    /// <summary>The running HAProxy, to be changed in place; null if it can only be reloaded.</summary>
    LiveProxy? Live { get; }

    /// <summary>Configuration files that HAProxy gets beside the configuration, for validation.</summary>
    IReadOnlyList<string> FurtherFiles { get; }

    /// <summary>Why a configuration can't be loaded although it is valid: by line, what is in its way.</summary>
    /// <param name="config">The configuration.</param>
    IReadOnlyList<Obstacle> ObstaclesTo(ReadOnlySpan<byte> config);

    /// <summary>True if something is still in the way that <see cref="ObstaclesTo"/> found of one line.</summary>
    bool IsStill(Obstacle obstacle);

    /// <summary>Makes HAProxy serve what is on disk now: a reload, or a start.</summary>
    /// <param name="config">The configuration on disk.</param>
    /// <param name="cancellation">Ends the wait, not the reload.</param>
    Task<ReloadResult> LoadAsync(ReadOnlyMemory<byte> config, CancellationToken cancellation);
}

namespace MarathonLb.Http;

/// <summary>How the load balancer is, at one moment.</summary>
/// <param name="SnapshotAge">Age of the last good look at Marathon; null if there was none.</param>
/// <param name="Serving">True if HAProxy runs with a configuration of ours.</param>
/// <param name="LastRound">The outcome of the last round in a word, or null.</param>
/// <param name="LastProblem">What went wrong last, or null if the last round was good.</param>
/// <param name="Services">Services in the configuration.</param>
/// <param name="Servers">Servers in the configuration.</param>
/// <param name="Findings">Findings of the last round.</param>
/// <param name="OldWorkers">HAProxy workers that only finish their sessions.</param>
/// <param name="OldestWorkerAge">Age of the oldest of them; null without.</param>
internal sealed record InstanceStatus(
    TimeSpan? SnapshotAge,
    bool Serving,
    string? LastRound,
    string? LastProblem,
    int Services,
    int Servers,
    int Findings,
    int OldWorkers,
    TimeSpan? OldestWorkerAge)
{
    /// <summary>Which answer of Marathon's is held, since it would take many servers out, and how to accept it; null if none is.</summary>
    public string? Held { get; init; }

    /// <summary>How many answers began to be held since the start.</summary>
    public long Holds { get; init; }

    /// <summary>The version whose rules are pinned; null for today's.</summary>
    public int? Pinned { get; init; }

    /// <summary>What was done to HAProxy.</summary>
    public HaproxyActivity Activity { get; init; } = new(0, 0, new Dictionary<string, long>(StringComparer.Ordinal), 0, []);
}

/// <summary>What was done to HAProxy since the start.</summary>
/// <param name="Rounds">Rounds done.</param>
/// <param name="Updates">Rounds that changed HAProxy without a reload.</param>
/// <param name="Reloads">Starts and reloads that succeeded, by reason.</param>
/// <param name="FailedReloads">Those that failed.</param>
/// <param name="ByHand">Servers that an operator has put into maintenance, drains or weighs by hand, as <c>backend/server</c>.</param>
internal sealed record HaproxyActivity(long Rounds, long Updates, IReadOnlyDictionary<string, long> Reloads, long FailedReloads, IReadOnlyList<string> ByHand);

using MarathonLb.Reconcile.Planning;

namespace MarathonLb.Reconcile;

/// <summary>How a round ended.</summary>
internal enum RoundKind
{
    /// <summary>What runs is what is wanted.</summary>
    Nothing,

    /// <summary>HAProxy was changed while it runs, without a reload.</summary>
    Updated,

    /// <summary>HAProxy serves a new configuration after a reload or a start.</summary>
    Reloaded,

    /// <summary>It takes a reload, and the last one was a moment ago: it comes when the gap is over.</summary>
    Postponed,

    /// <summary>Marathon gave no usable answer; the last good configuration stays.</summary>
    NoSnapshot,

    /// <summary>Marathon's answer would take many servers out and nothing explains it; the last good state stays.</summary>
    Held,

    /// <summary>The configuration can't be used; the last good one stays.</summary>
    Rejected,

    /// <summary>Something outside, such as a taken port, is in the way of the whole configuration; the last good one stays.</summary>
    Blocked,

    /// <summary>HAProxy did not load it; the last good one stays, on disk too.</summary>
    NotLoaded,
}

/// <summary>The outcome of a round.</summary>
/// <param name="Kind">How it ended.</param>
/// <param name="Problem">What went wrong, in one line; null if nothing did.</param>
/// <param name="Changes">What changed, in one line; null if nothing did.</param>
internal sealed record RoundOutcome(RoundKind Kind, string? Problem = null, string? Changes = null)
{
    /// <summary>Why it took a reload; null if it did not.</summary>
    public ReloadReason? Reason { get; init; }

    /// <summary>Whom the changes touch; null if nothing changed.</summary>
    public Touched? Touched { get; init; }

    /// <summary>After what time to try again; null for the usual.</summary>
    public TimeSpan? RetryIn { get; init; }

    /// <summary>True if what runs is now what the apps ask for.</summary>
    public bool Good => Kind is RoundKind.Nothing or RoundKind.Updated or RoundKind.Reloaded;
}

namespace MarathonLb.Reconcile;

/// <summary>When the daemon looks at Marathon.</summary>
internal sealed record LoopOptions
{
    /// <summary>True to follow the event stream; false to poll only.</summary>
    public required bool Events { get; init; }

    /// <summary>How often everything is fetched without an event (sse), or at all (poll). A tenth is added or taken at random, so that several load balancers don't ask at once.</summary>
    public required TimeSpan RefreshInterval { get; init; }

    /// <summary>Longest pause after a round, in which events wait for each other; it is short after few events.</summary>
    public TimeSpan EventWindow { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>After what time without a request memory is given back.</summary>
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>First pause after a fetch that failed; grows by half each time.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Longest such pause.</summary>
    public TimeSpan LongestRetryPause { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Not ready if the last good look at Marathon is older than this.</summary>
    public required TimeSpan ReadyMaxAge { get; init; }
}

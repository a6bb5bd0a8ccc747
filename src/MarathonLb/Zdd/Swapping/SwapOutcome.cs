namespace MarathonLb.Zdd.Swapping;

/// <summary>How a swap ended.</summary>
internal enum SwapOutcome
{
    /// <summary>The goal is reached.</summary>
    Done,

    /// <summary>The operator said no.</summary>
    Declined,

    /// <summary>The new app did not become healthy in time, when nothing was killed yet.</summary>
    NeverHealthy,

    /// <summary>The new app did not become healthy in time after it had grown.</summary>
    NoLongerHealthy,
}

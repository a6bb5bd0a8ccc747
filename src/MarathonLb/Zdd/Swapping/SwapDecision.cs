namespace MarathonLb.Zdd.Swapping;

/// <summary>What is waited for.</summary>
internal enum WaitReason
{
    /// <summary>Marathon's deployment of the new app.</summary>
    Deployment,

    /// <summary>An answer of a load balancer.</summary>
    Balancers,

    /// <summary>The end of HAProxy workers of before a reload.</summary>
    Processes,

    /// <summary>The load balancers' knowledge of all tasks.</summary>
    Servers,

    /// <summary>Enough servers that are up.</summary>
    Health,

    /// <summary>The end of sessions on a draining task.</summary>
    Drain,
}

/// <summary>A step of a swap.</summary>
internal abstract record SwapDecision
{
    private SwapDecision()
    {
    }

    /// <summary>Look again later.</summary>
    /// <param name="For">What is waited for.</param>
    /// <param name="Text">The same in words, with numbers.</param>
    public sealed record Wait(WaitReason For, string Text) : SwapDecision;

    /// <summary>Kill old tasks, grow the new app, or both.</summary>
    /// <param name="Kill">The tasks to kill.</param>
    /// <param name="ScaleTo">The new app's next size, or null to leave it.</param>
    /// <param name="Cut">Sessions that the kill cuts; 0 unless the time is up.</param>
    public sealed record Advance(IReadOnlyList<string> Kill, int? ScaleTo, long Cut) : SwapDecision;

    /// <summary>All that is left of the old app drains: delete it.</summary>
    /// <param name="Tasks">Its tasks.</param>
    /// <param name="Cut">Sessions that this cuts; 0 unless the time is up.</param>
    public sealed record Delete(IReadOnlyList<string> Tasks, long Cut) : SwapDecision;

    /// <summary>The hybrid has its split; both apps stay.</summary>
    public sealed record Finished : SwapDecision;

    /// <summary>The time is up and there is nothing to go on with.</summary>
    /// <param name="Text">What was waited for.</param>
    public sealed record Stuck(string Text) : SwapDecision;
}

namespace MarathonLb.Zdd;

/// <summary>What a deploy was told, checked.</summary>
internal sealed record ZddOptions
{
    /// <summary>The file with the app's definition.</summary>
    public required string AppFile { get; init; }

    /// <summary>The load balancers' statistics ports; a host name stands for all of its addresses.</summary>
    public required IReadOnlyList<Uri> LoadBalancers { get; init; }

    /// <summary>Print what would be done and do nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Ask nothing.</summary>
    public bool Force { get; init; }

    /// <summary>Pause between looks.</summary>
    public TimeSpan StepDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many instances the new app starts with; at least 1.</summary>
    public int InitialInstances { get; init; } = 1;

    /// <summary>How many instances the new app grows by in a step; 0: by half.</summary>
    public int LinearIncrease { get; init; }

    /// <summary>Goes on with a deploy that is under way.</summary>
    public bool Resume { get; init; }

    /// <summary>Longest wait of one step.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>How many instances of the new app to stop at, with the rest of the old one; 0 replaces all.</summary>
    public int NewInstances { get; init; }

    /// <summary>Replaces all of the previous app by the current one.</summary>
    public bool CompleteCur { get; init; }

    /// <summary>Replaces all of the current app by the previous one.</summary>
    public bool CompletePrev { get; init; }

    /// <summary>A program that may refuse each kill, or null.</summary>
    public string? PreKillHook { get; init; }

    /// <summary>Goes back to the old app if the new one does not become healthy in time.</summary>
    public bool RollbackOnTimeout { get; init; }

    /// <summary>One JSON object per line on standard output instead of text.</summary>
    public bool JsonOutput { get; init; }
}

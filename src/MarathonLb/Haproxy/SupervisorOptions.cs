namespace MarathonLb.Haproxy;

/// <summary>How HAProxy is kept running.</summary>
internal sealed record SupervisorOptions
{
    /// <summary>Our own binary, which starts HAProxy in a session of its own.</summary>
    public required string Ourselves { get; init; }

    /// <summary>The configuration.</summary>
    public required string ConfigFile { get; init; }

    /// <summary>First pause before a HAProxy that died is started again; doubled each time. The first restart is at once.</summary>
    public TimeSpan RestartPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest such pause.</summary>
    public TimeSpan LongestRestartPause { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A HAProxy that lived so long begins with short pauses again.</summary>
    public TimeSpan SettledAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>For sessions to finish at the end (<c>--shutdown-grace</c>); Docker kills after 10 s.</summary>
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Oldest an old worker may get (<c>--old-worker-max-age</c>).</summary>
    public TimeSpan OldWorkerMaxAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Most old workers (<c>--old-workers-max</c>).</summary>
    public int OldWorkersMax { get; init; } = 10;

    /// <summary>Old workers younger than this are never ended: their short sessions are finishing.</summary>
    public TimeSpan OldWorkerMinAge { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often old workers are counted.</summary>
    public TimeSpan OldWorkerInterval { get; init; } = TimeSpan.FromSeconds(5);
}

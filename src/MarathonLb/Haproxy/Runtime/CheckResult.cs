namespace MarathonLb.Haproxy.Runtime;

/// <summary>How the last check ended (<c>srv_check_result</c>).</summary>
internal enum CheckResult
{
    /// <summary>There was none yet.</summary>
    Unknown = 0,

    /// <summary>It says nothing about the health.</summary>
    Neutral = 1,

    /// <summary>Badly.</summary>
    Failed = 2,

    /// <summary>Well.</summary>
    Passed = 3,

    /// <summary>Well, but the server wants no new sessions.</summary>
    PassedConditionally = 4,
}

namespace MarathonLb.Haproxy.Runtime;

/// <summary>What a check is doing (<c>srv_check_state</c>).</summary>
[Flags]
internal enum CheckState
{
    /// <summary>The server has none.</summary>
    None = 0,

    /// <summary>One is under way.</summary>
    InProgress = 1,

    /// <summary>The server has one.</summary>
    Configured = 2,

    /// <summary>It is on; for an added server only after <c>enable health</c>.</summary>
    Enabled = 4,

    /// <summary>It waits because the server is in maintenance.</summary>
    Paused = 8,
}

namespace MarathonLb.Haproxy.Runtime;

/// <summary>Whether a server takes traffic (<c>srv_op_state</c>).</summary>
internal enum OperationalState
{
    /// <summary>It is down, or in maintenance.</summary>
    Stopped = 0,

    /// <summary>It is up, and gets its share of traffic step by step (slowstart).</summary>
    Starting = 1,

    /// <summary>It is up.</summary>
    Running = 2,

    /// <summary>It is up, but wants no new sessions: it drains, or its check said so.</summary>
    Stopping = 3,
}

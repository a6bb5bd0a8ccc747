namespace MarathonLb.Apps;

/// <summary>How an app's tasks are reached (spec, section 1).</summary>
internal enum NetworkMode : byte
{
    /// <summary>On the agent's address and the ports that Mesos gave.</summary>
    Host,

    /// <summary>On the agent's address, through mapped ports (Marathon: <c>container/bridge</c>).</summary>
    Bridge,

    /// <summary>On the task's own address (IP per task).</summary>
    Container,
}

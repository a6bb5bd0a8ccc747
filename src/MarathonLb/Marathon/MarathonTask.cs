namespace MarathonLb.Marathon;

/// <summary>A task of an app, as embedded in the apps document.</summary>
internal sealed class MarathonTask
{
    /// <summary>The task id.</summary>
    public required string Id { get; init; }

    /// <summary>The agent's host name or address; null or empty before the task is placed.</summary>
    public string? Host { get; init; }

    /// <summary><c>state</c>, such as TASK_RUNNING; null in old Marathons.</summary>
    public string? State { get; init; }

    /// <summary>Host ports, in the order of the service ports.</summary>
    public int[] Ports { get; init; } = [];

    /// <summary>The first <c>ipAddresses[].ipAddress</c>, the one that counts; null if there is none.</summary>
    public string? IpAddress { get; init; }

    /// <summary>The verdict of <c>healthCheckResults</c>.</summary>
    public TaskHealth Health { get; init; }

    /// <summary>The same task in another state.</summary>
    public MarathonTask In(string state) =>
        new() { Id = Id, Host = Host, State = state, Ports = Ports, IpAddress = IpAddress, Health = Health };
}

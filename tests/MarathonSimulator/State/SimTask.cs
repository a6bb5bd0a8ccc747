using System.Text.Json.Nodes;

namespace MarathonSimulator.State;

/// <summary>One task of an app. Changed only under <see cref="Cluster.Gate"/>; tests read it at any time.</summary>
public sealed class SimTask
{
    public required string Id { get; init; }

    public required string InstanceId { get; init; }

    public required string AppId { get; init; }

    /// <summary>The agent's address.</summary>
    public required string Host { get; init; }

    /// <summary>The address the task serves on: the agent's, or its own.</summary>
    public required string IpAddress { get; init; }

    /// <summary>Ports on the agent, as Marathon shows them (none for an address per task).</summary>
    public required IReadOnlyList<int> Ports { get; init; }

    /// <summary>Ports the task serves on at <see cref="IpAddress"/>.</summary>
    public required IReadOnlyList<int> ServingPorts { get; init; }

    public required string SlaveId { get; init; }

    /// <summary>Version of the app configuration it was launched with.</summary>
    public required DateTime Version { get; init; }

    public DateTime StagedAt { get; init; }

    public DateTime? StartedAt { get; internal set; }

    public string State { get; internal set; } = TaskStates.Staging;

    /// <summary>Result of its last health check; null before the first.</summary>
    public bool? Alive { get; internal set; }

    /// <summary>When the present streak of health results began.</summary>
    public DateTime? HealthSince { get; internal set; }

    /// <summary>What the task itself answers on /health.</summary>
    public bool AnswersHealthy { get; internal set; } = true;

    /// <summary>Requests and connections it has seen.</summary>
    public TaskCounters Counters { get; } = new();

    /// <summary>The JSON it was loaded from, shown as it was until the task changes.</summary>
    internal JsonObject? Source { get; set; }

    internal bool IsActive => State is TaskStates.Staging or TaskStates.Starting or TaskStates.Running or TaskStates.Unreachable;
}

/// <summary>Mesos task states that the simulator goes through.</summary>
public static class TaskStates
{
    public const string Staging = "TASK_STAGING";
    public const string Starting = "TASK_STARTING";
    public const string Running = "TASK_RUNNING";
    public const string Killing = "TASK_KILLING";
    public const string Killed = "TASK_KILLED";
    public const string Failed = "TASK_FAILED";
    public const string Unreachable = "TASK_UNREACHABLE";
}

/// <summary>What reached one task; safe to read while it serves.</summary>
public sealed class TaskCounters
{
    private long _requests;
    private long _connections;
    private int _open;

    /// <summary>HTTP requests begun, health checks (path ending in /health) not counted.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>Connections accepted.</summary>
    public long Connections => Interlocked.Read(ref _connections);

    /// <summary>Connections open now.</summary>
    public int Open => Volatile.Read(ref _open);

    internal void Request() => Interlocked.Increment(ref _requests);

    internal void Opened()
    {
        Interlocked.Increment(ref _connections);
        Interlocked.Increment(ref _open);
    }

    internal void Closed() => Interlocked.Decrement(ref _open);
}

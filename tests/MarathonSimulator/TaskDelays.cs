namespace MarathonSimulator;

/// <summary>Milliseconds between the steps of a task's life. May be changed while the simulator runs.</summary>
public sealed class TaskDelays
{
    /// <summary>TASK_STAGING to TASK_STARTING.</summary>
    public int Staging { get; set; } = 2;

    /// <summary>TASK_STARTING to TASK_RUNNING (the task listens just before).</summary>
    public int Starting { get; set; } = 2;

    /// <summary>TASK_RUNNING to the first passed health check.</summary>
    public int Healthy { get; set; } = 5;

    /// <summary>TASK_KILLING to the moment the task stops listening and closes idle connections.</summary>
    public int KillGrace { get; set; } = 50;

    /// <summary>From there to TASK_KILLED, when what is left of its connections is cut.</summary>
    public int Killed { get; set; } = 10;

    /// <summary>From a task's failure to the launch of its replacement.</summary>
    public int Backoff { get; set; } = 5;
}

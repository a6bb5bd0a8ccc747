using MarathonLb.Apps;

namespace MarathonLb.Marathon.Cluster;

/// <summary>A task of which an event says that it is being killed or has ended.</summary>
/// <param name="TaskId">The task.</param>
/// <param name="AppId">Its app, where the event tells it.</param>
/// <param name="State">What the event says of it.</param>
/// <param name="At">When the event came, by the clock's timestamp.</param>
internal sealed record LeavingTask(string TaskId, string? AppId, string State, long At)
{
    /// <summary>The state that the task is taken to be in: the event's, unless a task in that state would go on serving (TASK_LOST).</summary>
    public string ShownState => TaskRules.IsServing(State) ? "TASK_KILLED" : State;

    /// <summary>
    /// True if a task in this state should get no new session from now on. Not TASK_UNREACHABLE: the agent is away, the task may well run on and
    /// come back (spec, section 1, "Tasks left out").
    /// </summary>
    public static bool IsLeaving(string? state) => state is "TASK_KILLING" or "TASK_KILLED" or "TASK_FINISHED" or "TASK_FAILED" or "TASK_LOST"
        or "TASK_ERROR" or "TASK_DROPPED" or "TASK_GONE" or "TASK_GONE_BY_OPERATOR";
}

using MarathonLb.Marathon;

namespace MarathonLb.Apps;

/// <summary>Which tasks get traffic (spec, section 1, "Tasks left out").</summary>
internal static class TaskRules
{
    /// <summary>True unless the task's state says that it does not serve yet or no more. LOST and UNREACHABLE stay: the task may well run on.</summary>
    public static bool IsServing(string? state) => state is not
        ("TASK_STAGING" or "TASK_STARTING" or "TASK_KILLING" or "TASK_FINISHED" or "TASK_FAILED" or "TASK_KILLED" or "TASK_ERROR" or "TASK_DROPPED"
        or "TASK_GONE" or "TASK_GONE_BY_OPERATOR" or "TASK_UNKNOWN");
}

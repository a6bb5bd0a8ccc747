namespace MarathonSimulator.State;

/// <summary>Task and instance ids in Marathon's two forms.</summary>
internal static class TaskNames
{
    /// <summary>Ids of a new task: 1.8 gives <c>group_app.instance-UUID._app.1</c>, 0.11 <c>group_app.UUID</c>.</summary>
    public static (string Task, string Instance) Make(string appId, Guid uuid, bool legacy)
    {
        var name = appId.TrimStart('/').Replace('/', '_');
        return legacy
            ? ($"{name}.{uuid}", $"{name}.marathon-{uuid}")
            : ($"{name}.instance-{uuid}._app.1", $"{name}.instance-{uuid}");
    }

    /// <summary>The instance a task id belongs to.</summary>
    public static string InstanceOf(string taskId) =>
        taskId.EndsWith("._app.1", StringComparison.Ordinal) ? taskId[..^"._app.1".Length] : taskId + ".marathon";
}

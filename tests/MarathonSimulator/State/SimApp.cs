using System.Text.Json.Nodes;

namespace MarathonSimulator.State;

/// <summary>An app: its definition, its tasks and its rendered JSON, kept until it changes. Guarded by <see cref="Cluster.Gate"/>.</summary>
public sealed class SimApp
{
    /// <summary>Members that Marathon adds to a definition; they are not part of one.</summary>
    private static readonly string[] ReadOnlyMembers =
    [
        "version", "versionInfo", "tasks", "tasksStaged", "tasksRunning", "tasksHealthy", "tasksUnhealthy", "deployments",
        "lastTaskFailure", "readinessCheckResults",
    ];

    private byte[]? _bare;
    private byte[]? _withTasks;

    internal SimApp(JsonObject definition, DateTime version)
    {
        Definition = Strip(definition);
        Id = Definition.TextAt("id") ?? throw new ArgumentException("an app needs an id", nameof(definition));
        Version = LastScalingAt = LastConfigChangeAt = version;
    }

    public string Id { get; }

    public int Instances => Definition.IntAt("instances") ?? 1;

    internal JsonObject Definition { get; private set; }

    internal DateTime Version { get; private set; }

    internal DateTime LastScalingAt { get; private set; }

    internal DateTime LastConfigChangeAt { get; private set; }

    internal List<SimTask> Tasks { get; } = [];

    internal List<string> DeploymentIds { get; } = [];

    /// <summary>The JSON it was loaded from, shown as it was until the app or one of its tasks changes.</summary>
    internal JsonObject? Source { get; set; }

    /// <summary>Rendered in the form of Marathon 0.11.</summary>
    internal bool Legacy { get; init; }

    internal bool HasHealthChecks => Definition.ArrayAt("healthChecks") is { Count: > 0 };

    internal string? Label(string name) => Definition.ObjectAt("labels").TextAt(name);

    /// <summary>Whether a task counts as up for a deployment.</summary>
    internal bool IsReady(SimTask task) => task.State == TaskStates.Running && (!HasHealthChecks || task.Alive == true);

    /// <summary>Puts a new definition in place.</summary>
    internal void Replace(JsonObject definition, DateTime version, bool configChanged)
    {
        var scaled = Instances;
        Definition = Strip(definition);
        Version = version;
        if (configChanged)
            LastConfigChangeAt = version;
        if (configChanged || scaled != Instances)
            LastScalingAt = version;
        Invalidate();
    }

    /// <summary>Versions from a loaded document.</summary>
    internal void Restore(DateTime? scaled, DateTime? configured)
    {
        LastScalingAt = scaled ?? LastScalingAt;
        LastConfigChangeAt = configured ?? LastConfigChangeAt;
    }

    internal void Invalidate()
    {
        _bare = _withTasks = null;
        Source = null;
    }

    internal byte[] Render(bool withTasks) => withTasks
        ? _withTasks ??= AppJson.Render(this, withTasks: true)
        : _bare ??= AppJson.Render(this, withTasks: false);

    private static JsonObject Strip(JsonObject definition)
    {
        foreach (var name in ReadOnlyMembers)
            definition.Remove(name);
        return definition;
    }
}

using System.Text.Json.Nodes;

namespace MarathonSimulator.State;

/// <summary>Reads apps that Marathon (or a golden) answered, tasks included, and keeps them as they are.</summary>
internal static class DocumentReader
{
    /// <summary>The app definitions in a document: <c>{"apps":[…]}</c>, a list, or one app.</summary>
    public static IEnumerable<JsonObject> Definitions(JsonNode? document) => document switch
    {
        JsonArray list => list.Objects(),
        JsonObject whole when whole.ArrayAt("apps") is { } apps => apps.Objects(),
        JsonObject one => [one],
        _ => throw new FormatException("expected an app, a list of apps or {\"apps\":[…]}"),
    };

    /// <summary>An app with the tasks that the document lists for it.</summary>
    public static SimApp WithTasks(JsonObject source)
    {
        var tasks = source.ArrayAt("tasks").Objects().ToArray();
        var version = MarathonTime.Parse(source.TextAt("version")) ?? DateTime.UnixEpoch;
        var scaled = MarathonTime.Parse(source.ObjectAt("versionInfo").TextAt("lastScalingAt"));
        var configured = MarathonTime.Parse(source.ObjectAt("versionInfo").TextAt("lastConfigChangeAt"));
        var legacy = tasks.Length > 0 && tasks.All(task => task.TextAt("state") is null);
        var app = new SimApp((JsonObject)source.DeepClone(), version) { Legacy = legacy, Source = source };
        app.Restore(scaled, configured ?? version);
        app.Tasks.AddRange(tasks.Select(task => ReadTask(app, task)));
        return app;
    }

    private static SimTask ReadTask(SimApp app, JsonObject source)
    {
        var id = source.TextAt("id") ?? "";
        var host = source.TextAt("host") ?? "";
        var ip = source.ArrayAt("ipAddresses").Objects().FirstOrDefault().TextAt("ipAddress") ?? host;
        var ports = source.ArrayAt("ports")?.Select(port => port!.GetValue<int>()).ToArray() ?? [];
        var container = NetworkShape.ModeOf(app.Definition) == NetworkMode.Container;
        var health = source.ArrayAt("healthCheckResults").Objects().ToArray();
        return new SimTask
        {
            Id = id,
            InstanceId = health.FirstOrDefault().TextAt("instanceId") ?? TaskNames.InstanceOf(id),
            AppId = app.Id,
            Host = host,
            IpAddress = ip,
            Ports = ports,
            ServingPorts = container ? NetworkShape.ContainerPorts(app.Definition) : ports,
            Source = source,
            SlaveId = source.TextAt("slaveId") ?? "",
            Version = app.LastConfigChangeAt,
            StagedAt = MarathonTime.Parse(source.TextAt("stagedAt")) ?? DateTime.UnixEpoch,
            StartedAt = MarathonTime.Parse(source.TextAt("startedAt")),
            State = source.TextAt("state") ?? TaskStates.Running,
            Alive = health.Length == 0 ? null : health.Any(result => result.BoolAt("alive") ?? false),
            HealthSince = MarathonTime.Parse(source.TextAt("startedAt")),
        };
    }
}

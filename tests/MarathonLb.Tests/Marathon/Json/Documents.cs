using System.Text;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Json;

namespace MarathonLb.Tests.Marathon.Json;

/// <summary>Apps documents for tests, and what was read of them as text that can be compared.</summary>
internal static class Documents
{
    /// <summary>An app with everything that is read, escapes and other alphabets included.</summary>
    public const string Everything = """
        {"id":"/shop/\u0077eb","cmd":"run \"x\"","instances":3,"env":{"A":{"secret":"s"},"B":"[{]}"},"args":null,
         "labels":{"HAPROXY_GROUP":"external","HAPROXY_0_VHOST":"www.example.com","HAPROXY_\u0030_PATH":"/a\/b","owner":"Zo\u00eb","näme":"größe"},
         "ipAddress":{"discovery":{"ports":[{"number":80,"name":"http"},{"number":81}]},"networkName":"dcos"},
         "container":{"type":"DOCKER","docker":{"network":"BRIDGE","image":"x","portMappings":[{"containerPort":1,"servicePort":2,"labels":{}}]},
           "portMappings":[{"containerPort":8080,"hostPort":0,"servicePort":10000},{"containerPort":8081}]},
         "networks":[{"mode":"container/bridge"},{"name":"x"}],"ports":[10000,10001],"portDefinitions":[{"port":10002,"name":"a"},{"name":"b"}],
         "healthChecks":[{"protocol":"TCP","path":"/h","port":5,"portIndex":1,"gracePeriodSeconds":1,"intervalSeconds":2,"timeoutSeconds":3,
           "maxConsecutiveFailures":4,"command":{"value":"x"}},{}],
         "versionInfo":{"lastScalingAt":"2026-01-01T00:00:00.000Z","lastConfigChangeAt":"2026"},
         "tasks":[{"id":"shop_web.1","host":"a.example.com","ports":[31000,31001],"state":"TASK_RUNNING","ipAddresses":[{"ipAddress":"10.0.0.1","protocol":"IPv4"}],
           "healthCheckResults":[{"alive":false,"lastFailureCause":null},{"alive":true}]},{"id":"shop_web.2","host":"b","healthCheckResults":[]}]}
        """;

    /// <summary>A document of those apps.</summary>
    public static string Of(params string[] apps) => $$"""{"apps":[{{string.Join(',', apps)}}]}""";

    /// <summary>Reads a document.</summary>
    /// <param name="json">The document.</param>
    /// <param name="bufferBytes">The reader's first buffer.</param>
    public static Task<MarathonSnapshot> ReadAsync(string json, int bufferBytes = 4096) => ReadAsync(Encoding.UTF8.GetBytes(json), bufferBytes);

    /// <summary>Reads a document.</summary>
    public static async Task<MarathonSnapshot> ReadAsync(byte[] json, int bufferBytes = 4096) =>
        await new SnapshotReader(bufferBytes).ReadAsync(new MemoryStream(json), "test", TestContext.Current.CancellationToken);

    /// <summary>Reads a document of one app.</summary>
    public static async Task<MarathonApp> ReadAppAsync(string app) => Assert.Single((await ReadAsync(Of(app))).Apps);

    /// <summary>All that was read of some apps.</summary>
    public static string Show(IEnumerable<MarathonApp> apps) => string.Join("\n", apps.Select(Show));

    private static string Show(MarathonApp app) => string.Join(
        " | ",
        app.Id,
        string.Join(';', app.Labels.Select(label => $"{label.Name}={label.Value}#{label.Key.Index}")),
        app.HasIpAddress,
        app.DockerNetwork,
        string.Join(';', app.NetworkModes.Select(mode => mode ?? "-")),
        string.Join(';', app.DockerPortMappings),
        string.Join(';', app.PortMappings),
        string.Join(';', app.Ports),
        app.PortDefinitions is null ? "-" : string.Join(';', app.PortDefinitions),
        string.Join(';', app.DiscoveryPorts),
        string.Join(';', app.HealthChecks.Select(check => check.ToString())),
        app.Instances,
        app.LastScalingAt,
        string.Join(';', app.Tasks.Select(Show)),
        app.Malformed);

    private static string Show(MarathonTask task) =>
        $"{task.Id} {task.Host} {task.State} [{string.Join(',', task.Ports)}] [{task.IpAddress}] {task.Health}";
}

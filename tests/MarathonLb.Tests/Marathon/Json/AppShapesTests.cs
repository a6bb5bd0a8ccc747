using MarathonLb.Marathon;

namespace MarathonLb.Tests.Marathon.Json;

/// <summary>The forms in which Marathon 0.11 to 1.8 describe apps and tasks.</summary>
public sealed class AppShapesTests
{
    [Fact]
    public async Task Read_EverythingThereIs_FillsEveryField()
    {
        MarathonApp app = await Documents.ReadAppAsync(Documents.Everything);

        Assert.Equal(
            "/shop/web | HAPROXY_GROUP=external#-1;HAPROXY_0_VHOST=www.example.com#0;HAPROXY_0_PATH=/a/b#0;owner=Zoë#0;näme=größe#0 | True | BRIDGE | "
            + "container/bridge;- | PortMapping { ContainerPort = 1, ServicePort = 2 } | "
            + "PortMapping { ContainerPort = 8080, ServicePort = 10000 };PortMapping { ContainerPort = 8081, ServicePort =  } | "
            + "10000;10001 | 10002 | 80;81 | "
            + "HealthCheck { Protocol = TCP, Path = /h, Port = 5, PortIndex = 1, GracePeriodSeconds = 1, IntervalSeconds = 2, TimeoutSeconds = 3, MaxConsecutiveFailures = 4 };"
            + "HealthCheck { Protocol = HTTP, Path = , Port = , PortIndex = , GracePeriodSeconds = 300, IntervalSeconds = 60, TimeoutSeconds = 20, MaxConsecutiveFailures = 3 } | "
            + "3 | 2026-01-01T00:00:00.000Z | "
            + "shop_web.1 a.example.com TASK_RUNNING [31000,31001] [10.0.0.1] Alive;shop_web.2 b  [] [] Dead | ",
            Documents.Show([app]));
    }

    [Fact]
    public async Task Read_HostAppOfMarathon011_HasPortsAndNoStates()
    {
        MarathonApp app = await Documents.ReadAppAsync("""
            {"id":"/old","cmd":"x","ports":[10000,10001],"healthChecks":[{"path":"/","protocol":"HTTP","portIndex":0}],
             "tasks":[{"id":"old.1","host":"slave1","ports":[31000,31001],"stagedAt":"2015","startedAt":"2015","version":"2015"}]}
            """);

        Assert.Equal([10000, 10001], app.Ports);
        Assert.Null(app.PortDefinitions);
        Assert.Empty(app.NetworkModes);
        Assert.False(app.HasIpAddress);
        MarathonTask task = Assert.Single(app.Tasks);
        Assert.Null(task.State);
        Assert.Equal(TaskHealth.Unknown, task.Health);
        Assert.Equal([31000, 31001], task.Ports);
    }

    [Fact]
    public async Task Read_DockerBridgeOfMarathon011_HasDockerPortMappings()
    {
        MarathonApp app = await Documents.ReadAppAsync("""
            {"id":"/bridge","container":{"type":"DOCKER","docker":{"network":"BRIDGE","image":"nginx",
              "portMappings":[{"containerPort":80,"hostPort":0,"servicePort":10010,"protocol":"tcp"},{"containerPort":81,"servicePort":null}]}}}
            """);

        Assert.Equal("BRIDGE", app.DockerNetwork);
        Assert.Equal([new PortMapping(80, 10010), new PortMapping(81, null)], app.DockerPortMappings);
        Assert.Empty(app.PortMappings);
    }

    [Fact]
    public async Task Read_IpPerTaskOfMarathon014_HasDiscoveryPortsAndAddresses()
    {
        MarathonApp app = await Documents.ReadAppAsync("""
            {"id":"/ip","ipAddress":{"groups":[],"labels":{},"discovery":{"ports":[{"number":8000,"name":"http","protocol":"tcp"}]},"networkName":"dcos"},
             "portDefinitions":[],"tasks":[{"id":"ip.1","host":"h","ports":[],"ipAddresses":[{"protocol":"IPv4"},{"ipAddress":"9.0.1.2","protocol":"IPv4"},{"ipAddress":"9.0.1.3"}]}]}
            """);

        Assert.True(app.HasIpAddress);
        Assert.Equal([8000], app.DiscoveryPorts);
        Assert.Empty(Assert.IsType<int[]>(app.PortDefinitions));
        Assert.Equal("9.0.1.2", Assert.Single(app.Tasks).IpAddress);
    }

    [Theory]
    [InlineData("null", false)]
    [InlineData("{}", false)]
    [InlineData("""{"groups":[]}""", true)]
    public async Task Read_IpAddress_CountsUnlessEmpty(string value, bool expected) =>
        Assert.Equal(expected, (await Documents.ReadAppAsync($$"""{"id":"/a","ipAddress":{{value}}}""")).HasIpAddress);

    [Fact]
    public async Task Read_NetworksOfMarathon15_HasTheirModesInOrder()
    {
        MarathonApp app = await Documents.ReadAppAsync("""
            {"id":"/n","networks":[{"mode":"container","name":"dcos"},{"mode":"container/bridge"},{"name":"nameless"},null],
             "container":{"type":"MESOS","portMappings":[{"containerPort":80,"hostPort":0,"servicePort":10020}],"docker":null}}
            """);

        Assert.Equal(["container", "container/bridge", null], app.NetworkModes);
        Assert.Equal([new PortMapping(80, 10020)], app.PortMappings);
    }

    [Theory]
    [InlineData("", TaskHealth.Unknown)]
    [InlineData(""","healthCheckResults":null""", TaskHealth.Unknown)]
    [InlineData(""","healthCheckResults":[]""", TaskHealth.Dead)]
    [InlineData(""","healthCheckResults":[null]""", TaskHealth.Dead)]
    [InlineData(""","healthCheckResults":[{"alive":false},{"taskId":"t"}]""", TaskHealth.Dead)]
    [InlineData(""","healthCheckResults":[{"alive":false},{"alive":true}]""", TaskHealth.Alive)]
    internal async Task Read_HealthCheckResults_GiveTheVerdict(string member, TaskHealth expected)
    {
        MarathonApp app = await Documents.ReadAppAsync($$"""{"id":"/h","tasks":[{"id":"h.1"{{member}}}]}""");

        Assert.Equal(expected, Assert.Single(app.Tasks).Health);
        Assert.Null(app.Malformed);
    }

    [Fact]
    public async Task Read_NullEverywhere_IsAsIfAbsent()
    {
        string nulls = string.Join(',', new[]
        {
            "labels", "ipAddress", "container", "networks", "ports", "portDefinitions", "healthChecks", "instances", "versionInfo", "tasks",
        }.Select(name => $"\"{name}\":null"));

        MarathonSnapshot read = await Documents.ReadAsync(Documents.Of($$"""{"id":"/a",{{nulls}}}""", """{"id":"/a"}"""));

        Assert.Equal(Documents.Show([read.Apps[1]]), Documents.Show([read.Apps[0]]));
        Assert.Null(read.Apps[0].Malformed);
    }

    [Fact]
    public async Task Read_RepeatedAndNullLabels_LastCountsAndNullIsLeftOut()
    {
        MarathonApp app = await Documents.ReadAppAsync("""{"id":"/a","labels":{"x":"1","y":null,"z":"2","x":"3"}}""");

        Assert.Equal(["x=3", "z=2"], app.Labels.Select(label => $"{label.Name}={label.Value}"));
    }

    [Fact]
    public async Task Read_RepeatingTexts_AreOneString()
    {
        const string Task = """{"id":"t","host":"agent-1.example.com","state":"TASK_RUNNING","ipAddresses":[{"ipAddress":"10.0.0.1"}]}""";
        MarathonApp app = await Documents.ReadAppAsync($$"""{"id":"/a","tasks":[{{Task}},{{Task}}]}""");

        Assert.Same(app.Tasks[0].Host, app.Tasks[1].Host);
        Assert.Same(app.Tasks[0].State, app.Tasks[1].State);
        Assert.Same(app.Tasks[0].IpAddress, app.Tasks[1].IpAddress);
    }
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace MarathonSimulator.Generators;

/// <summary>Makes an app definition in few words: host networking and one assigned service port unless told otherwise.</summary>
public sealed class AppBuilder
{
    private readonly JsonObject _app;
    private readonly JsonObject _labels = new() { ["HAPROXY_GROUP"] = "external" };
    private readonly JsonArray _checks = [];

    /// <param name="id">The app's id, for example <c>/shop/web</c>.</param>
    public AppBuilder(string id) => _app = new JsonObject { ["id"] = id, ["cmd"] = "./serve", ["instances"] = 2 };

    public AppBuilder Instances(int count) => With("instances", count);

    /// <summary>Sets any member of the definition.</summary>
    public AppBuilder With(string name, JsonNode? value)
    {
        _app[name] = value;
        return this;
    }

    /// <summary>Sets a label under its whole name.</summary>
    public AppBuilder Label(string name, string value)
    {
        _labels[name] = value;
        return this;
    }

    /// <summary>Sets <c>HAPROXY_{index}_{name}</c>.</summary>
    public AppBuilder Port(int index, string name, string value) =>
        Label(string.Create(CultureInfo.InvariantCulture, $"HAPROXY_{index}_{name}"), value);

    /// <summary>Sets a label of the first service port, <c>HAPROXY_0_{name}</c>.</summary>
    public AppBuilder First(string name, string value) => Port(0, name, value);

    /// <summary>Host networking with these service ports (0: assigned).</summary>
    public AppBuilder Host(params int[] servicePorts) =>
        With("networks", Networks("host")).With("portDefinitions", new JsonArray(
            [.. servicePorts.Select((port, index) => new JsonObject { ["port"] = port, ["protocol"] = "tcp", ["name"] = $"port{index}" })]));

    /// <summary>Bridge networking: container ports behind agent ports.</summary>
    public AppBuilder Bridge(params (int Container, int Service)[] ports) =>
        With("networks", Networks("container/bridge")).With("container", Container(ports, hostPorts: true));

    /// <summary>An address per task; a service port of 0 leaves the assignment to the load balancer.</summary>
    public AppBuilder OwnAddress(params (int Container, int Service)[] ports) =>
        With("networks", Networks("container", "dcos")).With("container", Container(ports, hostPorts: false));

    /// <summary>Marathon 0.11: plain ports.</summary>
    public AppBuilder PlainPorts(params int[] servicePorts) =>
        With("ports", new JsonArray([.. servicePorts.Select(port => (JsonNode)port)]));

    /// <summary>Marathon 0.11 to 1.4: Docker bridge networking.</summary>
    public AppBuilder DockerBridge(int containerPort, int servicePort) => With("container", new JsonObject
    {
        ["type"] = "DOCKER",
        ["docker"] = new JsonObject
        {
            ["image"] = "registry.example.com/app:1",
            ["network"] = "BRIDGE",
            ["portMappings"] = new JsonArray(new JsonObject
            {
                ["containerPort"] = containerPort,
                ["hostPort"] = 0,
                ["servicePort"] = servicePort,
                ["protocol"] = "tcp",
            }),
        },
    });

    /// <summary>Marathon 0.14 to 1.4: an address per task by <c>ipAddress</c>.</summary>
    public AppBuilder IpAddress(params int[] ports) => With("ipAddress", new JsonObject
    {
        ["groups"] = new JsonArray(),
        ["labels"] = new JsonObject(),
        ["discovery"] = new JsonObject
        {
            ["ports"] = new JsonArray(
                [.. ports.Select((port, index) => new JsonObject { ["number"] = port, ["name"] = $"port{index}", ["protocol"] = "tcp" })]),
        },
    });

    /// <summary>Adds a health check of one service port.</summary>
    public AppBuilder Check(string protocol = "HTTP", string path = "/health", int portIndex = 0)
    {
        var check = new JsonObject
        {
            ["protocol"] = protocol,
            ["portIndex"] = portIndex,
            ["gracePeriodSeconds"] = 300,
            ["intervalSeconds"] = 10,
            ["timeoutSeconds"] = 5,
            ["maxConsecutiveFailures"] = 3,
            ["delaySeconds"] = 15,
        };
        if (protocol.Contains("HTTP", StringComparison.Ordinal))
            check["path"] = path;
        _checks.Add(check);
        return this;
    }

    /// <summary>The tasks speak TCP (echo) instead of HTTP.</summary>
    public AppBuilder Tcp() => Label("SIM_PROTOCOL", "tcp").First("MODE", "tcp");

    public JsonObject Build()
    {
        var app = (JsonObject)_app.DeepClone();
        app["labels"] = _labels.DeepClone();
        app["healthChecks"] = _checks.DeepClone();
        return app;
    }

    private static JsonArray Networks(string mode, string? name = null)
    {
        var network = new JsonObject { ["mode"] = mode };
        if (name is not null)
            network["name"] = name;
        return [network];
    }

    private static JsonObject Container((int Container, int Service)[] ports, bool hostPorts) => new()
    {
        ["type"] = "DOCKER",
        ["docker"] = new JsonObject
        {
            ["image"] = "registry.example.com/app:1",
            ["forcePullImage"] = false,
            ["privileged"] = false,
            ["parameters"] = new JsonArray(),
        },
        ["volumes"] = new JsonArray(),
        ["portMappings"] = new JsonArray([.. ports.Select(port => Mapping(port.Container, port.Service, hostPorts))]),
    };

    private static JsonObject Mapping(int container, int service, bool hostPort)
    {
        var mapping = new JsonObject { ["containerPort"] = container, ["protocol"] = "tcp", ["name"] = "http", ["labels"] = new JsonObject() };
        if (hostPort)
            mapping["hostPort"] = 0;
        if (hostPort || service != 0)
            mapping["servicePort"] = service;
        return mapping;
    }
}

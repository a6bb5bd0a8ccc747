using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MarathonSimulator.Api;
using MarathonSimulator.State;

namespace MarathonSimulator.Deployments;

/// <summary>Checks a definition that a client sent and fills in what Marathon would: defaults and service ports.</summary>
internal static partial class AppDefaults
{
    private const int FirstServicePort = 10000;

    private const string Defaults = """
        {"acceptedResourceRoles":["*"],"backoffFactor":1.15,"backoffSeconds":1,"cpus":0.1,"disk":0,"executor":"","instances":1,
        "labels":{},"maxLaunchDelaySeconds":300,"mem":128,"gpus":0,"requirePorts":false,"healthChecks":[],"env":{},"constraints":[],
        "killSelection":"YOUNGEST_FIRST","upgradeStrategy":{"maximumOverCapacity":1,"minimumHealthCapacity":1},
        "unreachableStrategy":{"inactiveAfterSeconds":0,"expungeAfterSeconds":0}}
        """;

    /// <param name="source">What the client sent.</param>
    /// <param name="form">The age of Marathon, for what is made up.</param>
    /// <param name="usedPorts">Service ports of all apps, looked up only when one must be assigned.</param>
    /// <exception cref="ApiException">422 for a definition that Marathon would refuse.</exception>
    public static JsonObject Complete(JsonObject source, MarathonForm form, Lazy<HashSet<int>> usedPorts)
    {
        var app = (JsonObject)source.DeepClone();
        Check(app);
        app["id"] = "/" + app.TextAt("id")!.Trim('/');
        foreach (var (name, value) in JsonNode.Parse(Defaults)!.AsObject())
            app[name] ??= value!.DeepClone();
        if (form == MarathonForm.V18 && app["networks"] is null && app["ipAddress"] is null && NetworkShape.ModeOf(app) == NetworkMode.Host)
            app["networks"] = new JsonArray(new JsonObject { ["mode"] = "host" });
        var bare = app["portDefinitions"] is null && app["ports"] is null && NetworkShape.PortMappings(app) is null && app["ipAddress"] is null;
        if (bare && form == MarathonForm.V18)
            app["portDefinitions"] = new JsonArray(new JsonObject { ["port"] = 0, ["protocol"] = "tcp", ["name"] = "default" });
        else if (bare)
            app["ports"] = new JsonArray(0);
        AssignServicePorts(app, usedPorts);
        return app;
    }

    /// <summary>All service ports of a definition, unassigned ones (0) left out.</summary>
    public static IEnumerable<int> ServicePorts(JsonObject app)
    {
        var defined = app.ArrayAt("portDefinitions").Objects().Select(port => port.IntAt("port"));
        var mapped = NetworkShape.PortMappings(app).Objects().Select(port => port.IntAt("servicePort"));
        var plain = app.ArrayAt("ports")?.Select(port => port?.GetValue<int>()) ?? [];
        return defined.Concat(mapped).Concat(plain).OfType<int>().Where(port => port > 0);
    }

    private static void AssignServicePorts(JsonObject app, Lazy<HashSet<int>> used)
    {
        foreach (var definition in app.ArrayAt("portDefinitions").Objects().Where(port => port.IntAt("port") is null or 0))
            definition["port"] = NextFree(used);
        var optional = NetworkShape.ModeOf(app) == NetworkMode.Container;
        foreach (var mapping in NetworkShape.PortMappings(app).Objects())
        {
            if (mapping.IntAt("servicePort") == 0 || (mapping["servicePort"] is null && !optional))
                mapping["servicePort"] = NextFree(used);
        }

        if (app.ArrayAt("ports") is not { } ports)
            return;
        for (var i = 0; i < ports.Count; i++)
        {
            if (ports[i]?.GetValue<int>() == 0)
                ports[i] = NextFree(used);
        }
    }

    private static int NextFree(Lazy<HashSet<int>> used)
    {
        var port = FirstServicePort;
        while (!used.Value.Add(port))
            port++;
        return port;
    }

    private static void Check(JsonObject app)
    {
        var id = app.TextAt("id");
        if (id is null || !id.Trim('/').Split('/').All(part => PathElement().IsMatch(part)))
            throw ApiException.Invalid("/id", $"must fully match regular expression '{PathElement()}'");
        if (app["instances"] is not null && app.IntAt("instances") is null or < 0)
            throw ApiException.Invalid("/instances", "error.min");
        if (app["labels"] is not null && app.ObjectAt("labels") is null)
            throw ApiException.Invalid("/labels", "error.expected.jsobject");
        foreach (var (name, value) in app.ObjectAt("labels") ?? [])
        {
            if (value?.GetValueKind() != JsonValueKind.String)
                throw ApiException.Invalid($"/labels/{name}", "error.expected.jsstring");
        }

        foreach (var port in ServicePorts(app).Where(port => port > 65535))
            throw ApiException.Invalid("/portDefinitions/port", $"error.max: {port}");
    }

    [GeneratedRegex(@"^(([a-z0-9]|[a-z0-9][a-z0-9\-]*[a-z0-9])\.)*([a-z0-9]|[a-z0-9][a-z0-9\-]*[a-z0-9])$")]
    private static partial Regex PathElement();
}

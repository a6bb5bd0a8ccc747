using System.Text.Json.Nodes;

namespace MarathonSimulator.State;

/// <summary>Where an app's tasks get their addresses from.</summary>
internal enum NetworkMode
{
    /// <summary>The agent's address and ports.</summary>
    Host,

    /// <summary>The agent's address, ports mapped to the container's.</summary>
    Bridge,

    /// <summary>An address per task, the container's own ports.</summary>
    Container,
}

/// <summary>Reads network mode and ports from an app definition in all forms Marathon has had.</summary>
internal static class NetworkShape
{
    public static NetworkMode ModeOf(JsonObject definition)
    {
        var mode = definition.ObjectAt("ipAddress") is { Count: > 0 } ? NetworkMode.Container : NetworkMode.Host;
        mode = definition.ObjectAt("container").ObjectAt("docker").TextAt("network") switch
        {
            "USER" => NetworkMode.Container,
            "BRIDGE" => NetworkMode.Bridge,
            _ => mode,
        };
        foreach (var network in definition.ArrayAt("networks").Objects())
        {
            mode = network.TextAt("mode") switch
            {
                "host" => NetworkMode.Host,
                "container/bridge" => NetworkMode.Bridge,
                _ => NetworkMode.Container,
            };
        }

        return mode;
    }

    public static JsonArray? PortMappings(JsonObject definition)
    {
        var container = definition.ObjectAt("container");
        return container.ObjectAt("docker").ArrayAt("portMappings") is { Count: > 0 } docker ? docker : container.ArrayAt("portMappings");
    }

    /// <summary>Ports inside the container, for an app with an address per task.</summary>
    public static int[] ContainerPorts(JsonObject definition)
    {
        var discovery = definition.ObjectAt("ipAddress").ObjectAt("discovery").ArrayAt("ports");
        var found = discovery.Objects().Select(port => port.IntAt("number") ?? 0).ToArray();
        return found.Length > 0 ? found : [.. PortMappings(definition).Objects().Select(port => port.IntAt("containerPort") ?? 0)];
    }

    /// <summary>Ports wanted on the agent, one per definition or mapping; 0 means any.</summary>
    public static int[] AgentPorts(JsonObject definition)
    {
        if (ModeOf(definition) == NetworkMode.Bridge)
            return [.. PortMappings(definition).Objects().Select(port => port.IntAt("hostPort") ?? 0)];
        var fixedPorts = definition.BoolAt("requirePorts") ?? false;
        var declared = definition.ArrayAt("portDefinitions") is { } definitions
            ? [.. definitions.Objects().Select(port => port.IntAt("port") ?? 0)]
            : definition.ArrayAt("ports")?.Select(port => port?.GetValue<int>() ?? 0).ToArray() ?? [];
        return fixedPorts ? declared : new int[declared.Length];
    }
}

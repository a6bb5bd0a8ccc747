using System.Buffers;
using System.Text.Json;

namespace MarathonLb.Marathon.Json;

/// <summary>
/// Writes an app's definition as <see cref="AppReader"/> reads it: what concerns a load balancer, without the tasks. For our own memory, never for Marathon.
/// </summary>
internal static class AppWriter
{
    /// <summary>The definition as one JSON object.</summary>
    public static byte[] DefinitionOf(MarathonApp app)
    {
        ArrayBufferWriter<byte> buffer = new(1024);
        using (Utf8JsonWriter json = new(buffer)) Write(json, app);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The definition without what changes when an app is scaled: two of the same bytes make the same rules.</summary>
    public static byte[] RulesOf(MarathonApp app)
    {
        ArrayBufferWriter<byte> buffer = new(1024);
        using (Utf8JsonWriter json = new(buffer)) Write(json, app, scale: false);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes the definition.</summary>
    /// <param name="json">Gets it.</param>
    /// <param name="app">The app.</param>
    /// <param name="scale">False to leave out how many instances it has, and since when.</param>
    public static void Write(Utf8JsonWriter json, MarathonApp app, bool scale = true)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, app.Id);
        if (scale) json.WriteNumber("instances"u8, app.Instances);
        json.WriteStartObject("labels"u8);
        foreach (AppLabel label in app.Labels) json.WriteString(label.Name, label.Value);
        json.WriteEndObject();
        WriteNumbers(json, "ports", app.Ports);
        WritePortDefinitions(json, app);
        WriteNetworks(json, app);
        WriteContainer(json, app);
        WriteHealthChecks(json, app);
        if (scale && app.LastScalingAt is not null)
        {
            json.WriteStartObject("versionInfo"u8);
            json.WriteString("lastScalingAt"u8, app.LastScalingAt);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, int[] numbers)
    {
        json.WriteStartArray(name);
        foreach (int number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void WritePortDefinitions(Utf8JsonWriter json, MarathonApp app)
    {
        if (app.PortDefinitions is not int[] ports) return;
        json.WriteStartArray("portDefinitions"u8);
        foreach (int port in ports)
        {
            json.WriteStartObject();
            json.WriteNumber("port"u8, port);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNetworks(Utf8JsonWriter json, MarathonApp app)
    {
        json.WriteStartArray("networks"u8);
        foreach (string? mode in app.NetworkModes)
        {
            json.WriteStartObject();
            if (mode is not null) json.WriteString("mode"u8, mode);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (!app.HasIpAddress) return;
        json.WriteStartObject("ipAddress"u8);
        json.WriteStartObject("discovery"u8);
        json.WriteStartArray("ports"u8);
        foreach (int port in app.DiscoveryPorts)
        {
            json.WriteStartObject();
            json.WriteNumber("number"u8, port);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteContainer(Utf8JsonWriter json, MarathonApp app)
    {
        json.WriteStartObject("container"u8);
        WriteMappings(json, app.PortMappings);
        json.WriteStartObject("docker"u8);
        if (app.DockerNetwork is not null) json.WriteString("network"u8, app.DockerNetwork);
        WriteMappings(json, app.DockerPortMappings);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteMappings(Utf8JsonWriter json, PortMapping[] mappings)
    {
        json.WriteStartArray("portMappings"u8);
        foreach (PortMapping mapping in mappings)
        {
            json.WriteStartObject();
            if (mapping.ContainerPort is int container) json.WriteNumber("containerPort"u8, container);
            if (mapping.ServicePort is int service) json.WriteNumber("servicePort"u8, service);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteHealthChecks(Utf8JsonWriter json, MarathonApp app)
    {
        json.WriteStartArray("healthChecks"u8);
        foreach (HealthCheck check in app.HealthChecks)
        {
            json.WriteStartObject();
            json.WriteString("protocol"u8, check.Protocol);
            if (check.Path is not null) json.WriteString("path"u8, check.Path);
            if (check.Port is int port) json.WriteNumber("port"u8, port);
            if (check.PortIndex is int index) json.WriteNumber("portIndex"u8, index);
            json.WriteNumber("gracePeriodSeconds"u8, check.GracePeriodSeconds);
            json.WriteNumber("intervalSeconds"u8, check.IntervalSeconds);
            json.WriteNumber("timeoutSeconds"u8, check.TimeoutSeconds);
            json.WriteNumber("maxConsecutiveFailures"u8, check.MaxConsecutiveFailures);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Json;

namespace MarathonLb.Cli.Ask.Lint;

/// <summary>
/// Does with a definition what Marathon does before it tells of the app: whole id, service ports where none (or 0) is given, a task. So every service
/// of the definition renders, and nobody's address has to be looked up.
/// </summary>
internal sealed class PretendedMarathon
{
    private readonly AppReader _reader = new();

    /// <summary>Ports are given from the top, where no service port is likely to be chosen by hand.</summary>
    private int _nextPort = 65535;

    /// <summary>The app; null if the definition has no id.</summary>
    /// <param name="definition">The definition; it is changed.</param>
    /// <param name="id">Its whole id.</param>
    public MarathonApp? Accept(JsonObject definition, string id)
    {
        // What comes from Marathon has its ports, and a mapping without one means something.
        bool answered = definition.ContainsKey("tasks") || definition.ContainsKey("versionInfo");
        definition["id"] = id;
        if (!answered) GivePorts(definition);
        definition["tasks"] = new JsonArray(Task(id, PortsOf(definition)));
        Utf8JsonReader json = new(Encoding.UTF8.GetBytes(definition.ToJsonString()));
        json.Read();
        return _reader.TryRead(ref json, out MarathonApp? app) ? app : null;
    }

    private static JsonObject Task(string id, int ports) => new()
    {
        ["id"] = $"{id}.pretended",
        ["host"] = "127.0.0.1",
        ["state"] = "TASK_RUNNING",
        ["ports"] = new JsonArray([.. Enumerable.Range(31000, Math.Max(1, ports)).Select(static port => (JsonNode)port)]),
        ["ipAddresses"] = new JsonArray(new JsonObject { ["ipAddress"] = "127.0.0.1" }),
        ["healthCheckResults"] = new JsonArray(new JsonObject { ["alive"] = true }),
    };

    private void GivePorts(JsonObject definition)
    {
        foreach (JsonArray mappings in Mappings(definition)) GivePorts(mappings, "servicePort");
        if (definition["portDefinitions"] is JsonArray defined) GivePorts(defined, "port");
        else if (definition["ports"] is JsonArray ports) ReplaceZeros(ports);
        else if (IsOnHost(definition)) definition["portDefinitions"] = new JsonArray(new JsonObject { ["port"] = _nextPort-- });
    }

    private void GivePorts(JsonArray list, string name)
    {
        foreach (JsonObject entry in list.OfType<JsonObject>())
        {
            if (entry[name] is null || IsZero(entry[name])) entry[name] = _nextPort--;
        }
    }

    private void ReplaceZeros(JsonArray ports)
    {
        for (int i = 0; i < ports.Count; i++)
        {
            if (IsZero(ports[i])) ports[i] = _nextPort--;
        }
    }

    private static bool IsZero(JsonNode? node) => node is JsonValue value && value.TryGetValue(out int number) && number == 0;

    private static int PortsOf(JsonObject definition)
    {
        IEnumerable<int> counts = Mappings(definition).Select(static list => list.Count)
            .Append((definition["portDefinitions"] as JsonArray)?.Count ?? 0).Append((definition["ports"] as JsonArray)?.Count ?? 0);
        return Math.Min(counts.Max(), ushort.MaxValue - 31000);
    }

    private static IEnumerable<JsonArray> Mappings(JsonObject definition)
    {
        if (definition["container"] is not JsonObject container) yield break;
        if (container["portMappings"] is JsonArray own) yield return own;
        if (container["docker"] is JsonObject docker && docker["portMappings"] is JsonArray dockers) yield return dockers;
    }

    /// <summary>Only an app on the host's own network gets a port that it does not ask for.</summary>
    private static bool IsOnHost(JsonObject definition)
    {
        if (definition["ipAddress"] is JsonObject { Count: > 0 }) return false;
        if (definition["container"] is JsonObject container && container["docker"] is JsonObject docker && docker["network"] is JsonValue network
            && network.TryGetValue(out string? name) && name != "HOST")
        {
            return false;
        }

        return definition["networks"] is not JsonArray networks
            || networks.OfType<JsonObject>().All(static entry => entry["mode"] is JsonValue mode && mode.TryGetValue(out string? text) && text == "host");
    }
}

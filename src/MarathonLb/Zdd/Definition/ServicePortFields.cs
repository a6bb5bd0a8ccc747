using System.Text.Json.Nodes;

namespace MarathonLb.Zdd.Definition;

/// <summary>
/// Where an app's definition has its service ports, in the order of the labels' index. As the original: the Docker port mappings, else the
/// container's, else the port definitions, else the plain ports; where a definition has both of the last two, both are kept equal.
/// </summary>
internal sealed class ServicePortFields
{
    private readonly IReadOnlyList<(JsonObject Holder, string Name)> _fields;
    private readonly JsonArray? _plain;

    private ServicePortFields(string place, IReadOnlyList<(JsonObject, string)> fields, JsonArray? plain) => (Place, _fields, _plain) = (place, fields, plain);

    /// <summary>Where they stand, for messages.</summary>
    public string Place { get; }

    /// <summary>The ports; 0 where Marathon is to choose one, null where something else stands.</summary>
    public IReadOnlyList<int?> Ports => _fields.Count > 0
        ? [.. _fields.Select(static entry => entry.Holder.NumberAt(entry.Name))]
        : [.. (_plain ?? []).Select(JsonFields.NumberOf)];

    /// <summary>Finds the ports of a definition.</summary>
    public static ServicePortFields Of(JsonObject app)
    {
        JsonObject? container = app.ObjectAt("container");
        JsonArray? plain = app.ArrayAt("ports") is { Count: > 0 } some ? some : null;
        if (Among(container.ObjectAt("docker").ArrayAt("portMappings"), "servicePort") is { Count: > 0 } docker) return new("container.docker.portMappings[].servicePort", docker, null);
        if (Among(container.ArrayAt("portMappings"), "servicePort") is { Count: > 0 } mapped) return new("container.portMappings[].servicePort", mapped, null);
        return Among(app.ArrayAt("portDefinitions"), "port") is { Count: > 0 } defined
            ? new("portDefinitions[].port", defined, plain)
            : new("ports[]", [], plain);
    }

    /// <summary>Puts another port in the place of one.</summary>
    public void Set(int index, int port)
    {
        if (index < _fields.Count) _fields[index].Holder[_fields[index].Name] = port;
        if (index < (_plain?.Count ?? 0)) _plain![index] = port;
    }

    /// <summary>The entries that have the member, as those without one do not count for the index (spec, section 1).</summary>
    private static List<(JsonObject, string)> Among(JsonArray? entries, string name) =>
        [.. (entries ?? []).OfType<JsonObject>().Where(entry => entry[name] is not null).Select(entry => (entry, name))];
}

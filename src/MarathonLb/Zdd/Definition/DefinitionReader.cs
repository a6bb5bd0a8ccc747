using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MarathonLb.Zdd.Definition;

/// <summary>Checks every field of a definition that a deploy needs, before anybody is asked anything.</summary>
/// <param name="app">The definition.</param>
internal sealed partial class DefinitionReader(JsonObject app)
{
    /// <summary>What is missing or malformed, and what to write.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>The definition; of use only if there are no problems.</summary>
    public AppDefinition Read()
    {
        string id = ReadId();
        if (app["labels"] is not JsonObject labels)
        {
            Problems.Add(app["labels"] is null
                ? $"labels: are missing; define at least {DeploymentLabels.Group} and {DeploymentLabels.AltPort}"
                : "labels: are not an object; write {\"NAME\": \"value\"}");
            return new AppDefinition(app, id, "", [], [], ReadInstances());
        }

        foreach ((string name, JsonNode? value) in labels)
        {
            if (value?.GetValueKind() is not (null or JsonValueKind.String)) Problems.Add($"labels.{name}: is not a text; put its value in quotes, as Marathon wants it");
        }

        string group = ReadGroup(labels);
        int[] alternates = ReadAlternates(labels);
        return new AppDefinition(app, id, group, ReadPorts(alternates), alternates, ReadInstances());
    }

    private string ReadId()
    {
        if (app.TextAt("id") is not { Length: > 0 } id)
        {
            Problems.Add("id: is missing or no text; give the app's id, such as \"/shop\"");
            return "";
        }

        if (!AppPath().IsMatch(id))
        {
            Problems.Add($"id: '{Marathon.Excerpt.Of(id)}' is no app id; write lower-case letters, digits, '-' and '.', parts separated by '/', such as /shop/web");
        }

        return id;
    }

    private string ReadGroup(JsonObject labels)
    {
        if (labels[DeploymentLabels.Group] is null)
        {
            Problems.Add($"labels.{DeploymentLabels.Group}: is missing; give a name that both colours of the app share, such as \"shop\"");
            return "";
        }

        string group = labels.TextAt(DeploymentLabels.Group) ?? "";
        if (!GroupName().IsMatch(group))
        {
            Problems.Add($"labels.{DeploymentLabels.Group}: '{Marathon.Excerpt.Of(group)}' can't name a backend; write letters, digits, '/', '.', '-' and '_'");
        }

        return group;
    }

    private int[] ReadAlternates(JsonObject labels)
    {
        const string Name = DeploymentLabels.AltPort;
        if (labels[Name] is null)
        {
            Problems.Add($"labels.{Name}: is missing; give another service port, as Marathon wants them unique, such as \"10101\" (several: comma separated)");
            return [];
        }

        List<int> ports = [];
        foreach (string word in (labels.TextAt(Name) ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            if (JsonFields.NumberOf(word) is not (>= 1 and <= 65535 and int port))
            {
                Problems.Add($"labels.{Name}: '{Marathon.Excerpt.Of(word)}' is no TCP port; write a number from 1 to 65535 for each service port, comma separated");
            }
            else if (ports.Contains(port))
            {
                Problems.Add($"labels.{Name}: has {port} twice; each service port needs an alternate of its own");
            }
            else
            {
                ports.Add(port);
            }
        }

        return [.. ports];
    }

    /// <summary>The service ports that have an alternate. Those that Marathon chooses (0) can have none; they come last or are refused.</summary>
    private int[] ReadPorts(int[] alternates)
    {
        ServicePortFields fields = ServicePortFields.Of(app);
        IReadOnlyList<int?> ports = fields.Ports;
        int[] known = [.. ports.TakeWhile(static port => port is >= 1 and <= 65535).Select(static port => port!.Value)];
        if (ports.Count == 0)
        {
            Problems.Add("ports: there is no service port; give one in container.portMappings[].servicePort, or in portDefinitions[].port for host networking");
        }
        else if (known.Length == 0 || ports.Skip(known.Length).Any(static port => port != 0))
        {
            string given = string.Join(", ", ports.Select(static port => port is int number ? JsonFields.Text(number) : "no number"));
            Problems.Add($"{fields.Place}: ({given}) must be fixed TCP ports from 1 to 65535; Marathon may choose (0) only those after the ones with an alternate");
        }
        else if (alternates.Length > 0 && alternates.Length != known.Length)
        {
            Problems.Add($"labels.{DeploymentLabels.AltPort}: has {alternates.Length} for {known.Length} service ports ({string.Join(", ", known)}); give one for each, comma separated");
        }
        else if (alternates.Intersect(known).ToArray() is [int same, ..])
        {
            Problems.Add($"labels.{DeploymentLabels.AltPort}: {same} is a service port of the app itself; give a port that no app has");
        }

        return known;
    }

    private int ReadInstances()
    {
        if (app["instances"] is null) return 1;
        if (app.NumberAt("instances") is >= 0 and int count) return count;
        Problems.Add("instances: is not a whole number from 0; write how many tasks the app is to have");
        return 0;
    }

    /// <summary>Marathon's rule for ids, absolute or relative to the root.</summary>
    [GeneratedRegex(@"^/?[a-z0-9]([a-z0-9.-]*[a-z0-9])?(/[a-z0-9]([a-z0-9.-]*[a-z0-9])?)*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex AppPath();

    [GeneratedRegex(@"^/?[A-Za-z0-9._-][A-Za-z0-9._/-]*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex GroupName();
}

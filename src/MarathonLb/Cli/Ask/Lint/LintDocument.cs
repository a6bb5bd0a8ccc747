using System.Text.Json;
using System.Text.Json.Nodes;
using MarathonLb.Findings;
using MarathonLb.Marathon;

namespace MarathonLb.Cli.Ask.Lint;

/// <summary>
/// The apps of a file: one app definition, a group with nested <c>groups</c> and <c>apps</c>, a list of these, or what Marathon's API answers
/// (<c>{"apps":[…]}</c>, <c>{"app":{…}}</c>).
/// </summary>
internal sealed class LintDocument
{
    private readonly List<LintedApp> _apps = [];
    private readonly List<LintFinding> _findings = [];
    private readonly PretendedMarathon _marathon = new();
    private readonly JsonPlaces? _places;

    private LintDocument(JsonPlaces? places) => _places = places;

    /// <summary>Its apps.</summary>
    public IReadOnlyList<LintedApp> Apps => _apps;

    /// <summary>What is wrong with the text itself.</summary>
    public IReadOnlyList<LintFinding> Findings => _findings;

    /// <summary>Where things stand; null if the text is not JSON.</summary>
    public JsonPlaces? Places => _places;

    /// <summary>Reads a text.</summary>
    public static LintDocument Read(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("\uFEFF"u8)) text = text["\uFEFF"u8.Length..];
        JsonPlaces places;
        try
        {
            places = JsonPlaces.Read(text);
        }
        catch (JsonException e)
        {
            LintDocument broken = new(null);
            broken._findings.Add(new LintFinding(Problem("json", $"this is not JSON: {WithoutPlace(e.Message)}", "Mend the text."), "$", (int)(e.LineNumber ?? 0) + 1));
            return broken;
        }

        LintDocument document = new(places);
        foreach (string path in places.Repeated) document.Add(path, "json", "the object has this member twice; only one of them counts", "Remove one.");
        if (places.Repeated.Count == 0) document.Visit(JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { MaxDepth = 256 }), "$", "/");
        if (document._apps.Count == 0 && document._findings.Count == 0)
        {
            document.Add("$", "no-apps", "there is no app in it", "Give an app definition, a group, a list of them, or the answer of /v2/apps.");
        }

        return document;
    }

    private static string WithoutPlace(string message)
    {
        int place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (place < 0 ? message : message[..place]).TrimEnd('.');
    }

    private void Visit(JsonNode? node, string path, string group)
    {
        switch (node)
        {
            case JsonArray list:
                for (int i = 0; i < list.Count; i++) Visit(list[i], JsonPlaces.Element(path, i), group);
                break;
            case JsonObject answer when answer["app"] is JsonObject app && !answer.ContainsKey("id"):
                Visit(app, JsonPlaces.Member(path, "app"), group);
                break;
            case JsonObject folder when folder["apps"] is JsonArray || folder["groups"] is JsonArray:
                string id = IdOf(folder) is string own ? Resolve(group, own) : group;
                if (folder["groups"] is JsonArray groups) Visit(groups, JsonPlaces.Member(path, "groups"), id);
                if (folder["apps"] is JsonArray apps) Visit(apps, JsonPlaces.Member(path, "apps"), id);
                break;
            case JsonObject definition:
                Take(definition, path, group);
                break;
            default:
                Add(path, "app-malformed", "an app definition is an object", "Write { \"id\": …, … }.");
                break;
        }
    }

    private void Take(JsonObject definition, string path, string group)
    {
        if (IdOf(definition) is not string id)
        {
            Add(path, "app-malformed", "the app has no \"id\" that is a text", "Give it one.");
            return;
        }

        string whole = Resolve(group, id);
        if (_marathon.Accept((JsonObject)definition.DeepClone(), whole) is not MarathonApp app)
        {
            Add(path, "app-malformed", "the app can't be read", "Compare it with Marathon's documentation.");
        }
        else if (_apps.Find(other => other.App.Id == whole) is LintedApp other)
        {
            Add(JsonPlaces.Member(path, "id"), "app-twice", $"the id {whole} is that of {other.Path} already", "Give one of them another id.");
        }
        else
        {
            _apps.Add(new LintedApp(path, app));
        }
    }

    private static string? IdOf(JsonObject node) => node["id"] is JsonValue value && value.TryGetValue(out string? id) ? id : null;

    /// <summary>An id is relative to its group, as in Marathon, unless it begins with a slash.</summary>
    private static string Resolve(string group, string id) => id.StartsWith('/') ? id : $"{group.TrimEnd('/')}/{id}";

    private void Add(string path, string code, string reason, string advice) => _findings.Add(new LintFinding(Problem(code, reason, advice), path, _places!.LineOf(path)));

    private static Finding Problem(string code, string reason, string advice) => new(FindingSeverity.Error, code, null, null, null, reason, advice);
}

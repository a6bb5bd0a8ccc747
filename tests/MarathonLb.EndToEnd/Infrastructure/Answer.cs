using System.Text.Json.Nodes;

namespace MarathonLb.EndToEnd.Infrastructure;

/// <summary>What came back through HAProxy. The simulator's tasks tell in JSON who they are and what they received.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Headers">Response headers, several of one name on lines of their own.</param>
/// <param name="Body">The body.</param>
internal sealed record Answer(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    private readonly JsonNode? _told = Body.StartsWith('{') ? JsonNode.Parse(Body) : null;

    /// <summary>The app that answered, or null if it was HAProxy itself.</summary>
    public string? App => (string?)_told?["app"];

    /// <summary>The task that answered.</summary>
    public string? Task => (string?)_told?["task"];

    /// <summary>The path and query that the task received.</summary>
    public string? Path => (string?)_told?["path"];

    /// <summary>A response header, or null.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>A header that the task received, or null.</summary>
    public string? Received(string name) =>
        (string?)(_told?["headers"] as JsonObject)?.FirstOrDefault(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The status and the app, what most tests compare.</summary>
    public (int Status, string? App) Seen => (Status, App);
}

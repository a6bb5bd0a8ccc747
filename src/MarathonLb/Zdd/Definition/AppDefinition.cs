using System.Text.Json;
using System.Text.Json.Nodes;

namespace MarathonLb.Zdd.Definition;

/// <summary>The app to deploy, as its file defines it. Members that mean nothing to us are kept as they are.</summary>
/// <param name="Json">The whole definition.</param>
/// <param name="Id">Its id, with or without a leading slash, as written.</param>
/// <param name="Group">Its deployment group.</param>
/// <param name="Ports">Its service ports, those that have an alternate.</param>
/// <param name="Alternates">The other port of each.</param>
/// <param name="Instances">Its instances; Marathon's default is 1.</param>
internal sealed record AppDefinition(JsonObject Json, string Id, string Group, int[] Ports, int[] Alternates, int Instances)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The labels.</summary>
    public JsonObject Labels => Json.ObjectAt("labels")!;

    /// <summary>Reads a file.</summary>
    /// <exception cref="ZddException">It can't be read, or a field is missing or malformed: each has its line.</exception>
    public static AppDefinition Load(string file)
    {
        try
        {
            return Parse(File.ReadAllText(file), file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ZddException(ZddExitCode.InvalidArguments, $"--json/-j {file}: can't be read ({e.Message}); give the file with the app's definition");
        }
    }

    /// <summary>Understands a definition.</summary>
    /// <param name="text">JSON.</param>
    /// <param name="origin">Where it came from, for messages.</param>
    /// <exception cref="ZddException">A field is missing or malformed.</exception>
    public static AppDefinition Parse(string text, string origin)
    {
        DefinitionReader reader = new(ObjectOf(text, origin));
        AppDefinition definition = reader.Read();
        return reader.Problems.Count == 0
            ? definition
            : throw new ZddException(ZddExitCode.MissingField, string.Join('\n', reader.Problems.Select(problem => $"{origin}: {problem}")));
    }

    private static JsonObject ObjectOf(string text, string origin)
    {
        try
        {
            if (JsonNode.Parse(text, documentOptions: Strict) is JsonObject app) return app;
        }
        catch (JsonException e)
        {
            throw new ZddException(ZddExitCode.InvalidArguments, $"{origin}: is not JSON: {Marathon.Excerpt.Of(e.Message)}");
        }

        throw new ZddException(ZddExitCode.InvalidArguments, $"{origin}: is JSON, but not an object; write one app, {{\"id\": …}}");
    }
}

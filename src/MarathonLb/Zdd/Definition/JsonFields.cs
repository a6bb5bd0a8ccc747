using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MarathonLb.Zdd.Definition;

/// <summary>Reads members of JSON that others wrote; null counts as absent.</summary>
internal static class JsonFields
{
    /// <summary>The member as an object, or null if it is none.</summary>
    public static JsonObject? ObjectAt(this JsonObject? json, string name) => json?[name] as JsonObject;

    /// <summary>The member as a list, or null if it is none.</summary>
    public static JsonArray? ArrayAt(this JsonObject? json, string name) => json?[name] as JsonArray;

    /// <summary>The member as text, or null if it is none.</summary>
    public static string? TextAt(this JsonObject? json, string name) =>
        json?[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    /// <summary>The member as a whole number, or null if it is none.</summary>
    public static int? NumberAt(this JsonObject? json, string name) => NumberOf(json?[name]);

    /// <summary>A node as a whole number, or null if it is none.</summary>
    public static int? NumberOf(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out int number) ? number : null;

    /// <summary>A label's value as a whole number, as Python's int() takes it; null if it is none.</summary>
    public static int? NumberOf(string? label) =>
        int.TryParse(label, NumberStyles.Integer, CultureInfo.InvariantCulture, out int number) ? number : null;

    /// <summary>A whole number as a label's value.</summary>
    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

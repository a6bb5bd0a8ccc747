using System.Text.Json;
using System.Text.Json.Nodes;

namespace MarathonSimulator.State;

/// <summary>Reads members of foreign JSON by name; what is absent, null or of another kind is null.</summary>
internal static class JsonReading
{
    public static JsonObject? ObjectAt(this JsonObject? node, string name) => node?[name] as JsonObject;

    public static JsonArray? ArrayAt(this JsonObject? node, string name) => node?[name] as JsonArray;

    public static string? TextAt(this JsonObject? node, string name) =>
        node?[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    public static int? IntAt(this JsonObject? node, string name) =>
        node?[name] is JsonValue value && value.TryGetValue(out int number) ? number : null;

    public static double? NumberAt(this JsonObject? node, string name) => node?[name] is not JsonValue value ? null
        : value.TryGetValue(out double number) ? number
        : value.TryGetValue(out int whole) ? whole
        : null;

    public static bool? BoolAt(this JsonObject? node, string name) =>
        node?[name] is JsonValue value && value.TryGetValue(out bool flag) ? flag : null;

    /// <summary>The objects of an array; other elements are passed over.</summary>
    public static IEnumerable<JsonObject> Objects(this JsonArray? array) => array?.OfType<JsonObject>() ?? [];
}

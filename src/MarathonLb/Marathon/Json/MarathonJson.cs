using System.Text.Json.Serialization;

namespace MarathonLb.Marathon.Json;

/// <summary>The JSON contracts with Marathon, generated at build time: nothing here needs reflection.</summary>
[JsonSourceGenerationOptions(Converters = [typeof(MarathonAppConverter)], PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AppAnswer))]
internal sealed partial class MarathonJson : JsonSerializerContext;

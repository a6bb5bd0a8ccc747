using System.Text.Json.Serialization;
using MarathonLb.Marathon.Credentials;

namespace MarathonLb.Marathon.Json;

/// <summary>The JSON contracts with Marathon, generated at build time: nothing here needs reflection.</summary>
[JsonSourceGenerationOptions(Converters = [typeof(MarathonAppConverter)], PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AppAnswer))]
[JsonSerializable(typeof(MarathonApp))]
[JsonSerializable(typeof(DcosAccount))]
[JsonSerializable(typeof(DcosClaims))]
[JsonSerializable(typeof(DcosLogin))]
[JsonSerializable(typeof(VaultSecret))]
internal sealed partial class MarathonJson : JsonSerializerContext;

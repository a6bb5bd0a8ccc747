using System.Text.Json.Serialization;

namespace MarathonLb.Reconcile.Versions;

/// <summary>Generated serializers of what is kept beside a version.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RulesVersion))]
[JsonSerializable(typeof(PinFile.Content))]
internal sealed partial class VersionJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace MarathonLb.Http.Api;

/// <summary>Generated serializers of <c>/_mlb/api/…</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StateView))]
[JsonSerializable(typeof(Page<ServiceView>))]
[JsonSerializable(typeof(Page<FindingView>))]
[JsonSerializable(typeof(ExcludedView[]))]
[JsonSerializable(typeof(RoundView[]))]
[JsonSerializable(typeof(VersionView[]))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class ApiJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace MarathonLb.Marathon.Credentials;

/// <summary>What the signed token says.</summary>
/// <param name="Uid">The account's name.</param>
/// <param name="Exp">Until when the token holds, in seconds since 1970.</param>
internal sealed record DcosClaims([property: JsonPropertyName("uid")] string Uid, [property: JsonPropertyName("exp")] long Exp);

using System.Text.Json.Serialization;

namespace MarathonLb.Marathon.Credentials;

/// <summary>What is posted to the login endpoint.</summary>
/// <param name="Uid">The account's name.</param>
/// <param name="Token">Proof that we hold its key.</param>
/// <param name="Exp">Until when the login shall hold, in seconds since 1970.</param>
internal sealed record DcosLogin(
    [property: JsonPropertyName("uid")] string Uid,
    [property: JsonPropertyName("token")] string Token,
    [property: JsonPropertyName("exp")] long Exp);

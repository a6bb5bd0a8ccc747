using System.Text.Json.Serialization;

namespace MarathonLb.Marathon.Credentials;

/// <summary>Vault's answer: <c>{"data":{"user":…,"pass":…}}</c>, or with version 2 of its key-value engine <c>{"data":{"data":{…}}}</c>.</summary>
/// <param name="Data">The secret, or what is around it.</param>
internal sealed record VaultSecret([property: JsonPropertyName("data")] VaultSecret.Fields? Data)
{
    /// <summary>The fields of a secret.</summary>
    /// <param name="User">The user.</param>
    /// <param name="Pass">The password.</param>
    /// <param name="Inner">The secret itself, where this is what is around it.</param>
    internal sealed record Fields(
        [property: JsonPropertyName("user")] string? User,
        [property: JsonPropertyName("pass")] string? Pass,
        [property: JsonPropertyName("data")] Fields? Inner);
}

using System.Text.Json;
using System.Text.Json.Serialization;
using MarathonLb.Marathon.Json;

namespace MarathonLb.Marathon.Credentials;

/// <summary>A DC/OS service account, as <c>--dcos-auth-credentials</c> has it: <c>{"uid":"…","private_key":"…","login_endpoint":"https://…"}</c>.</summary>
/// <param name="Uid">Its name.</param>
/// <param name="PrivateKey">An RSA key, PEM.</param>
/// <param name="LoginEndpoint">Where it logs in.</param>
internal sealed record DcosAccount(
    [property: JsonPropertyName("uid")] string? Uid,
    [property: JsonPropertyName("private_key")] string? PrivateKey,
    [property: JsonPropertyName("login_endpoint")] string? LoginEndpoint)
{
    /// <summary>Understands the JSON. The message of an error never quotes it: it holds the key.</summary>
    /// <exception cref="CredentialException">It is not JSON, or something is missing.</exception>
    public static DcosAccount Parse(string json)
    {
        DcosAccount? account;
        try
        {
            account = JsonSerializer.Deserialize(json, MarathonJson.Default.DcosAccount);
        }
        catch (JsonException)
        {
#pragma warning disable MA0054 // The parser's message may quote a piece of the key.
            throw new CredentialException("the DC/OS service account is not JSON of the form {\"uid\":…,\"private_key\":…,\"login_endpoint\":…}");
#pragma warning restore MA0054
        }

        if (account?.Uid is null) throw Missing("uid");
        if (account.PrivateKey is null) throw Missing("private_key");
        if (account.LoginEndpoint is null) throw Missing("login_endpoint");
        return account;
    }

    private static CredentialException Missing(string member) => new($"the DC/OS service account has no \"{member}\"");
}

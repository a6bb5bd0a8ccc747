using System.Text.Json;
using MarathonLb.Marathon.Json;

namespace MarathonLb.Marathon.Credentials;

/// <summary>
/// A user and a password kept in Vault: <c>GET https://HOST:PORT/v1/PATH</c> with a token. Fetched when first needed, and anew after Marathon
/// refused what there was (the password may have been changed).
/// </summary>
internal sealed class VaultCredentials : IMarathonCredentials
{
    private readonly Uri _secret;
    private readonly string _token;
    private readonly HttpClient _http;
    private readonly TimeSpan _patience;
    private volatile BasicCredentials? _known;

    /// <param name="host">VAULT_HOST.</param>
    /// <param name="port">VAULT_PORT.</param>
    /// <param name="path">VAULT_PATH, below <c>/v1/</c>.</param>
    /// <param name="token">VAULT_TOKEN.</param>
    /// <param name="http">The client; it verifies Vault's certificate.</param>
    /// <param name="patience">How long the answer may take.</param>
    /// <exception cref="CredentialException">The parts make no request.</exception>
    public VaultCredentials(string host, string port, string path, string token, HttpClient http, TimeSpan patience)
    {
        if (!Uri.TryCreate($"https://{host}:{port}/v1/{path.TrimStart('/')}", UriKind.Absolute, out Uri? secret))
        {
            throw new CredentialException("VAULT_HOST, VAULT_PORT and VAULT_PATH make no URL");
        }

        _secret = secret;
        _token = token.Trim();
        if (_token.Length == 0 || _token.Any(char.IsControl)) throw new CredentialException("VAULT_TOKEN is empty or has a line break in it");
        _http = http;
        _patience = patience;
    }

    /// <inheritdoc/>
    public async ValueTask ApplyAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        BasicCredentials credentials = _known ??= await FetchAsync(cancellation);
        await credentials.ApplyAsync(request, cancellation);
    }

    /// <inheritdoc/>
    public void Refused() => _known = null;

    private async Task<BasicCredentials> FetchAsync(CancellationToken cancellation)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, _secret);
        request.Headers.Add("X-Vault-Token", _token);
        using HttpResponseMessage answer = await CredentialRequest.SendAsync(_http, request, "Vault", _patience, cancellation);
        await using Stream body = await answer.Content.ReadAsStreamAsync(cancellation);
        VaultSecret? secret;
        try
        {
            secret = await JsonSerializer.DeserializeAsync(body, MarathonJson.Default.VaultSecret, cancellation);
        }
        catch (JsonException)
        {
#pragma warning disable MA0054 // The parser's message may quote a piece of the secret.
            throw Problem("the answer is not a secret (JSON with data.user and data.pass)");
#pragma warning restore MA0054
        }

        VaultSecret.Fields? fields = secret?.Data?.Inner ?? secret?.Data;
        if (fields?.User is null) throw Problem("the secret has no \"user\"");
        if (fields.Pass is null) throw Problem("the secret has no \"pass\"");
        return new BasicCredentials(fields.User, fields.Pass);
    }

    private CredentialException Problem(string reason) => new($"Vault at {_secret}: {reason}");
}

using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MarathonLb.Marathon.Json;

namespace MarathonLb.Marathon.Credentials;

/// <summary>
/// A DC/OS service account: signs a short-lived token with its key, exchanges it at the login endpoint for an hour's login, and sends that
/// (<c>Authorization: token=…</c>). Renewed shortly before it ends, or when Marathon refuses it.
/// </summary>
internal sealed class DcosCredentials : IMarathonCredentials, IDisposable
{
    private const string LoginCookie = "dcos-acs-auth-cookie";
    private static readonly TimeSpan ProofLifetime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LoginLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan RenewBefore = TimeSpan.FromSeconds(10);

    private readonly string _uid;
    private readonly Uri _endpoint;
    private readonly RSA _key;
    private readonly HttpClient _http;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _patience;
    private readonly SemaphoreSlim _gate = new(1);
    private volatile Login? _login;

    /// <param name="account">The account.</param>
    /// <param name="http">For the login endpoint.</param>
    /// <param name="clock">For what is signed and for the end of a login.</param>
    /// <param name="patience">How long a login may take.</param>
    /// <exception cref="CredentialException">The key or the endpoint is malformed.</exception>
    public DcosCredentials(DcosAccount account, HttpClient http, TimeProvider clock, TimeSpan patience)
    {
        _uid = account.Uid!;
        _http = http;
        _clock = clock;
        _patience = patience;
        if (!Uri.TryCreate(account.LoginEndpoint, UriKind.Absolute, out Uri? endpoint) || endpoint.Scheme is not ("http" or "https"))
        {
            throw new CredentialException("the DC/OS service account's \"login_endpoint\" is not a URL");
        }

        _endpoint = endpoint;
        _key = RSA.Create();
        try
        {
            _key.ImportFromPem(account.PrivateKey);
        }
        catch (Exception failure) when (failure is ArgumentException or CryptographicException)
        {
            _key.Dispose();
            throw new CredentialException("the DC/OS service account's \"private_key\" is not an RSA key in PEM", failure);
        }
    }

    /// <inheritdoc/>
    public async ValueTask ApplyAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        Login login = Usable(_login) ?? await RenewAsync(cancellation);
        _ = request.Headers.TryAddWithoutValidation("Authorization", $"token={login.Token}");
    }

    /// <inheritdoc/>
    public void Refused() => _login = null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _key.Dispose();
        _gate.Dispose();
    }

    private Login? Usable(Login? login) => login is not null && _clock.GetUtcNow() < login.Ends - RenewBefore ? login : null;

    private async Task<Login> RenewAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            // Somebody else may have renewed it while we waited.
            return Usable(_login) ?? (_login = await LogInAsync(cancellation));
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<Login> LogInAsync(CancellationToken cancellation)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        DateTimeOffset ends = now + LoginLifetime;
        DcosLogin login = new(_uid, Sign(now + ProofLifetime), ends.ToUnixTimeSeconds());
        using ByteArrayContent body = new(JsonSerializer.SerializeToUtf8Bytes(login, MarathonJson.Default.DcosLogin));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpRequestMessage request = new(HttpMethod.Post, _endpoint) { Content = body };
        using HttpResponseMessage answer = await CredentialRequest.SendAsync(_http, request, "the DC/OS login", _patience, cancellation);
        return new Login(CookieOf(answer), ends);
    }

    /// <summary>A JSON web token: header, claims and signature, each in base64url (RFC 7515).</summary>
    private string Sign(DateTimeOffset ends)
    {
        DcosClaims claims = new(_uid, ends.ToUnixTimeSeconds());
        string header = Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8);
        string text = $"{header}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims, MarathonJson.Default.DcosClaims))}";
        byte[] signature = _key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    private string CookieOf(HttpResponseMessage answer)
    {
        IEnumerable<string> cookies = answer.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? set) ? set : [];
        foreach (string cookie in cookies)
        {
            string pair = cookie.Split(';', 2)[0].Trim();
            if (pair.StartsWith($"{LoginCookie}=", StringComparison.Ordinal)) return pair[(LoginCookie.Length + 1)..];
        }

        throw new CredentialException($"the DC/OS login at {_endpoint} gave no cookie {LoginCookie}");
    }

    /// <summary>A login.</summary>
    /// <param name="Token">What is sent.</param>
    /// <param name="Ends">Until when it holds.</param>
    private sealed record Login(string Token, DateTimeOffset Ends);
}

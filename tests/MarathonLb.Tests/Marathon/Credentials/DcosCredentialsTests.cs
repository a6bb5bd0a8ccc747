using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Credentials;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace MarathonLb.Tests.Marathon.Credentials;

public sealed class DcosCredentialsTests : IDisposable
{
    /// <summary>One for all tests: it takes a second to make.</summary>
    private static readonly RSA Key = RSA.Create(2048);

    private static readonly DateTimeOffset Now = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Now);
    private readonly HttpClient _http = MarathonTransport.CreateHttp(Clients.Options("http://unused"));

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Apply_First_LogsInWithASignedTokenAndSendsTheCookie()
    {
        string body = "";
        await using TestMarathon login = await TestMarathon.StartAsync(async context =>
        {
            body = await new StreamReader(context.Request.Body).ReadToEndAsync();
            GiveCookie(context, "the-login");
        });
        using DcosCredentials credentials = Credentials(login.Url);

        Assert.Equal("token=the-login", await SentBy(credentials));

        JsonNode posted = JsonNode.Parse(body)!;
        long now = Now.ToUnixTimeSeconds();
        Assert.Equal(("robot", now + 3600), ((string)posted["uid"]!, (long)posted["exp"]!));
        string[] parts = ((string)posted["token"]!).Split('.');
        Assert.Equal("""{"alg":"RS256","typ":"JWT"}""", Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0])));
        Assert.Equal($$"""{"uid":"robot","exp":{{now + 60}}}""", Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])));
        byte[] signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        Assert.True(Key.VerifyData(signed, Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    [Fact]
    public async Task Apply_LaterOn_RenewsTenSecondsBeforeTheEndOrWhenRefused()
    {
        int logins = 0;
        await using TestMarathon login = await TestMarathon.StartAsync(context =>
        {
            GiveCookie(context, $"login-{Interlocked.Increment(ref logins)}");
            return Task.CompletedTask;
        });
        using DcosCredentials credentials = Credentials(login.Url);

        Assert.Equal("token=login-1", await SentBy(credentials));
        _clock.Advance(TimeSpan.FromSeconds(3589));
        Assert.Equal("token=login-1", await SentBy(credentials));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("token=login-2", await SentBy(credentials));
        credentials.Refused();
        Assert.Equal("token=login-3", await SentBy(credentials));
    }

    [Fact]
    public async Task Apply_LoginRefusedOrWithoutCookie_SaysWhere()
    {
        await using TestMarathon refusing = await TestMarathon.StartAsync(context =>
        {
            context.Response.StatusCode = 401;
            return Task.CompletedTask;
        });
        await using TestMarathon mute = await TestMarathon.StartAsync("{}");
        using DcosCredentials refused = Credentials(refusing.Url);
        using DcosCredentials without = Credentials(mute.Url);

        Assert.Equal($"the DC/OS login at {refusing.Url}/login: HTTP 401", await ProblemOf(refused));
        Assert.Contains("gave no cookie dcos-acs-auth-cookie", await ProblemOf(without), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", "is not JSON of the form")]
    [InlineData("""{"private_key":"k","login_endpoint":"e"}""", "has no \"uid\"")]
    [InlineData("""{"uid":"u","login_endpoint":"e"}""", "has no \"private_key\"")]
    [InlineData("""{"uid":"u","private_key":"k"}""", "has no \"login_endpoint\"")]
    public void Parse_Malformed_SaysWhatIsMissing(string json, string expected) =>
        Assert.Contains(expected, Assert.Throws<CredentialException>(() => DcosAccount.Parse(json)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("not a key", "http://127.0.0.1/")]
    [InlineData(null, "nowhere")]
    public void Create_KeyOrEndpointMalformed_IsRefused(string? key, string endpoint) =>
        Assert.Throws<CredentialException>(() =>
            new DcosCredentials(new DcosAccount("u", key ?? Key.ExportPkcs8PrivateKeyPem(), endpoint), _http, _clock, TimeSpan.FromSeconds(5)));

    private static void GiveCookie(HttpContext context, string value)
    {
        context.Response.Headers.Append("Set-Cookie", "other=1; Path=/");
        context.Response.Headers.Append("Set-Cookie", $"dcos-acs-auth-cookie={value}; HttpOnly; Path=/");
    }

    private static async Task<string?> SentBy(DcosCredentials credentials)
    {
        using HttpRequestMessage request = new();
        await credentials.ApplyAsync(request, TestContext.Current.CancellationToken);
        return request.Headers.NonValidated["Authorization"].ToString();
    }

    private static async Task<string> ProblemOf(DcosCredentials credentials) =>
        (await Assert.ThrowsAsync<CredentialException>(() => SentBy(credentials))).Message;

    private DcosCredentials Credentials(string url)
    {
        string json = new JsonObject { ["uid"] = "robot", ["private_key"] = Key.ExportPkcs8PrivateKeyPem(), ["login_endpoint"] = $"{url}/login" }.ToJsonString();
        return new DcosCredentials(DcosAccount.Parse(json), _http, _clock, TimeSpan.FromSeconds(5));
    }
}

using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MarathonSimulator;

namespace MarathonLb.EndToEnd;

/// <summary>The simulator lets in whom Marathon would: basic authentication, DC/OS tokens, the leader.</summary>
public sealed class SimulatorAccessTests
{
    [Fact]
    public async Task BasicAuth_WrongThenRight_Is401Then200()
    {
        await using var simulator = await Simulator.RunAsync(new SimulatorOptions { BasicAuth = "user:secret" });
        using var client = new HttpClient { BaseAddress = simulator.BaseUri };
        using var refused = await client.GetAsync("/v2/apps");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        client.DefaultRequestHeaders.Add("Authorization", "Basic " + Convert.ToBase64String("user:secret"u8));
        using var taken = await client.GetAsync("/v2/apps");
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
    }

    [Fact]
    public async Task Login_WithSignedToken_GivesACookieThatOpensTheApi()
    {
        using var key = RSA.Create(2048);
        await using var simulator = await Simulator.RunAsync(new SimulatorOptions { LoginPublicKeyPem = key.ExportSubjectPublicKeyInfoPem() });
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = simulator.BaseUri };
        using var other = RSA.Create(2048);
        using var forged = await LoginAsync(client, other);
        Assert.Equal(HttpStatusCode.Unauthorized, forged.StatusCode);

        using var login = await LoginAsync(client, key);
        var cookie = Assert.Single(login.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("dcos-acs-auth-cookie=", cookie, StringComparison.Ordinal);
        using var refused = await client.GetAsync("/v2/apps");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "token=" + cookie.Split('=', ';')[1]);
        using var taken = await client.GetAsync("/v2/apps");
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        simulator.RevokeTokens();
        using var revoked = await client.GetAsync("/v2/apps");
        Assert.Equal(HttpStatusCode.Unauthorized, revoked.StatusCode);
    }

    [Fact]
    public async Task Follower_AskedForAppsOrEvents_RedirectsToTheLeader()
    {
        await using var leader = await Simulator.RunAsync();
        await using var follower = await Simulator.RunAsync();
        follower.FollowLeader(leader.BaseUri, 307);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = follower.BaseUri };
        foreach (var path in new[] { "v2/apps?embed=apps.tasks", "v2/events?event_type=x" })
        {
            using var answer = await client.GetAsync("/" + path);
            Assert.Equal(HttpStatusCode.TemporaryRedirect, answer.StatusCode);
            Assert.Equal(new Uri(leader.BaseUri, path), answer.Headers.Location);
        }
    }

    private static Task<HttpResponseMessage> LoginAsync(HttpClient client, RSA key)
    {
        var head = Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8);
        var expires = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 60;
        var claims = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"uid":"lb","exp":{{expires}}}"""));
        var signature = key.SignData(Encoding.ASCII.GetBytes($"{head}.{claims}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var body = new JsonObject { ["uid"] = "lb", ["token"] = $"{head}.{claims}.{Base64Url.EncodeToString(signature)}" };
        return client.PostAsync("/acs/api/v1/auth/login", new StringContent(body.ToJsonString()));
    }
}

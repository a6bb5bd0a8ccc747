using System.Net;
using System.Text;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Credentials;
using Microsoft.AspNetCore.Http;

namespace MarathonLb.Tests.Marathon.Credentials;

public sealed class VaultCredentialsTests : IDisposable
{
    private readonly TestCertificate _certificate = TestCertificate.Signed(IPAddress.Loopback);

    public void Dispose() => _certificate.Dispose();

    [Theory]
    [InlineData("""{"data":{"user":"u","pass":"p"}}""")]
    [InlineData("""{"data":{"data":{"user":"u","pass":"p"},"metadata":{"version":2}}}""")]
    public async Task Apply_SecretOfEitherEngine_IsSentAndKeptUntilRefused(string secret)
    {
        string token = "", path = "";
        await using TestMarathon vault = await StartAsync(context =>
        {
            token = context.Request.Headers["X-Vault-Token"].ToString();
            path = context.Request.Path;
            return context.Response.WriteAsync(secret);
        });
        using HttpClient http = Http(_certificate.AuthorityFile);
        VaultCredentials credentials = Credentials(vault, http);

        Assert.Equal("u:p", await SentBy(credentials));
        Assert.Equal("u:p", await SentBy(credentials));
        Assert.Single(vault.Questions);
        credentials.Refused();
        Assert.Equal("u:p", await SentBy(credentials));

        Assert.Equal(2, vault.Questions.Count);
        Assert.Equal(("the-token", "/v1/secret/marathon"), (token, path));
    }

    [Theory]
    [InlineData("[1]", "the answer is not a secret")]
    [InlineData("{}", "the secret has no \"user\"")]
    [InlineData("""{"data":{"user":"u"}}""", "the secret has no \"pass\"")]
    public async Task Apply_WrongAnswer_SaysWhatIsMissing(string answer, string expected)
    {
        await using TestMarathon vault = await StartAsync(context => context.Response.WriteAsync(answer));
        using HttpClient http = Http(_certificate.AuthorityFile);

        CredentialException problem = await Assert.ThrowsAsync<CredentialException>(() => SentBy(Credentials(vault, http)));

        Assert.StartsWith($"Vault at {vault.Url}/v1/secret/marathon: {expected}", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_UntrustedVault_IsNotSentTheToken()
    {
        await using TestMarathon vault = await StartAsync(context => context.Response.WriteAsync("{}"));
        using HttpClient http = Http(caFile: null);

        CredentialException problem = await Assert.ThrowsAsync<CredentialException>(() => SentBy(Credentials(vault, http)));

        Assert.Contains("certificate is not trusted", problem.Message, StringComparison.Ordinal);
        Assert.Empty(vault.Questions);
    }

    [Theory]
    [InlineData("host", "x", "token")]
    [InlineData("host", "8200", " ")]
    [InlineData("host", "8200", "a\nb")]
    public void Create_Malformed_IsRefused(string host, string port, string token)
    {
        using HttpClient http = Http(caFile: null);
        Assert.Throws<CredentialException>(() => new VaultCredentials(host, port, "secret", token, http, TimeSpan.FromSeconds(5)));
    }

    private static HttpClient Http(string? caFile) => MarathonTransport.CreateHttp(Clients.Options("http://unused") with { CaFile = caFile });

    private static VaultCredentials Credentials(TestMarathon vault, HttpClient http)
    {
        Uri url = new(vault.Url);
        return new VaultCredentials(url.Host, url.Port.ToString(), "secret/marathon", "the-token\n", http, TimeSpan.FromSeconds(5));
    }

    private static async Task<string> SentBy(VaultCredentials credentials)
    {
        using HttpRequestMessage request = new();
        await credentials.ApplyAsync(request, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(Convert.FromBase64String(request.Headers.Authorization!.Parameter!));
    }

    private Task<TestMarathon> StartAsync(RequestDelegate answer) => TestMarathon.StartAsync(answer, _certificate.Server);
}

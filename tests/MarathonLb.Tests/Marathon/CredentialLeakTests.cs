using MarathonLb.Marathon;
using MarathonLb.Marathon.Credentials;
using Microsoft.AspNetCore.Http;

namespace MarathonLb.Tests.Marathon;

/// <summary>Redirects, and who is sent the credentials.</summary>
public sealed class CredentialLeakTests
{
    /// <summary>user:pass in base64.</summary>
    private const string UserPass = "Basic dXNlcjpwYXNz";

    private static readonly BasicCredentials Credentials = new("user", "pass");

    private static CancellationToken End => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FetchApps_WithCredentials_SendsThemAtOnce()
    {
        await using TestMarathon marathon = await TestMarathon.StartAsync("""{"apps":[]}""");
        using MarathonClient client = Clients.Of(Credentials, marathon.Url);

        await client.FetchAppsAsync(End);

        Assert.Equal(UserPass, Assert.Single(marathon.Questions).Authorization);
    }

    [Fact]
    public async Task FetchApps_CredentialsInTheUrl_AreSentAndNotShown()
    {
        await using TestMarathon marathon = await TestMarathon.StartAsync("no");
        using MarathonClient client = Clients.Of(marathon.Url.Replace("://", "://user:pass@", StringComparison.Ordinal));

        string message = await Clients.FailureOf(client);

        Assert.DoesNotContain("pass", message, StringComparison.Ordinal);
        Assert.Equal(UserPass, Assert.Single(marathon.Questions).Authorization);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task FetchApps_RedirectToANamedHost_SendsThemAlong(int status)
    {
        await using TestMarathon leader = await TestMarathon.StartAsync("""{"apps":[]}""");
        await using TestMarathon other = await RedirectingTo(() => $"{leader.Url}/v2/apps?embed=apps.tasks", status);
        using MarathonClient client = Clients.Of(Credentials, other.Url, leader.Url);

        await client.FetchAppsAsync(End);

        Assert.Equal(UserPass, Assert.Single(leader.Questions).Authorization);
    }

    [Fact]
    public async Task FetchApps_RedirectToAStranger_IsFollowedWithoutThem()
    {
        await using TestMarathon stranger = await TestMarathon.StartAsync("""{"apps":[]}""");
        await using TestMarathon marathon = await RedirectingTo(() => $"{stranger.Url}/elsewhere");
        using MarathonClient client = Clients.Of(Credentials, marathon.Url);

        await client.FetchAppsAsync(End);

        TestMarathon.Question question = Assert.Single(stranger.Questions);
        Assert.Equal(("/elsewhere", null), (question.Target, question.Authorization));
    }

    [Fact]
    public async Task FetchApps_StrangerWantsThem_SaysToNameIt()
    {
        await using TestMarathon stranger = await TestMarathon.StartAsync(Unauthorized);
        await using TestMarathon marathon = await RedirectingTo(() => stranger.Url);
        using MarathonClient client = Clients.Of(Credentials, marathon.Url);

        Assert.EndsWith(
            $"HTTP 401: credentials are sent only to hosts named with --marathon; name {stranger.Url} too",
            await Clients.FailureOf(client),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task FetchApps_Unauthorized_SaysWhetherTheyAreMissingOrRefused()
    {
        await using TestMarathon marathon = await TestMarathon.StartAsync(Unauthorized);
        using MarathonClient without = Clients.Of(marathon.Url);
        using MarathonClient with = Clients.Of(Credentials, marathon.Url);

        Assert.Contains("HTTP 401: it wants credentials", await Clients.FailureOf(without), StringComparison.Ordinal);
        Assert.Contains("HTTP 401: the credentials are refused", await Clients.FailureOf(with), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FetchApps_RedirectsInACircle_GivesUpAfterFive()
    {
        await using TestMarathon marathon = await RedirectingTo(() => "/v2/apps");
        using MarathonClient client = Clients.Of(marathon.Url);

        Assert.Contains("it redirects in circles (followed 5", await Clients.FailureOf(client), StringComparison.Ordinal);
        Assert.Equal(6, marathon.Questions.Count);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1/")]
    public async Task FetchApps_RedirectToAnotherScheme_IsNotFollowed(string target)
    {
        await using TestMarathon marathon = await RedirectingTo(() => target);
        using MarathonClient client = Clients.Of(marathon.Url);

        Assert.Contains($"it redirects from http to {target}: not followed", await Clients.FailureOf(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FetchApps_RedirectFromTlsToPlain_IsNotFollowed()
    {
        await using TestMarathon plain = await TestMarathon.StartAsync("""{"apps":[]}""");
        using TestCertificate certificate = TestCertificate.SelfSigned();
        await using TestMarathon marathon = await TestMarathon.StartAsync(Redirect(() => plain.Url, 302), certificate.Server);
        using MarathonClient client = Clients.Of(Clients.Options(marathon.Url) with { Insecure = true });

        Assert.Contains("it redirects from https to http://", await Clients.FailureOf(client), StringComparison.Ordinal);
        Assert.Empty(plain.Questions);
    }

    private static Task<TestMarathon> RedirectingTo(Func<string> target, int status = 302) => TestMarathon.StartAsync(Redirect(target, status));

    private static RequestDelegate Redirect(Func<string> target, int status) => context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = target();
        return Task.CompletedTask;
    };

    private static Task Unauthorized(HttpContext context)
    {
        context.Response.StatusCode = 401;
        return Task.CompletedTask;
    }
}

using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MarathonLb.Marathon;
using Microsoft.AspNetCore.Http;

namespace MarathonLb.Tests.Marathon;

public sealed class MarathonClientTests
{
    private const string OneApp = """{"apps":[{"id":"/a"}]}""";

    private static CancellationToken End => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FetchApps_AnyMarathon_AsksAsTheContractSays()
    {
        await using TestMarathon marathon = await TestMarathon.StartAsync(OneApp);
        using MarathonClient client = Clients.Of(marathon.Url);

        MarathonSnapshot snapshot = await client.FetchAppsAsync(End);

        Assert.Equal("/a", Assert.Single(snapshot.Apps).Id);
        Assert.Equal(marathon.Url, snapshot.Source);
        TestMarathon.Question question = Assert.Single(marathon.Questions);
        Assert.Equal(
            ("GET", "/v2/apps?embed=apps.tasks", null, "marathon-lb", "application/json", "gzip"),
            (question.Method, question.Target, question.Authorization, question.Agent, question.Accept, question.Encoding));
    }

    [Theory]
    [InlineData("/service/marathon")]
    [InlineData("/service/marathon/")]
    public async Task FetchApps_BaseUrlWithAPath_AsksBelowIt(string path)
    {
        await using TestMarathon marathon = await TestMarathon.StartAsync(OneApp);
        using MarathonClient client = Clients.Of(marathon.Url + path);

        await client.FetchAppsAsync(End);

        Assert.Equal("/service/marathon/v2/apps?embed=apps.tasks", Assert.Single(marathon.Questions).Target);
    }

    [Fact]
    public async Task FetchApps_Compressed_IsUnpacked()
    {
        await using TestMarathon marathon = await TestMarathon.StartAsync(async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using GZipStream packed = new(context.Response.Body, CompressionLevel.Fastest);
            await packed.WriteAsync(Encoding.UTF8.GetBytes(OneApp));
        });
        using MarathonClient client = Clients.Of(marathon.Url);

        MarathonSnapshot snapshot = await client.FetchAppsAsync(End);

        Assert.Single(snapshot.Apps);
        Assert.Equal(OneApp.Length, snapshot.Bytes);
    }

    [Fact]
    public async Task FetchApps_FirstHostDown_TakesTheNextAndKeepsIt()
    {
        await using TestMarathon good = await TestMarathon.StartAsync(OneApp);
        await using TestMarathon bad = await TestMarathon.StartAsync(context =>
        {
            context.Response.StatusCode = 503;
            return Task.CompletedTask;
        });
        using MarathonClient client = Clients.Of(bad.Url, Clients.NobodyThere(), good.Url);

        await client.FetchAppsAsync(End);
        MarathonSnapshot second = await client.FetchAppsAsync(End);

        Assert.Equal(good.Url, second.Source);
        Assert.Equal(2, good.Questions.Count);
        Assert.Single(bad.Questions);
    }

    [Fact]
    public async Task FetchApps_KeptHostGoesDown_TriesAllOthers()
    {
        bool firstIsUp = false;
        await using TestMarathon first = await TestMarathon.StartAsync(context =>
        {
            context.Response.StatusCode = Volatile.Read(ref firstIsUp) ? 200 : 500;
            return context.Response.WriteAsync(OneApp);
        });
        TestMarathon second = await TestMarathon.StartAsync(OneApp);
        using MarathonClient client = Clients.Of(first.Url, second.Url);
        await client.FetchAppsAsync(End);
        await second.DisposeAsync();
        Volatile.Write(ref firstIsUp, true);

        Assert.Equal(first.Url, (await client.FetchAppsAsync(End)).Source);
    }

    [Fact]
    public async Task FetchApps_AllFail_NamesEachHostAndItsReason()
    {
        await using TestMarathon html = await TestMarathon.StartAsync("<html>Welcome</html>");
        await using TestMarathon busy = await TestMarathon.StartAsync(context =>
        {
            context.Response.StatusCode = 503;
            return context.Response.WriteAsync("""{"message":"Could not determine the current leader"}""");
        });
        await using TestMarathon elsewhere = await TestMarathon.StartAsync(context =>
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        });
        string nobody = Clients.NobodyThere();
        using MarathonClient client = Clients.Of(nobody, html.Url, busy.Url, elsewhere.Url, "http://no-such-host.invalid:8080");

        string[] lines = (await Clients.FailureOf(client)).Split('\n');

        Assert.Equal("Marathon can't be reached:", lines[0]);
        Assert.Equal($"  {nobody}: connection refused", lines[1]);
        Assert.StartsWith($"  {html.Url}: the answer is not the document", lines[2], StringComparison.Ordinal);
        Assert.Contains("begins with: <html>Welcome</html>", lines[2], StringComparison.Ordinal);
        Assert.Equal($$"""  {{busy.Url}}: HTTP 503: {"message":"Could not determine the current leader"}""", lines[3]);
        Assert.Equal($"  {elsewhere.Url}: HTTP 404: there is no /v2/apps there; is the URL Marathon's?", lines[4]);
        Assert.Equal("  http://no-such-host.invalid:8080: its name can't be resolved", lines[5]);
    }

    [Fact]
    public async Task FetchApps_AnswerBreaksOff_IsAFailureAndTheNextHostIsAsked()
    {
        await using TestMarathon cut = await TestMarathon.StartAsync(async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("""{"apps":[{"id":"/a"},""");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        await using TestMarathon good = await TestMarathon.StartAsync(OneApp);
        using MarathonClient both = Clients.Of(cut.Url, good.Url);
        using MarathonClient one = Clients.Of(cut.Url);

        Assert.Equal(good.Url, (await both.FetchAppsAsync(End)).Source);
        Assert.Contains("the connection broke off before the answer was whole", await Clients.FailureOf(one), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FetchApps_NoAnswerInTime_SaysSo()
    {
        await using TestMarathon silent = await TestMarathon.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using MarathonClient client = Clients.Of(Clients.Options(silent.Url) with { ReadTimeout = TimeSpan.FromSeconds(0.2) });

        Assert.EndsWith(": no answer within 0.2 s", await Clients.FailureOf(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FetchApps_AnswerStops_SaysSo()
    {
        await using TestMarathon stuck = await TestMarathon.StartAsync(async context =>
        {
            await context.Response.WriteAsync("""{"apps":[""");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        MarathonClientOptions options = Clients.Options(stuck.Url);
        using MarathonClient impatient = Clients.Of(options with { ReadTimeout = TimeSpan.FromSeconds(0.3) });
        using MarathonClient bounded = Clients.Of(options with { AnswerTimeout = TimeSpan.FromSeconds(0.3) });

        Assert.EndsWith(": its answer stopped for 0.3 s", await Clients.FailureOf(impatient), StringComparison.Ordinal);
        Assert.EndsWith(": its answer took more than 0.3 s", await Clients.FailureOf(bounded), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FetchApps_NoConnectionInTime_SaysSo()
    {
        // The kernel accepts, nobody speaks TLS: to the client the connection never gets ready.
        using TcpListener mute = new(IPAddress.Loopback, 0);
        mute.Start();
        MarathonClientOptions options = Clients.Options($"https://{mute.LocalEndpoint}") with { ConnectTimeout = TimeSpan.FromSeconds(0.2) };
        using MarathonClient client = Clients.Of(options);

        Assert.EndsWith(": timed out after 0.2 s connecting", await Clients.FailureOf(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FetchApps_Cancelled_IsACancellationNotAFailure()
    {
        using CancellationTokenSource stop = new();
        await using TestMarathon silent = await TestMarathon.StartAsync(async context =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using MarathonClient client = Clients.Of(silent.Url);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.FetchAppsAsync(stop.Token));
    }

    [Fact]
    public async Task FetchApp_ById_GivesItOrNull()
    {
        await using TestMarathon marathon = await TestMarathon.StartAsync(context =>
        {
            bool known = context.Request.Path == "/v2/apps/team/a b";
            context.Response.StatusCode = known ? 200 : 404;
            return context.Response.WriteAsync(known ? """{"app":{"id":"/team/a b","tasks":[{"id":"t"}]}}""" : """{"message":"no"}""");
        });
        using MarathonClient client = Clients.Of(marathon.Url);

        MarathonApp? app = await client.FetchAppAsync("/team/a b", End);
        MarathonApp? none = await client.FetchAppAsync("/team/b", End);

        Assert.Equal("t", Assert.Single(app!.Tasks).Id);
        Assert.Null(none);
        Assert.Contains(marathon.Questions, question => question.Target == "/v2/apps/team/a%20b?embed=app.tasks");
    }
}

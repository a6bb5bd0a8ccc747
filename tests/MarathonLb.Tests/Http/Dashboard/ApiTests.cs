using System.Net;
using System.Net.Http;
using System.Text.Json.Nodes;

namespace MarathonLb.Tests.Http.Dashboard;

public sealed class ApiTests
{
    [Fact]
    public async Task Services_Page_IsJsonWithItsNumbers()
    {
        await using InsightHost host = await InsightHost.StartAsync(new FakeInsight("<x>", 120));
        JsonNode page = JsonNode.Parse(await host.Public.GetStringAsync("/_mlb/api/services?size=50&page=3"))!;
        Assert.Equal((120, 3, 3), ((int)page["total"]!, (int)page["number"]!, (int)page["pages"]!));
        Assert.Equal(20, page["items"]!.AsArray().Count);
        Assert.Equal("<x>", (string?)page["items"]![0]!["servers"]![0]!["task"]);
        Assert.Equal(10_100, (int)page["items"]![0]!["port"]!);
    }

    [Theory]
    [InlineData("state")]
    [InlineData("findings")]
    [InlineData("excluded")]
    [InlineData("rounds")]
    [InlineData("versions")]
    [InlineData("configs")]
    public async Task Everything_IsJsonThatIsNotCached(string name)
    {
        await using InsightHost host = await InsightHost.StartAsync(new FakeInsight("x"));
        using HttpResponseMessage answer = await host.Public.GetAsync("/_mlb/api/" + name);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.ToString());
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.NotNull(JsonNode.Parse(await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Diff_WithoutNames_IsFromLiveToDesired()
    {
        await using InsightHost host = await InsightHost.StartAsync(new FakeInsight("x"));
        Assert.StartsWith("--- live\n+++ desired\n", await host.Public.GetStringAsync("/_mlb/api/diff"));
        using HttpResponseMessage none = await host.Public.GetAsync("/_mlb/api/diff?from=none");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Theory]
    [InlineData("/_mlb/rollback?version=2", HttpStatusCode.OK)]
    [InlineData("/_mlb/rollback?version=3", HttpStatusCode.Conflict)]
    [InlineData("/_mlb/rollback?version=two", HttpStatusCode.BadRequest)]
    [InlineData("/_mlb/rollback", HttpStatusCode.BadRequest)]
    [InlineData("/_mlb/release", HttpStatusCode.OK)]
    public async Task Rollback_OnlyOnTheAdminSocketByPost(string path, HttpStatusCode expected)
    {
        FakeInsight insight = new("x");
        await using InsightHost host = await InsightHost.StartAsync(insight);
        using HttpResponseMessage outside = await host.Public.PostAsync(path, null);
        Assert.Equal(HttpStatusCode.NotFound, outside.StatusCode);
        using HttpResponseMessage read = await host.Admin.GetAsync(path);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, read.StatusCode);
        Assert.Empty(insight.Rollbacks);
        using HttpResponseMessage answer = await host.Admin.PostAsync(path, null);
        Assert.Equal(expected, answer.StatusCode);
    }
}

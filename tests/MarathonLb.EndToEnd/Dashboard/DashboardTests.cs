using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MarathonLb.EndToEnd.Daemon;
using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator.Generators;

namespace MarathonLb.EndToEnd.Dashboard;

/// <summary>The dashboard of a running daemon, as a client and a browser see it through HAProxy.</summary>
public sealed class DashboardTests
{
    private static readonly TimeSpan FirstByteLimit = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task Pages_LabelsWithMarkup_ShowItAsText()
    {
        const string Markup = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">";
        await using ManagedStack stack = await ManagedStack.StartAsync("installed", static plan =>
        {
            plan.Add("/web", ("VHOST", "web.test"));
            plan.Add("/hostile", ("VHOST", Markup));
            plan.Add("/typo", ("VHOST", "typo.test"), ("BALANCE", Markup));
            plan.Add("/secret", ("VHOST", "secret.test"), ("AUTH", "realm:user:" + SampleApps.DemoPasswordHash));
            plan.Add("/broken", ("VHOST", "broken.test"), ("AUTH", "onlyonepart" + Markup));
        });
        foreach (string path in new[] { "/_mlb/", "/_mlb/findings", "/_mlb/rounds", "/_mlb/diff", "/_mlb/api/findings", "/_mlb/api/services", "/_mlb/api/rounds" })
        {
            string page = (await stack.AskAsync(path))!.Body;
            Assert.DoesNotContain("<script>document", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
            Assert.DoesNotContain("onlyonepart", page, StringComparison.Ordinal);
            Assert.DoesNotContain("T6xIRq", page, StringComparison.Ordinal);
        }

        Assert.Contains("&lt;script&gt;document", (await stack.AskAsync("/_mlb/"))!.Body, StringComparison.Ordinal);
        Assert.SkipWhen(Browser.File is null && !Repository.RequiresAll, "there is no Chromium");
        string document = await Browser.DocumentAsync(stack.Plan.Folder, $"http://127.0.0.1:{stack.Plan.StatsPort}/_mlb/");
        Assert.Contains("<title>marathon-lb</title>", document, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(document, "<script"));
        Assert.Empty(Regex.Matches(document, "<img"));
        Assert.Contains("/hostile", document, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Services_LiveState_FollowsHaproxy()
    {
        await using ManagedStack stack = await ManagedStack.StartAsync("installed", static plan => plan.Add("/web", static app => app.Instances(2).Check(), ("VHOST", "web.test")));
        await StatesAsync(stack, "up", "up");
        JsonNode service = JsonNode.Parse((await stack.AskAsync("/_mlb/api/services?q=web"))!.Body)!["items"]![0]!;
        await HaproxyCli.AskAsync(stack.RuntimeSocket, $"set server {service["backend"]}/{service["servers"]![0]!["name"]} state drain");
        await StatesAsync(stack, "drain", "up");
        Assert.Contains("1 drain, 1 up", (await stack.AskAsync("/_mlb/?q=web"))!.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_FiveThousandApps_ComesSoonAndIsSearched()
    {
        await using ManagedStack stack = await ManagedStack.PrepareAsync("installed", static plan =>
        {
            plan.Arguments.AddRange(["--marathon", $"file:{plan.Folder["big.json"]}", "--poll-interval", "600"]);
        }, "poll");
        IEnumerable<string> apps = Enumerable.Range(0, 5000).Select(static i =>
            $$"""
            {"id":"/team{{i % 40}}/app{{i}}","instances":1,"labels":{"HAPROXY_GROUP":"external","HAPROXY_0_MODE":"http","HAPROXY_0_BIND_ADDR":"127.88.0.1","HAPROXY_0_VHOST":"app{{i}}.test"},
             "ports":[{{40000 + i}}],"tasks":[{"id":"task{{i}}","host":"127.0.0.1","ports":[1],"state":"TASK_RUNNING"}]}
            """);
        stack.Plan.Folder.Write("big.json", $"{{\"apps\":[{string.Join(',', apps)}]}}");
        stack.Launch();
        await IsReadyAsync(stack);
        foreach ((string query, int found) in new[] { ("", 5000), ("?q=app4999.test", 1), ("?q=team7%20app1", 33), ("?page=70", 5000) })
        {
            string page = (await stack.AskAsync("/_mlb/" + query))!.Body;
            TimeSpan best = TimeSpan.MaxValue;
            for (int i = 0; i < 8; i++)
            {
                long begin = Stopwatch.GetTimestamp();
                page = (await stack.AskAsync("/_mlb/" + query))!.Body;
                if (Stopwatch.GetElapsedTime(begin) is var took && took < best) best = took;
            }

            Assert.True(best < FirstByteLimit, $"'{query}' took {best.TotalMilliseconds} ms at best");
            Assert.Contains(found == 5000 ? "<small>5000" : "found</small>", page, StringComparison.Ordinal);
        }

        Assert.Equal(1, (int)JsonNode.Parse((await stack.AskAsync("/_mlb/api/services?q=app4999.test"))!.Body)!["total"]!);
    }

    /// <summary>Thousands of apps take longer than what tests usually wait for.</summary>
    private static async Task IsReadyAsync(ManagedStack stack)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while ((await stack.AskAsync("/_mlb/ready"))?.Status != 200)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(90) && !stack.Daemon.HasEnded, $"no readiness; the log:\n{stack.Log}");
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    private static Task StatesAsync(ManagedStack stack, params string[] states) => Eventually.IsTrueAsync(
        async () => JsonNode.Parse((await stack.AskAsync("/_mlb/api/services?q=web"))!.Body)!["items"]![0]!["servers"]!.AsArray()
            .Select(static server => (string)server!["state"]!).Order(StringComparer.Ordinal).SequenceEqual(states),
        () => $"the states {string.Join(' ', states)}; the log:\n{stack.Log}");
}

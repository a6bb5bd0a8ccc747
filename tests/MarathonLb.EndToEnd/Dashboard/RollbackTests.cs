using System.Text.Json.Nodes;
using MarathonLb.EndToEnd.Daemon;
using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator.Generators;

namespace MarathonLb.EndToEnd.Dashboard;

/// <summary>Going back to an earlier version's rules and forth again, with real traffic all the while.</summary>
public sealed class RollbackTests
{
    [Theory]
    [EachHaproxy]
    public async Task Rollback_UnderTraffic_OldRulesServeTasksOfNowUntilReleased(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, static plan =>
        {
            Changes.Plan(plan);
            plan.Add("/web", ("VHOST", "old.test"));
        });
        await stack.AnswersAsync("old.test", 200);
        await using SteadyClient client = SteadyClient.Start(stack.Plan.HttpPort, Changes.SteadyHost);
        int good = await LatestVersionAsync(stack);
        await stack.Simulator.UpdateAsync("/web", new JsonObject
        {
            ["labels"] = new JsonObject { ["HAPROXY_GROUP"] = "external", ["HAPROXY_0_MODE"] = "http", ["HAPROXY_0_VHOST"] = "new.test" },
        });
        await stack.AnswersAsync("new.test", 200);
        await stack.AnswersAsync("old.test", 503);

        Run rollback = await CommandAsync(stack, "rollback", good.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(rollback.ExitCode == 0, rollback.ToString());
        await stack.AnswersAsync("old.test", 200);
        await stack.AnswersAsync("new.test", 503);
        Assert.Equal(good, (int)(await stack.StateAsync())["pinned"]!);

        // Tasks that move meanwhile are followed; an app that comes is not in the version.
        await stack.Simulator.ScaleAsync("/steady", 3);
        await stack.HasServersAsync($"steady_{stack.Plan.Ports["/steady"]}", 3);
        await stack.Simulator.AddAsync(new AppBuilder("/later").Host(FreePorts.Take()).First("MODE", "http").First("VHOST", "later.test").Build());
        await Eventually.IsTrueAsync(async () => (await PageAsync(stack, "/_mlb/")).Contains("/later", StringComparison.Ordinal), () => $"the app that is not served, on the page; the log:\n{stack.Log}");
        Assert.Contains($"Pinned to version {good}", await PageAsync(stack, "/_mlb/"), StringComparison.Ordinal);
        Assert.Equal(503, (await stack.Http.GetAsync("later.test")).Status);
        Assert.Contains($"pinned to version {good}", (await CommandAsync(stack, "history")).Output, StringComparison.Ordinal);

        Run release = await CommandAsync(stack, "rollback", "--release");
        Assert.True(release.ExitCode == 0, release.ToString());
        await stack.AnswersAsync("new.test", 200);
        await stack.AnswersAsync("later.test", 200);
        await stack.AnswersAsync("old.test", 503);
        await client.NeverFailedAsync(() => stack.Log);
    }

    [Fact]
    public async Task Rollback_OverARestart_StaysAndIsReleased()
    {
        await using ManagedStack stack = await ManagedStack.StartAsync("installed", static plan => plan.Add("/web", ("VHOST", "old.test")));
        await stack.AnswersAsync("old.test", 200);
        int good = await LatestVersionAsync(stack);
        await stack.Simulator.UpdateAsync("/web", new JsonObject
        {
            ["labels"] = new JsonObject { ["HAPROXY_GROUP"] = "external", ["HAPROXY_0_MODE"] = "http", ["HAPROXY_0_VHOST"] = "new.test" },
        });
        await stack.AnswersAsync("new.test", 200);
        await Eventually.IsTrueAsync(async () => await LatestVersionAsync(stack) != good, () => $"a new version; the log:\n{stack.Log}");
        Assert.Equal(0, (await CommandAsync(stack, "rollback", $"{good}")).ExitCode);
        await stack.AnswersAsync("old.test", 200);
        await stack.StopAsync();
        stack.Launch();
        await stack.IsReadyAsync();
        await stack.AnswersAsync("old.test", 200);
        Assert.Equal(good, (int)(await stack.StateAsync())["pinned"]!);
        Run diff = await CommandAsync(stack, "diff", $"{good}", $"{await LatestVersionAsync(stack)}");
        Assert.Contains(diff.Output.Split('\n'), static line => line.StartsWith("-  ", StringComparison.Ordinal) && line.Contains("old.test", StringComparison.Ordinal));
        Assert.Contains(diff.Output.Split('\n'), static line => line.StartsWith("+  ", StringComparison.Ordinal) && line.Contains("new.test", StringComparison.Ordinal));
        Assert.Equal(0, (await CommandAsync(stack, "rollback", "--release")).ExitCode);
        await stack.AnswersAsync("new.test", 200);
        Assert.Equal(9, (await CommandAsync(stack, "rollback", "--release")).ExitCode);
    }

    [Fact]
    public async Task Commands_NoDaemon_SayWhereTheyLooked()
    {
        Run run = await Run.ProgramAsync(PublishedBinary.File, ["history", "--run-dir", "/nonexistent/run"]);
        Assert.Equal(8, run.ExitCode);
        Assert.Contains("/nonexistent/run/admin.sock", run.Error, StringComparison.Ordinal);
    }

    private static Task<Run> CommandAsync(ManagedStack stack, params string[] words) => Run.ProgramAsync(PublishedBinary.File, [.. words, "--run-dir", stack.RunFolder]);

    private static async Task<string> PageAsync(ManagedStack stack, string path) => (await stack.AskAsync(path))?.Body ?? "";

    private static async Task<int> LatestVersionAsync(ManagedStack stack) =>
        (int)JsonNode.Parse((await stack.AskAsync("/_mlb/api/state"))!.Body)!["latestVersion"]!;
}

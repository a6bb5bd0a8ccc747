using System.Text.Json.Nodes;
using MarathonLb.Zdd;
using MarathonLb.Zdd.Reporting;
using Microsoft.Extensions.Time.Testing;

namespace MarathonLb.Tests.Zdd;

public sealed class ZddDeployTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeCluster _cluster = new();
    private readonly ListLogger _log = new();
    private readonly StringWriter _output = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Deploy_Ten_GoesThroughTheStepsOfTheOriginal()
    {
        await FirstAsync(10);
        Assert.Equal(ZddExitCode.Done, await RunAsync(static options => options));
        Assert.Equal(
            [
                "create /shop-green", "kill 1", "scale /shop-green 2", "kill 1", "scale /shop-green 3", "kill 1", "scale /shop-green 5", "kill 2", "scale /shop-green 10",
                "delete /shop-blue",
            ],
            _cluster.Done);
        Assert.Equal(("/shop-green 10", 10, 0), (_cluster.Apps, _cluster.FewestServing, _cluster.KilledBusy));
    }

    [Fact]
    public async Task Deploy_Linear_GrowsEvenly()
    {
        await FirstAsync(6);
        Assert.Equal(ZddExitCode.Done, await RunAsync(static options => options with { LinearIncrease = 2, InitialInstances = 2 }));
        Assert.Equal(["create /shop-green", "kill 2", "scale /shop-green 4", "kill 2", "scale /shop-green 6", "delete /shop-blue"], _cluster.Done);
    }

    [Fact]
    public async Task Hybrid_ThenBack_KeepsTheTargetUpAllTheTime()
    {
        await FirstAsync(10);
        Assert.Equal(ZddExitCode.Done, await RunAsync(static options => options with { NewInstances = 2 }));
        Assert.Equal("/shop-blue 8, /shop-green 2", _cluster.Apps);
        Assert.Equal(ZddExitCode.Done, await RunAsync(static options => options with { CompletePrev = true }));
        Assert.Equal(("/shop-blue 10", 10, 0), (_cluster.Apps, _cluster.FewestServing, _cluster.KilledBusy));
    }

    [Fact]
    public async Task Hybrid_ThenOn_KeepsTheTargetUpAllTheTime()
    {
        await FirstAsync(10);
        Assert.Equal(ZddExitCode.Done, await RunAsync(static options => options with { NewInstances = 3 }));
        Assert.Equal(ZddExitCode.Done, await RunAsync(static options => options with { CompleteCur = true }));
        Assert.Equal(("/shop-green 10", 10, 0), (_cluster.Apps, _cluster.FewestServing, _cluster.KilledBusy));
    }

    /// <summary>The process dies at every single question it asks, before or after it is heard; then --resume ends the deploy, or --complete-prev undoes it.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public async Task Crash_AtEveryQuestion_IsContinuedWithoutLoss(bool before, bool onward)
    {
        int question = 0;
        for (bool crashed = true; crashed; question++)
        {
            FakeCluster cluster = new();
            await RunAsync(cluster, Definition(5), static options => options);
            (cluster.CrashAfter, cluster.CrashBefore) = (question, before);
            crashed = await RunAsync(cluster, Definition(5), static options => options) == ZddExitCode.Unexpected;
            if (!crashed) break;
            cluster.CrashAfter = -1;
            bool two = cluster.Apps.Contains(',', StringComparison.Ordinal);
            ZddExitCode end = await RunAsync(cluster, Definition(5), options => options with { Resume = onward || !two, CompletePrev = !onward && two });
            Assert.True(end == ZddExitCode.Done, $"crash at question {question}: {end}\n{string.Join('\n', cluster.Done)}\n{_log.Text}");
            Assert.Contains(cluster.Apps, two && !onward ? ["/shop-blue 5"] : new[] { "/shop-green 5", "/shop-blue 5" });
            Assert.Equal((question, 5, 0), (question, cluster.FewestServing, cluster.KilledBusy));
        }

        Assert.InRange(question, 15, 100);
    }

    [Fact]
    public async Task MaxWait_BusyTasks_AreCutAndCounted()
    {
        await FirstAsync(1);
        _cluster.Busy = 3;
        Assert.Equal(ZddExitCode.Done, await RunAsync(static options => options with { MaxWait = TimeSpan.Zero, JsonOutput = true }));
        JsonNode result = JsonNode.Parse(_output.ToString().TrimEnd().Split('\n')[^1])!;
        Assert.Equal((0, 1, 3), ((int)result["exitCode"]!, (int)result["killed"]!, (int)result["cutSessions"]!));
        Assert.Contains("3 sessions left after --max-wait: cut now", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LastStep_OneTaskIsBusyForAWhile_IsWaitedForAndNothingIsCut()
    {
        await FirstAsync(4);
        (_cluster.Busy, _cluster.BusyTask, _cluster.LooksUntilIdle) = (1, "/shop-blue.004", 50);
        Assert.Equal(ZddExitCode.Done, await RunAsync(static options => options));
        Assert.Equal(("/shop-green 4", 4, 0), (_cluster.Apps, _cluster.FewestServing, _cluster.KilledBusy));
        Assert.Contains("1 session on 2 draining tasks of /shop-blue", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resume_OldAppWasScaledLast_TurnsTheLoadBalancerRound()
    {
        await FirstAsync(3);
        await RunAsync(static options => options with { PreKillHook = "/bin/false", InitialInstances = 3 });
        await _cluster.ScaleAsync("/shop-blue", 2, CancellationToken.None);
        _cluster.Done.Clear();
        Assert.Equal(ZddExitCode.Done, await RunAsync(static options => options with { Resume = true }));
        Assert.Equal(["scale /shop-green 4", "delete /shop-blue", "scale /shop-green 3"], _cluster.Done);
        Assert.Equal(("/shop-green 3", 3, 0), (_cluster.Apps, _cluster.FewestServing, _cluster.KilledBusy));
    }

    [Fact]
    public async Task RollbackOnTimeout_NeverHealthy_LeavesTheOldAppAsItWas()
    {
        await FirstAsync(3);
        _cluster.NeverHealthy = true;
        Assert.Equal(ZddExitCode.CreateFailed, await RunAsync(static options => options with { MaxWait = TimeSpan.Zero, RollbackOnTimeout = true }));
        Assert.Equal(["create /shop-green", "delete /shop-green"], _cluster.Done);
        Assert.Equal(("/shop-blue 3", 0), (_cluster.Apps, _cluster.KilledBusy));
    }

    [Fact]
    public async Task NothingEverDrains_AfterTheLongestWait_StopsWith5()
    {
        await FirstAsync(1);
        _cluster.NeverHealthy = true;
        Assert.Equal(ZddExitCode.LoadBalancer, await RunAsync(static options => options with { MaxWait = TimeSpan.Zero }));
        Assert.Equal("/shop-blue 1, /shop-green 1", _cluster.Apps);
    }

    [Fact]
    public async Task Kill_FailsAtFirst_IsTriedAgainAndAskedForOnce()
    {
        await FirstAsync(2);
        _cluster.KillFailures.Enqueue("HTTP 409: locked");
        _cluster.KillFailures.Enqueue("HTTP 409: locked");
        StringReader answers = new("y\ny\ny\n");
        Assert.Equal(ZddExitCode.Done, await RunAsync(_cluster, Definition(2), static options => options with { Force = false }, answers));
        Assert.Equal("/shop-green 2", _cluster.Apps);
        Assert.Null(await answers.ReadLineAsync());
        Assert.Equal(3, _output.ToString().Split("[Y/n]").Length - 1);
    }

    [Fact]
    public async Task Kill_Declined_LeavesBoth()
    {
        await FirstAsync(2);
        Assert.Equal(ZddExitCode.Declined, await RunAsync(_cluster, Definition(2), static options => options with { Force = false }, new StringReader("y\nn\n")));
        Assert.Equal("/shop-blue 2, /shop-green 1", _cluster.Apps);
    }

    [Fact]
    public async Task Prompt_InputHasEnded_IsNo()
    {
        Assert.Equal(ZddExitCode.Declined, await RunAsync(_cluster, Definition(2), static options => options with { Force = false }, new StringReader("")));
        Assert.Contains("--force/-f", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DryRun_Hybrid_ForecastsAndChangesNothing()
    {
        await FirstAsync(10);
        await RunAsync(static options => options with { NewInstances = 2 });
        _cluster.Done.Clear();
        Assert.Equal(ZddExitCode.Done, await RunAsync(static options => options with { CompletePrev = true, DryRun = true }));
        Assert.Empty(_cluster.Done);
        Assert.Contains("step 1 would be: scale /shop-blue from 8 to 10", _log.Text, StringComparison.Ordinal);
        Assert.Contains("delete /shop-green when all of it (2 tasks) is drained", _log.Text, StringComparison.Ordinal);
    }

    private static JsonObject Definition(int instances) => new()
    {
        ["id"] = "shop",
        ["instances"] = instances,
        ["portDefinitions"] = new JsonArray(new JsonObject { ["port"] = 10001 }),
        ["labels"] = new JsonObject { ["HAPROXY_DEPLOYMENT_GROUP"] = "shop", ["HAPROXY_DEPLOYMENT_ALT_PORT"] = "10101" },
    };

    private async Task FirstAsync(int instances)
    {
        Assert.Equal(ZddExitCode.Done, await RunAsync(_cluster, Definition(instances), static options => options));
        Assert.Equal(["create /shop-blue"], _cluster.Done);
        _cluster.Done.Clear();
    }

    private Task<ZddExitCode> RunAsync(Func<ZddOptions, ZddOptions> more) => RunAsync(_cluster, Definition(7), more);

    private Task<ZddExitCode> RunAsync(FakeCluster cluster, JsonObject app, Func<ZddOptions, ZddOptions> more, TextReader? answers = null)
    {
        _clock.Advance(TimeSpan.FromMinutes(1));
        string file = _folder.File("shop.json", app.ToJsonString());
        ZddOptions options = more(new ZddOptions { AppFile = file, LoadBalancers = [], Force = true, StepDelay = TimeSpan.Zero });
        Journal journal = new(_log, _output, options.JsonOutput, _clock);
        Confirmation confirmation = new(options.Force, answers ?? TextReader.Null, _output);
        return new ZddDeploy(options, cluster, cluster, confirmation, journal, _clock).RunAsync(TestContext.Current.CancellationToken);
    }
}

using System.Net;
using MarathonLb.Marathon;
using MarathonLb.Tests.Apps;

namespace MarathonLb.Tests.Reconcile;

public sealed class RoundLoopTests
{
    private static readonly MarathonUnreachableException Unreachable = new([new HostFailure("fake", "connection refused")]);

    [Fact]
    public async Task Event_OfAnApp_FetchesThatAppAlone()
    {
        await using LoopRun run = await StartAsync("/a", "/b");
        run.Marathon.Set(App("/b", 3));
        run.Receive("/b");

        await run.ServesAsync("10.0.0.1 10.0.0.1 10.0.0.2 10.0.0.3");
        await run.HasRoundsAsync(2);

        Assert.Equal(["/b"], run.Marathon.Asked);
        await run.UntilAsync(() => run.Log.Text.Contains("cause: status_update_event /b; 1 request(s)", StringComparison.Ordinal), "cause in the log");
    }

    [Fact]
    public async Task Event_OfAppsThatComeAndGo_AddsAndRemovesThem()
    {
        await using LoopRun run = await StartAsync("/a");
        run.Marathon.Set(App("/new", 2));
        run.Receive("/new");
        await run.ServesAsync("10.0.0.1 10.0.0.1 10.0.0.2");

        run.Marathon.Set(App("/new", 0));
        run.Receive("/new");
        await run.ServesAsync("10.0.0.1");
        run.Marathon.Remove("/new");
        run.Receive("/new");

        await run.AskedAsync("/new", "/new", "/new");
    }

    /// <summary>Marathon forgets an app after its tasks; an answer that says otherwise is checked against all apps.</summary>
    [Fact]
    public async Task Event_ServingAppIsNotFound_FetchesEverything()
    {
        await using LoopRun run = await StartAsync("/a", "/b");
        run.Marathon.Remove("/b");
        run.Receive("/b");

        await run.ServesAsync("10.0.0.1");

        Assert.Equal(["/b", "*"], run.Marathon.Asked);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("connect")]
    [InlineData("hup")]
    public async Task Request_WithoutAnApp_FetchesEverything(string? what)
    {
        await using LoopRun run = await StartAsync("/a");
        if (what is null) run.Receive(null);
        else if (what == "hup") run.Refresh();
        else run.Connect();

        await run.AskedAsync("*");
    }

    /// <summary>Whoever sends the signal waits for its line in the log, whatever else asks for a round in that moment.</summary>
    [Fact]
    public async Task ReloadFile_TogetherWithAFetch_IsToldBesideIt()
    {
        await using LoopRun run = await StartAsync("/a");
        TaskCompletionSource gate = new();
        run.Marathon.Gate = gate.Task;
        run.Refresh();
        await run.AskedAsync("*");
        run.ReloadFile();
        run.Refresh();
        gate.SetResult();

        await run.AskedAsync("*", "*");
        await run.UntilAsync(() => run.Log.Text.Contains("round: the file as it is (cause: usr1;", StringComparison.Ordinal), "line of the reload");
        Assert.Equal(2, run.Loaded.Length);
    }

    [Fact]
    public async Task Events_OfManyApps_FetchEverythingOnce()
    {
        string[] ids = [.. Enumerable.Range(0, 30).Select(static i => $"/app{i:D2}")];
        await using LoopRun run = await StartAsync(ids);
        TaskCompletionSource gate = new();
        run.Marathon.Gate = gate.Task;
        run.Receive(ids[0]);
        await run.AskedAsync(ids[0]);
        foreach (string id in ids) run.Receive(id);
        gate.SetResult();

        await run.HasRoundsAsync(3);

        Assert.Equal([ids[0], "*"], run.Marathon.Asked);
    }

    [Fact]
    public async Task Events_OfTwentyApps_FetchAtMostEightAtATime()
    {
        string[] ids = [.. Enumerable.Range(0, 20).Select(static i => $"/app{i:D2}")];
        await using LoopRun run = await StartAsync(ids);
        TaskCompletionSource gate = new();
        run.Marathon.Gate = gate.Task;
        run.Receive(ids[0]);
        await run.AskedAsync(ids[0]);
        foreach (string id in ids) run.Receive(id);
        gate.SetResult();

        await run.HasRoundsAsync(3);

        Assert.Equal(ids, run.Marathon.Asked.Skip(1).Order());
        Assert.InRange(run.Marathon.MostAtOnce, 1, 8);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Event_OfADeploymentGroup_FetchesEverything(bool before, bool after)
    {
        await using LoopRun run = new();
        run.Marathon.Set(App("/a", 1, before));
        await run.StartAsync();
        run.Marathon.Set(App("/a", 2, after));
        run.Receive("/a");

        await run.ServesAsync("10.0.0.1 10.0.0.2");

        Assert.Equal(before ? ["*"] : ["/a", "*"], run.Marathon.Asked);
    }

    [Fact]
    public async Task Event_OfAnAppThatNeedsAnAssignedPort_FetchesEverythingTheFirstTime()
    {
        await using LoopRun run = await StartAsync("/a");
        run.Marathon.Set(IpPerTask("10.0.0.7"));
        run.Receive("/ip");
        await run.ServesAsync("10.0.0.1 10.0.0.7");
        Assert.Equal(["/ip", "*"], run.Marathon.Asked);
        run.Marathon.Forget();

        run.Marathon.Set(IpPerTask("10.0.0.8"));
        run.Receive("/ip");
        await run.ServesAsync("10.0.0.1 10.0.0.8");
        Assert.Equal(["/ip"], run.Marathon.Asked);
    }

    [Fact]
    public async Task Event_SourceWithoutSingleApps_FetchesEverything()
    {
        FakeMarathon marathon = new();
        marathon.Set(App("/a", 1));
        await using LoopRun run = new(new WholeSource(marathon));
        await run.StartAsync();
        marathon.Forget();
        marathon.Set(App("/a", 2));
        run.Receive("/a");

        await run.ServesAsync("10.0.0.1 10.0.0.2");

        Assert.Equal(["*"], marathon.Asked);
    }

    [Fact]
    public async Task Event_MarathonIsAway_TheAppIsFetchedWithTheNextEvent()
    {
        await using LoopRun run = await StartAsync("/a", "/b");
        run.Marathon.Answer = static _ => throw Unreachable;
        run.Marathon.Set(App("/a", 2));
        run.Receive("/a");
        await run.HasRoundsAsync(2);
        await run.UntilAsync(() => run.Log.Text.Contains("NoSnapshot", StringComparison.Ordinal), "outcome");

        run.Marathon.Answer = static _ => { };
        run.Receive("/b");
        await run.ServesAsync("10.0.0.1 10.0.0.2 10.0.0.1");

        Assert.Equal(["/a", "/a", "/b"], run.Marathon.Asked.Order());
    }

    [Fact]
    public async Task Event_AppAloneIsAnsweredOddly_FetchesEverything()
    {
        await using LoopRun run = await StartAsync("/a");
        run.Marathon.Answer = static what =>
        {
            if (what != "*") throw new MarathonUnreachableException([new HostFailure("fake", "HTTP 500", new MarathonStatusException(HttpStatusCode.InternalServerError, "HTTP 500"))]);
        };
        run.Marathon.Set(App("/a", 2));
        run.Receive("/a");

        await run.ServesAsync("10.0.0.1 10.0.0.2");

        Assert.Equal(["/a", "*"], run.Marathon.Asked);
    }

    [Fact]
    public async Task Leaving_Task_IsOutBeforeTheFetchIsAnswered()
    {
        await using LoopRun run = await StartAsync("/a", "/b");
        run.Marathon.Set(App("/a", 3));
        run.Receive("/a");
        await run.ServesAsync("10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.1");
        TaskCompletionSource gate = new();
        run.Marathon.Gate = gate.Task;

        run.Receive("/a", "/a@10.0.0.1", "TASK_KILLING");
        await run.ServesAsync("10.0.0.2 10.0.0.3 10.0.0.1");
        await run.AskedAsync("/a", "/a");

        // Another one, while that fetch is still under way; neither is undone by it.
        run.Receive("/a", "/a@10.0.0.2", "TASK_KILLED");
        await run.ServesAsync("10.0.0.3 10.0.0.1");
        run.Marathon.Set(App("/a", "10.0.0.3"));
        int loads = run.Loaded.Length;
        gate.SetResult();

        // The one whose event was before the fetch is back, by Marathon's own newer word, until the next fetch shows it gone.
        await run.AskedAsync("/a", "/a", "/a");
        await run.ServesAsync("10.0.0.3 10.0.0.1");
        Assert.Contains("10.0.0.1 10.0.0.3 10.0.0.1", run.Loaded[loads..]);

        // A round later it is as it was.
        run.Marathon.Set(App("/b", "10.0.0.9"));
        run.Receive("/b");
        await run.ServesAsync("10.0.0.3 10.0.0.9");
        Assert.All(run.Loaded[loads..], static servers => Assert.DoesNotContain("10.0.0.2", servers));
    }

    /// <summary>A rolling restart: the answer on its way is older than the event, and shows the old task alone.</summary>
    [Fact]
    public async Task Leaving_LastTaskWhileAnOlderAnswerIsOnItsWay_ServesUntilTheNextAnswer()
    {
        await using LoopRun run = await StartAsync("/a", "/b");
        TaskCompletionSource gate = new();
        run.Marathon.Gate = gate.Task;
        run.Receive("/a");
        await run.AskedAsync("/a");
        run.Marathon.Set(App("/a", "10.0.0.5"));
        run.Receive("/a", "/a@10.0.0.1", "TASK_KILLED");
        gate.SetResult();

        await run.ServesAsync("10.0.0.5 10.0.0.1");
        Assert.DoesNotContain("10.0.0.1", run.Loaded);
    }

    /// <summary>There is none that would follow it: the next answer says so.</summary>
    [Fact]
    public async Task Leaving_LastTaskAndNoneFollows_IsOutByTheNextAnswer()
    {
        await using LoopRun run = await StartAsync("/a", "/b");
        TaskCompletionSource gate = new();
        run.Marathon.Gate = gate.Task;
        run.Receive("/a");
        await run.AskedAsync("/a");
        run.Receive("/a", "/a@10.0.0.1", "TASK_KILLING");
        gate.SetResult();

        await run.AskedAsync("/a", "/a");
        run.Marathon.Set(App("/a", 0));
        run.Receive("/a");
        await run.ServesAsync("10.0.0.1");
    }

    [Fact]
    public async Task Leaving_TaskWhoseAppIsFetchedInVain_StaysOut()
    {
        await using LoopRun run = await StartAsync("/a", "/b");
        run.Marathon.Answer = static _ => throw Unreachable;

        run.Receive("/a", "/a@10.0.0.1", "TASK_KILLING");

        await run.ServesAsync("10.0.0.1");
        await run.UntilAsync(() => run.Log.Text.Contains("NoSnapshot", StringComparison.Ordinal), "outcome");
        Assert.Equal("10.0.0.1", run.Loaded[^1]);
    }

    [Fact]
    public async Task Event_ReloadMustWait_IsDoneLaterWithoutAnotherFetch()
    {
        await using LoopRun run = new(reloadGap: TimeSpan.FromMilliseconds(200));
        run.Marathon.Set(App("/b", 1));
        await run.StartAsync();
        run.Marathon.Set(App("/b", 2));
        run.Receive("/b");

        await run.UntilAsync(() => run.Log.Text.Contains("the reload waits", StringComparison.Ordinal), "postponed reload");
        await run.ServesAsync("10.0.0.1 10.0.0.2");

        Assert.Equal(["/b"], run.Marathon.Asked);
    }

    [Fact]
    public async Task Freshness_EventWhileFetching_StaysOwedUntilItIsAnswered()
    {
        await using LoopRun run = await StartAsync("/a", "/b");
        run.Freshness.WatchStream(() => run.Clock.GetUtcNow());
        TaskCompletionSource gate = new();
        run.Marathon.Gate = gate.Task;
        run.Receive("/a");
        await run.AskedAsync("/a");
        run.Clock.Advance(TimeSpan.FromSeconds(50));
        Assert.InRange(run.Freshness.Age!.Value.TotalSeconds, 50, 60);

        gate.SetResult();
        await run.UntilAsync(() => run.Freshness.Age!.Value.TotalSeconds < 1, "fresh look");
        run.Clock.Advance(TimeSpan.FromSeconds(50));
        Assert.InRange(run.Freshness.Age!.Value.TotalSeconds, 0, 1);
    }

    private static async Task<LoopRun> StartAsync(params string[] ids)
    {
        LoopRun run = new();
        foreach (string id in ids) run.Marathon.Set(App(id, 1));
        await run.StartAsync();
        return run;
    }

    private static MarathonApp App(string id, int tasks, bool grouped = false) =>
        App(id, grouped, [.. Enumerable.Range(1, tasks).Select(static i => $"10.0.0.{i}")]);

    private static MarathonApp App(string id, params string[] hosts) => App(id, false, hosts);

    private static MarathonApp App(string id, bool grouped, string[] hosts) =>
        SampleApps.Read(SampleApps.App(id, [10000 + id[^1]], hosts, grouped ? [("HAPROXY_DEPLOYMENT_GROUP", "blue")] : []))[0];

    private static MarathonApp IpPerTask(string address) => SampleApps.Read($$$"""
        {"id":"/ip","ipAddress":{"discovery":{"ports":[{"number":80}]}},"tasks":[{"id":"t","host":"10.0.0.9","ipAddresses":[{"ipAddress":"{{{address}}}"}]}]}
        """)[0];

    /// <summary>Everything or nothing, as a file.</summary>
    private sealed class WholeSource(FakeMarathon marathon) : IAppSource
    {
        public Task<MarathonSnapshot> FetchAppsAsync(CancellationToken cancellation) => marathon.FetchAppsAsync(cancellation);
    }
}

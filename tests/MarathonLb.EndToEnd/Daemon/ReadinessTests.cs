using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator.Control;
using MarathonSimulator.Generators;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>Readiness follows Marathon; bursts become few rounds; poll mode picks changes up; old workers can't pile up.</summary>
public sealed class ReadinessTests
{
    [Theory, TwoHaproxies]
    public async Task Ready_MarathonAnswersNonsenseForLong_Is503AndRecovers(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, static plan =>
        {
            Changes.Plan(plan);
            plan.Arguments.AddRange(["--ready-max-age", "1"]);
        });
        stack.Simulator.Misbehave(new FaultRule(FaultKind.Html) { Target = FaultTarget.All });
        stack.Daemon.Signal(Signals.HangUp);
        await Eventually.IsTrueAsync(async () => (await stack.AskAsync("/_mlb/ready"))?.Status == 503, () => $"not being ready; the log:\n{stack.Log}");
        Answer ready = (await stack.AskAsync("/_mlb/ready"))!;
        Assert.Contains("the last good look at Marathon is", ready.Body, StringComparison.Ordinal);
        Assert.Contains("HAProxy: serves", ready.Body, StringComparison.Ordinal);
        Assert.Equal(200, (await stack.AskAsync("/_mlb/live"))!.Status);
        Assert.Equal(200, (await stack.Http.GetAsync(Changes.SteadyHost)).Status);
        stack.Simulator.Behave();
        await stack.IsReadyAsync();
    }

    [Theory, TwoHaproxies]
    public async Task Ready_QuietStream_StaysReadyByItsHeartbeats(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, static plan => plan.Arguments.AddRange(["--ready-max-age", "1"]));
        int fetches = stack.Fetches;
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        while (System.Diagnostics.Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(2))
        {
            Assert.Equal(200, (await stack.AskAsync("/_mlb/ready"))?.Status);
            await Task.Delay(50);
        }

        Assert.InRange(stack.Fetches, fetches, fetches + 1);
    }

    [Theory, TwoHaproxies]
    public async Task Events_InABurst_BecomeFewRounds(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, static plan =>
        {
            Changes.Plan(plan);
            plan.Arguments.AddRange(["--event-window", "0.5"]);
        });
        await stack.SettlesAsync();
        await stack.FollowsAsync("/steady");
        stack.Simulator.ClearRequests();
        for (int i = 0; i < 200; i++)
        {
            stack.Simulator.Publish("status_update_event", new System.Text.Json.Nodes.JsonObject { ["appId"] = "/steady", ["taskStatus"] = "TASK_RUNNING" });
        }

        await Eventually.IsTrueAsync(() => stack.LooksAt("/steady") > 0, () => $"a look at the app; the log:\n{stack.Log}");
        await stack.Simulator.AddAsync(new AppBuilder("/after").Host(FreePorts.Take()).First("MODE", "http").First("VHOST", "after.test").Build());
        await stack.AnswersAsync("after.test", 200);
        Assert.InRange(stack.LooksAt("/steady"), 1, 6);
    }

    [Theory, TwoHaproxies]
    public async Task Poll_Changes_ReachTrafficWithoutAFailedRequest(string haproxy)
    {
        // Long enough for a look at Marathon between the verdict and the end of a task that is killed.
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, Changes.Plan, "poll");
        stack.Simulator.Delays.KillGrace = 1000;
        await using SteadyClient client = SteadyClient.Start(stack.Plan.HttpPort, Changes.SteadyHost);
        await Changes.ReachTrafficAsync(stack, client);
        Assert.Equal(0, stack.Simulator.StreamCount);
    }

    [Theory, TwoHaproxies]
    public async Task OldWorker_HeldByALongSession_IsCountedAndEndedAtItsAge(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, static plan =>
        {
            plan.Add("/web", ("VHOST", "web.test"));
            plan.Arguments.AddRange(["--old-worker-max-age", "3"]);
        });
        using Download download = await Download.StartAsync(stack.Plan.HttpPort, "web.test", TimeSpan.FromSeconds(25));
        int old = (await stack.PidsAsync())[1];
        stack.Daemon.Signal(Signals.User1);
        await stack.Daemon.SaysAsync("the file as it is");
        Assert.Contains(old, await stack.PidsAsync());
        await Eventually.IsTrueAsync(async () => (int?)(await stack.StateAsync())["oldWorkers"] == 1, () => $"an old worker; the log:\n{stack.Log}");
        await stack.Daemon.SaysAsync($"ended HAProxy's old worker {old}");
        Assert.False((await download.EndAsync()).Whole);
        await stack.SettlesAsync();
    }

    [Theory, TwoHaproxies]
    public async Task OldWorkers_MoreThanTheMaximum_TheOldestIsEnded(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, static plan =>
        {
            plan.Add("/web", ("VHOST", "web.test"));
            plan.Arguments.AddRange(["--old-workers-max", "1"]);
        });
        using Download first = await Download.StartAsync(stack.Plan.HttpPort, "web.test", TimeSpan.FromSeconds(25));
        int oldest = (await stack.PidsAsync())[1];
        stack.Daemon.Signal(Signals.User1);
        await stack.Daemon.SaysAsync("the file as it is");
        using Download second = await Download.StartAsync(stack.Plan.HttpPort, "web.test", TimeSpan.FromSeconds(25));
        stack.Daemon.Signal(Signals.User1);
        await stack.Daemon.SaysAsync("the file as it is", 2);
        await stack.Daemon.SaysAsync($"ended HAProxy's old worker {oldest}");
        Assert.False((await first.EndAsync()).Whole);
        Assert.False(second.Whole.IsCompleted);
        second.Dispose();
    }
}

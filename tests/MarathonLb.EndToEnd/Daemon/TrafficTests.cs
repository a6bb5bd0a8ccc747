using System.Diagnostics;
using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>Changes reach traffic through events, and no request fails meanwhile: in peace, and after whatever may have happened before.</summary>
public sealed class TrafficTests
{
    [Theory, EachHaproxy]
    public async Task Sse_Changes_ReachTrafficWithoutAFailedRequest(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, Changes.Plan);
        await using SteadyClient client = SteadyClient.Start(stack.Plan.HttpPort, Changes.SteadyHost);
        int master = stack.Master;
        await Changes.ReachTrafficAsync(stack, client);
        Assert.Equal(master, stack.Master);
    }

    [Theory, EachHaproxy]
    public async Task Sse_AfterTheStreamWasCut_ChangesReachTraffic(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, Changes.Plan);
        await using SteadyClient client = SteadyClient.Start(stack.Plan.HttpPort, Changes.SteadyHost);
        foreach (bool properly in new[] { false, true })
        {
            int lost = stack.Daemon.Count("No events from Marathon");
            stack.Simulator.CutStreams(properly);
            await stack.Daemon.SaysAsync("No events from Marathon", lost + 1);
            await Changes.ReachTrafficAsync(stack, client);
        }
    }

    [Theory, TwoHaproxies]
    public async Task Sse_AfterTheStreamFellSilent_ChangesReachTraffic(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, Changes.Plan);
        await using SteadyClient client = SteadyClient.Start(stack.Plan.HttpPort, Changes.SteadyHost);
        (stack.Simulator.EventFaults.Silent, stack.Simulator.EventFaults.NoHeartbeats) = (true, true);
        await stack.Daemon.SaysAsync("silent for");
        (stack.Simulator.EventFaults.Silent, stack.Simulator.EventFaults.NoHeartbeats) = (false, false);
        await Changes.ReachTrafficAsync(stack, client);
    }

    [Theory, EachHaproxy]
    public async Task Sse_AfterTheLeaderMoved_ChangesReachTraffic(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, Changes.Plan);
        await using SteadyClient client = SteadyClient.Start(stack.Plan.HttpPort, Changes.SteadyHost);
        Simulator formerLeader = stack.Simulator;
        await using Simulator newLeader = await Simulator.RunAsync();

        // As in every test with a steady client: a task that ends outlives the reload that takes its server out.
        newLeader.Delays.KillGrace = formerLeader.Delays.KillGrace;
        foreach (System.Text.Json.Nodes.JsonObject app in stack.Plan.Apps) await newLeader.AddAsync((System.Text.Json.Nodes.JsonObject)app.DeepClone());
        formerLeader.FollowLeader(newLeader.BaseUri);
        await Eventually.IsTrueAsync(() => newLeader.StreamCount == 1, () => $"a stream at the new leader; the log:\n{stack.Log}");
        stack.Follow(newLeader);
        await Changes.ReachTrafficAsync(stack, client);
        stack.Follow(formerLeader);
    }

    [Theory, EachHaproxy]
    public async Task Sse_AfterMarathonWasAway_ServesAsBeforeAndThenFollows(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, static plan =>
        {
            Changes.Plan(plan);
            plan.Arguments.AddRange(["--ready-max-age", "1"]);
        });
        await using SteadyClient client = SteadyClient.Start(stack.Plan.HttpPort, Changes.SteadyHost);
        (string config, int[] pids) = (stack.Config, await stack.PidsAsync());

        await stack.Simulator.StopListeningAsync();
        await Eventually.IsTrueAsync(async () => (await stack.AskAsync("/_mlb/ready"))?.Status == 503, () => $"not being ready; the log:\n{stack.Log}");
        if (RealLength) await Task.Delay(TimeSpan.FromSeconds(65));
        await client.NeverFailedAsync(() => stack.Log);
        Assert.Equal(config, stack.Config);
        Assert.Equal(pids, await stack.PidsAsync());

        await stack.Simulator.StartListeningAsync();
        await stack.IsReadyAsync();
        await Changes.ReachTrafficAsync(stack, client);
    }

    [Theory, EachHaproxy]
    public async Task Sse_AfterHaproxysWorkerWasKilled_ServesAgainAndFollows(string haproxy) => await AfterKillAsync(haproxy, static pids => pids[1]);

    [Theory, EachHaproxy]
    public async Task Sse_AfterHaproxysMasterWasKilled_ServesAgainAndFollows(string haproxy) => await AfterKillAsync(haproxy, static pids => pids[0]);

    /// <summary>scripts/test.sh --long: waits as long as the issue says.</summary>
    private static bool RealLength => Environment.GetEnvironmentVariable("MLB_LONG") == "1";

    private static async Task AfterKillAsync(string haproxy, Func<int[], int> victim)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, Changes.Plan);
        await using SteadyClient client = SteadyClient.Start(stack.Plan.HttpPort, Changes.SteadyHost);
        await client.MoreAsync();
        int[] before = await stack.PidsAsync();
        long start = Stopwatch.GetTimestamp();
        Signals.Kill(victim(before), Signals.Kill9);
        await Eventually.IsTrueAsync(
            async () => !before.Any(Signals.IsAlive) && await stack.PidsAsync() is [_, _] now && !now.Intersect(before).Any(),
            () => $"a new HAProxy; the log:\n{stack.Log}");
        await client.RecoversAsync(start, TimeSpan.FromSeconds(4), () => stack.Log);
        await Changes.ReachTrafficAsync(stack, client);
        Assert.Equal(1, stack.Daemon.Count("HAProxy died"));
    }
}

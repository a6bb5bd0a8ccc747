using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator.Generators;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>Starts without Marathon, and starts beside a HAProxy that an earlier run left.</summary>
public sealed class TakeOverTests
{
    [Theory, TwoHaproxies]
    public async Task Start_MarathonIsAway_ServesTheLastGoodConfigurationAndThenFollows(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, Changes.Plan);
        await stack.StopAsync();
        await stack.Simulator.StopListeningAsync();
        stack.Launch();
        await Eventually.IsTrueAsync(async () => await stack.AskAsync("/_haproxy_health_check") is not null, () => $"HAProxy; the log:\n{stack.Log}");
        Assert.Equal(200, (await stack.Http.GetAsync(Changes.SteadyHost)).Status);
        Answer ready = (await stack.AskAsync("/_mlb/ready"))!;
        Assert.Equal(503, ready.Status);
        Assert.Contains("Marathon has not been seen yet", ready.Body, StringComparison.Ordinal);

        await using SteadyClient client = SteadyClient.Start(stack.Plan.HttpPort, Changes.SteadyHost);
        await stack.Simulator.StartListeningAsync();
        await stack.IsReadyAsync();
        await Changes.ReachTrafficAsync(stack, client);
    }

    [Theory, EachHaproxy]
    public async Task Start_AfterOurSigkill_TakesTheRunningHaproxyOver(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, Changes.Plan);
        await using SteadyClient client = SteadyClient.Start(stack.Plan.HttpPort, Changes.SteadyHost);
        await stack.SettlesAsync();
        int[] pids = await stack.PidsAsync();
        stack.Daemon.Signal(Signals.Kill9);
        await stack.Daemon.EndAsync(TimeSpan.FromSeconds(20));
        await client.NeverFailedAsync(() => stack.Log);

        stack.Launch();
        await stack.IsReadyAsync();
        Assert.Equal(pids, await stack.PidsAsync());
        await Changes.ReachTrafficAsync(stack, client);
        Assert.Equal(pids[0], stack.Master);
    }

    [Theory, TwoHaproxies]
    public async Task Start_AfterOurSigkillAndAChangeMeanwhile_LoadsIt(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, Changes.Plan);
        stack.Daemon.Signal(Signals.Kill9);
        await stack.Daemon.EndAsync(TimeSpan.FromSeconds(20));
        await stack.Simulator.AddAsync(new AppBuilder("/meanwhile").Host(FreePorts.Take()).First("MODE", "http").First("VHOST", "meanwhile.test").Build());
        stack.Launch();
        await stack.AnswersAsync("meanwhile.test", 200);
    }

    [Theory, TwoHaproxies]
    public async Task Start_KilledBetweenWritingAndReloading_StillLoadsTheFile(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, Changes.Plan);
        string running = stack.Config;
        await stack.Simulator.AddAsync(new AppBuilder("/written").Host(FreePorts.Take()).First("MODE", "http").First("VHOST", "written.test").Build());
        await stack.AnswersAsync("written.test", 200);
        string written = stack.Config;
        await stack.Simulator.DeleteAsync("/written");
        await Eventually.IsTrueAsync(() => stack.Config == running, () => $"the configuration as before; the log:\n{stack.Log}");
        await stack.Daemon.SaysAsync("1 removed");
        stack.Daemon.Signal(Signals.Kill9);
        await stack.Daemon.EndAsync(TimeSpan.FromSeconds(20));

        // As if it had died just after the rename: the new file is there, and the mark that HAProxy does not run it yet.
        stack.Plan.Folder.Write("haproxy.cfg", written);
        stack.Plan.Folder.Write(".mlb/reload-pending", "");
        await stack.Simulator.StopListeningAsync();
        stack.Launch();
        await Eventually.IsTrueAsync(async () => (await stack.Http.GetAsync("written.test")).Status != 503 || (await ServersAsync(stack)) > 0, () => $"the file's backend; the log:\n{stack.Log}");
        await stack.Simulator.StartListeningAsync();
    }

    private static async Task<int> ServersAsync(ManagedStack stack) => ((await stack.AskAsync("/haproxy?stats;csv"))?.Body ?? "").Split("\nwritten_").Length - 1;
}

using System.Net;
using System.Net.Sockets;
using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator.Generators;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>What HAProxy must not or can't load leaves traffic as it is, and the endpoints and the log say why.</summary>
public sealed class BadReloadTests
{
    [Theory, EachHaproxy]
    public async Task Template_ThatHaproxyRejects_LeavesOutThatServiceOnlyAndSaysWhy(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, Changes.Plan);
        await using SteadyClient client = SteadyClient.Start(stack.Plan.HttpPort, Changes.SteadyHost);
        await stack.SettlesAsync();
        (string config, int[] pids) = (stack.Config, await stack.PidsAsync());
        await stack.Simulator.AddAsync(App("/bad", "bad.test").First("BACKEND_HTTP_OPTIONS", "  no-such-word at-all\n").Build());
        await stack.Daemon.SaysAsync("app /bad: HAPROXY_0_BACKEND_HTTP_OPTIONS: HAProxy rejects service port");
        Assert.Contains("no-such-word", stack.Log, StringComparison.Ordinal);
        await client.MoreAsync();
        Assert.Equal(config, stack.Config);
        Assert.Equal(pids, await stack.PidsAsync());
        await Changes.ReachTrafficAsync(stack, client);
        Assert.Equal(1, stack.Daemon.Count("app /bad: HAPROXY_0_BACKEND_HTTP_OPTIONS: HAProxy rejects service port"));
    }

    [Theory, TwoHaproxies]
    public async Task Usr1_FileThatHaproxyRejects_LeavesTrafficAndSaysWhy(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, Changes.Plan);
        await using SteadyClient client = SteadyClient.Start(stack.Plan.HttpPort, Changes.SteadyHost);
        await stack.SettlesAsync();
        (string config, int[] pids) = (stack.Config, await stack.PidsAsync());
        stack.Plan.Folder.Write("haproxy.cfg", config + "  no-such-word\n");
        stack.Daemon.Signal(Signals.User1);
        await stack.Daemon.SaysAsync("no-such-word");
        Assert.Equal(pids, await stack.PidsAsync());
        stack.Daemon.Signal(Signals.HangUp);
        await Eventually.IsTrueAsync(() => stack.Config == config, () => $"the good file; the log:\n{stack.Log}");
        await client.NeverFailedAsync(() => stack.Log);
    }

    [Theory, EachHaproxy]
    public async Task ServicePort_TakenByAnotherProcess_LeavesOutThatServiceOnlyAndPausesNobody(string haproxy)
    {
        int taken = FreePorts.Take();
        using TcpListener other = new(IPAddress.Any, taken);
        other.Start();
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, Changes.Plan);
        await using PortProbe probe = PortProbe.Start(stack.Plan.HttpPort);
        await stack.Simulator.AddAsync(App("/taken", "taken.test", taken).Build());
        await stack.Simulator.AddAsync(App("/free", "free.test").Build());
        await stack.AnswersAsync("free.test", 200);
        await stack.Daemon.SaysAsync($"port {taken}");
        Assert.Contains("is taken by another process", stack.Log, StringComparison.Ordinal);
        Assert.Equal(503, (await stack.Http.GetAsync("taken.test")).Status);
        Assert.Equal(1, (int)(await stack.StateAsync())["findings"]!);
        await probe.NeverRefusedAsync();

        other.Stop();
        stack.Daemon.Signal(Signals.HangUp);
        await stack.AnswersAsync("taken.test", 200);
        await probe.NeverRefusedAsync();
    }

    [Theory, TwoHaproxies]
    public async Task Round_WhileADyingWorkerHoldsThePorts_LeavesNoServiceOut(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, static plan =>
        {
            Changes.Plan(plan);
            plan.Arguments.AddRange(["--restart-pause", "1"]);
        });
        Signals.Kill((await stack.PidsAsync())[0], Signals.Kill9);
        await stack.Daemon.SaysAsync("HAProxy serves", 2);
        await stack.SettlesAsync();

        // The second death has a pause; a stopped worker can't leave its ports in it.
        int[] pids = await stack.PidsAsync();
        Signals.Kill(pids[^1], Signals.Stop);
        try
        {
            Signals.Kill(pids[0], Signals.Kill9);
            await stack.Daemon.SaysAsync("starting it again in 1 s");
            stack.Daemon.Signal(Signals.HangUp);
            await stack.Daemon.SaysAsync("HAProxy serves", 3);
        }
        finally
        {
            Signals.Kill(pids[^1], Signals.Kill9);
        }

        await Eventually.IsTrueAsync(() => !Signals.IsAlive(pids[^1]), "the end of the stopped worker");
        await using SteadyClient client = SteadyClient.Start(stack.Plan.HttpPort, Changes.SteadyHost);
        await Changes.ReachTrafficAsync(stack, client);
        Assert.Equal(0, stack.Daemon.Count("is taken by another process"));
    }

    private static AppBuilder App(string id, string host, int? port = null) =>
        new AppBuilder(id).Host(port ?? FreePorts.Take()).First("MODE", "http").First("VHOST", host);
}

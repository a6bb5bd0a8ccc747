using System.Diagnostics;
using MarathonLb.EndToEnd.Infrastructure;
using MarathonLb.Haproxy.Runtime;
using MarathonSimulator.Api;
using MarathonSimulator.Control;
using MarathonSimulator.State;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>When a server begins and ends to get traffic.</summary>
public sealed class LiveCheckTests
{
    private const string Host = "web.test";

    [Theory, EachHaproxy]
    public async Task NewTask_NotYetHealthyForMarathon_GetsTrafficOnceHaproxysCheckPasses(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, static plan =>
        {
            plan.Add("/web", static app => app.Instances(1).Check(), ("VHOST", Host));
            plan.Apps[^1]["healthChecks"]![0]!["intervalSeconds"] = 1;
        });
        string backend = $"web_{stack.Plan.Ports["/web"]}";
        await using SteadyClient client = SteadyClient.Start(stack.Plan.HttpPort, Host);

        // Marathon's own check takes its time; the task is sick before it listens.
        (stack.Simulator.Delays.Starting, stack.Simulator.Delays.Healthy) = (1000, 60_000);
        Task deployment = stack.Simulator.ScaleAsync("/web", 2);
        await Eventually.IsTrueAsync(() => stack.Simulator.Tasks("/web").Length == 2, "the new task");
        SimTask added = stack.Simulator.Tasks("/web")[^1];
        stack.Simulator.SetHealthAnswer(added.Id, healthy: false);
        await Eventually.IsTrueAsync(async () => await stack.ServerOfAsync(backend, added) is not null, () => $"the new server; the log:\n{stack.Log}");
        await client.MoreAsync(200);
        Assert.Equal(0, added.Counters.Requests);

        stack.Simulator.SetHealthAnswer(added.Id, healthy: true);
        await Eventually.IsTrueAsync(() => client.TakeTasks().Contains(added.Id), () => $"traffic for the new task; the log:\n{stack.Log}");
        await client.NeverFailedAsync(() => stack.Log);
        Assert.Equal(0, stack.Reloads);
        Assert.False(deployment.IsCompleted, "Marathon has found the task healthy, so this shows nothing");
    }

    [Theory, TwoHaproxies]
    public async Task TaskKilling_WhileMarathonIsSlow_TakesTheServerOutBeforeTheFetch(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, static plan => plan.Add("/web", static app => app.Instances(2), ("VHOST", Host)));
        string backend = $"web_{stack.Plan.Ports["/web"]}";
        await using SteadyClient client = SteadyClient.Start(stack.Plan.HttpPort, Host);
        stack.Simulator.Delays.KillGrace = 8000;
        stack.Simulator.Misbehave(new FaultRule(FaultKind.Hang) { Target = FaultTarget.Reads });
        stack.Simulator.ClearRequests();
        Task deployment = stack.Simulator.ScaleAsync("/web", 1);
        await Eventually.IsTrueAsync(() => stack.Simulator.Tasks("/web").Any(static task => task.State == TaskStates.Killing), "a task that is killed");
        SimTask leaving = stack.Simulator.Tasks("/web").Single(static task => task.State == TaskStates.Killing);

        await Eventually.IsTrueAsync(
            async () => await stack.ServerOfAsync(backend, leaving) is null or { Serves: false }, () => $"maintenance of the leaving server; the log:\n{stack.Log}");
        await client.ForgetTasksAsync();
        await client.MoreAsync();
        Assert.DoesNotContain(leaving.Id, client.TakeTasks());
        Assert.DoesNotContain(stack.Simulator.Requests, static request => request is { Status: 200, Target: var target } && target.StartsWith("/v2/apps", StringComparison.Ordinal));

        stack.Simulator.Behave();
        stack.Simulator.Delays.KillGrace = 0;
        await client.NeverFailedAsync(() => stack.Log);
        Assert.Equal(0, stack.Reloads);
        Assert.False(deployment.IsFaulted);
    }

    [Theory, TwoHaproxies]
    public async Task OperatorsHand_MaintenanceDrainAndWeight_OutliveChangesAndReloads(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, static plan => plan.Add("/web", static app => app.Instances(4), ("VHOST", Host)));
        string backend = $"web_{stack.Plan.Ports["/web"]}";
        string[] names = [.. (await stack.ServersAsync(backend)).Select(static server => server.Name)];
        await stack.CommandAsync($"set server {backend}/{names[0]} state maint");
        await stack.CommandAsync($"set server {backend}/{names[1]} state drain");
        await stack.CommandAsync($"set server {backend}/{names[2]} weight 0");
        await StaysAsync("by hand");

        await stack.Simulator.ScaleAsync("/web", 5);
        await Eventually.IsTrueAsync(async () => (await stack.ServersAsync(backend)).Length == 5, () => $"five servers; the log:\n{stack.Log}");
        await StaysAsync("a change");

        int fetches = stack.Fetches;
        stack.Daemon.Signal(Signals.HangUp);
        await Eventually.IsTrueAsync(() => stack.Fetches > fetches, "a look at all apps");
        await stack.Daemon.SaysAsync("by an operator's hand", 3);
        await StaysAsync("a full refresh");

        await stack.Simulator.AddAsync(new MarathonSimulator.Generators.AppBuilder("/more").Host(FreePorts.Take()).First("VHOST", "more.test").Build());
        await stack.AnswersAsync("more.test", 200);
        await StaysAsync("a reload");

        async Task StaysAsync(string after)
        {
            Dictionary<string, RunningServer> servers = (await stack.ServersAsync(backend)).ToDictionary(static server => server.Name);
            Assert.True(servers[names[0]].Admin.HasFlag(ServerAdminState.ForcedMaintenance), $"not in maintenance after {after}; the log:\n{stack.Log}");
            Assert.True(servers[names[1]].Admin.HasFlag(ServerAdminState.ForcedDrain), $"not drained after {after}; the log:\n{stack.Log}");
            Assert.True(servers[names[2]].UserWeight == 0, $"another weight after {after}; the log:\n{stack.Log}");
            Assert.True(servers[names[3]].Serves, $"the untouched server does not serve after {after}; the log:\n{stack.Log}");
        }
    }

    [Theory, TwoHaproxies]
    public async Task Drift_MadeByHand_IsMendedAtTheNextFullRefresh(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, static plan => plan.Add("/web", static app => app.Instances(3), ("VHOST", Host)));
        string backend = $"web_{stack.Plan.Ports["/web"]}";
        string[] names = [.. (await stack.ServersAsync(backend)).Select(static server => server.Name)];
        await stack.CommandAsync($"set server {backend}/{names[0]} addr 127.0.0.1 port 9");
        stack.Daemon.Signal(Signals.HangUp);
        await stack.IsRightAsync();
        Assert.Equal(0, stack.Reloads);

        await stack.CommandAsync($"set server {backend}/{names[1]} state maint");
        Assert.Contains("deleted", await stack.CommandAsync($"del server {backend}/{names[1]}"), StringComparison.Ordinal);
        stack.Daemon.Signal(Signals.HangUp);
        await stack.IsRightAsync();
    }
}

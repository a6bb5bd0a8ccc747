using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator.State;

namespace MarathonLb.EndToEnd.Labels;

/// <summary>Health: Marathon's verdict with <c>--health-check</c>, and HAProxy's own checks.</summary>
public sealed class HealthCheckTests(HealthCheckTests.Apps apps) : IClassFixture<HealthCheckTests.Apps>
{
    public sealed class Apps : StackFixture
    {
        internal override void Plan(StackPlan plan)
        {
            plan.Arguments.Add("--health-check");
            plan.Add("/web", static app => app.Instances(3).Check(), ("VHOST", "web.test"));
            plan.Add("/checked", static app => app.Instances(2).Check(), ("VHOST", "checked.test"), Fast("HTTP"));
            plan.Add("/rise", static app => app.Instances(2).Check("TCP").Tcp(), Fast("TCP"));
            plan.Add(
                "/indexed",
                app => app.Instances(1).Host(plan.Port("traffic"), plan.Port("admin")).Check(portIndex: 1),
                ("VHOST", "indexed.test"),
                ("BACKEND_HEALTHCHECK_PORT_INDEX", "1"));
        }

        /// <summary>Seconds are too slow for a test; the rest is as in our template.</summary>
        private static (string Name, string Value) Fast(string kind) =>
            ($"BACKEND_SERVER_{kind}_HEALTHCHECK_OPTIONS", "check inter 20ms fall 2 rise 2{healthCheckPortOptions}");
    }

    /// <summary>Alone: it replaces the HAProxy that the others of this class ask.</summary>
    [Theory(DisableParallelization = true), EachHaproxy]
    public async Task HealthCheckFlag_TaskUnhealthyInMarathon_Disappears(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        SimTask sick = stack.Simulator.Tasks("/web")[0];
        Assert.Equal(3, await TasksSeenAsync(stack, "web.test", 9));
        stack.Simulator.SetHealth(sick.Id, alive: false);
        await stack.ApplyAsync();
        Assert.Equal(2, await TasksSeenAsync(stack, "web.test", 9));
        Assert.DoesNotContain($"{sick.IpAddress}:{sick.ServingPorts[0]} ", stack.Config, StringComparison.Ordinal);
        stack.Simulator.SetHealth(sick.Id, alive: true);
        await stack.ApplyAsync();
        Assert.Equal(3, await TasksSeenAsync(stack, "web.test", 9));
    }

    [Theory, EachHaproxy]
    public async Task HealthCheck_TaskFailsHaproxysOwnCheck_GetsNoTrafficUntilItPasses(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        string backend = $"checked_{stack.Port("/checked")}";
        SimTask sick = stack.Simulator.Tasks("/checked")[0];
        stack.Simulator.SetHealthAnswer(sick.Id, healthy: false);
        await stack.WaitForServersAsync(backend, up: 1, down: 1);
        Assert.Equal(1, await TasksSeenAsync(stack, "checked.test", 6));
        stack.Simulator.SetHealthAnswer(sick.Id, healthy: true);
        await stack.WaitForServersAsync(backend, up: 2, down: 0);
        Assert.Equal(2, await TasksSeenAsync(stack, "checked.test", 6));
    }

    [Theory, EachHaproxy]
    public async Task HealthCheck_Tcp_IsDoneByHaproxy(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        await stack.WaitForServersAsync($"rise_{stack.Port("/rise")}", up: 2, down: 0);
        Assert.Equal("/rise", (await TcpCaller.WhoAmIAsync(stack.Port("/rise")))?.App);
    }

    [Theory, EachHaproxy]
    public async Task HealthcheckPortIndex_OtherPortOfTheTask_IsChecked(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        SimTask task = stack.Simulator.Tasks("/indexed")[0];
        string line = stack.Config.Split('\n').Single(line => line.Contains($"{task.IpAddress}:{task.ServingPorts[0]} ", StringComparison.Ordinal));
        Assert.EndsWith($"check inter 10s fall 4 port {task.ServingPorts[1]}", line, StringComparison.Ordinal);
        Assert.Equal((200, "/indexed"), (await stack.Http.GetAsync("indexed.test")).Seen);
    }

    private static async Task<int> TasksSeenAsync(Stack stack, string host, int requests)
    {
        HashSet<string?> tasks = [];
        for (int i = 0; i < requests; i++)
        {
            Answer answer = await stack.Http.GetAsync(host);
            Assert.Equal(200, answer.Status);
            tasks.Add(answer.Task);
        }

        return tasks.Count;
    }
}

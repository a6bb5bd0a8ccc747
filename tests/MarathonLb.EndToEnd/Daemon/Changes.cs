using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator.Generators;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>
/// The changes of an ordinary day, one after another, each of which must reach traffic while a steady client notices nothing: a new app, more
/// tasks, a task that fails its health check and recovers, fewer tasks, an app that goes.
/// </summary>
internal static class Changes
{
    public const string SteadyHost = "steady.test";

    private static int _apps;

    /// <summary>The app that the steady client calls.</summary>
    public static void Plan(StackPlan plan)
    {
        plan.Arguments.Add("--health-check");
        plan.Add("/steady", static app => app.Instances(2).Check(), ("VHOST", SteadyHost));
    }

    /// <summary>Makes them.</summary>
    public static async Task ReachTrafficAsync(ManagedStack stack, SteadyClient client)
    {
        string id = $"/new{Interlocked.Increment(ref _apps)}";
        string host = $"{id[1..]}.test";
        await stack.Simulator.AddAsync(new AppBuilder(id).Host(FreePorts.Take()).First("MODE", "http").First("VHOST", host).Check().Build());
        await stack.AnswersAsync(host, 200);

        string backend = $"steady_{stack.Plan.Ports["/steady"]}";
        await stack.Simulator.ScaleAsync("/steady", 4);
        await stack.HasServersAsync(backend, 4);
        await FailedHealthCheckAsync(stack, client, backend);
        await stack.Simulator.ScaleAsync("/steady", 2);
        await stack.HasServersAsync(backend, 2);

        await stack.Simulator.DeleteAsync(id);
        await stack.AnswersAsync(host, 503);
        await client.NeverFailedAsync(() => stack.Log);
    }

    private static async Task FailedHealthCheckAsync(ManagedStack stack, SteadyClient client, string backend)
    {
        string sick = stack.Simulator.Tasks("/steady")[0].Id;
        stack.Simulator.SetHealth(sick, alive: false);
        await stack.HasServersAsync(backend, 3);
        await stack.SettlesAsync();
        await client.ForgetTasksAsync();
        await client.MoreAsync();
        string[] answered = client.TakeTasks();
        Assert.DoesNotContain(sick, answered);
        stack.Simulator.SetHealth(sick, alive: true);
        await stack.HasServersAsync(backend, 4);
        await Eventually.IsTrueAsync(() => client.TakeTasks().Contains(sick), () => $"traffic for the task that recovered; the log:\n{stack.Log}");
    }
}

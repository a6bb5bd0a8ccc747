using System.Diagnostics;
using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator.State;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>A busy app's tasks are replaced, or die, and no request fails.</summary>
public sealed class LiveLoadTests
{
    private const int Tasks = 20;
    private const string Host = "busy.test";

    /// <summary>About 30 requests a second each.</summary>
    private const int Callers = 18;

    [Theory, TwoHaproxies]
    public async Task RollingRestart_OfTwentyTasksUnderLoad_NoRequestFailsAndNothingReloads(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, Plan);
        stack.Simulator.Delays.KillGrace = 200;
        await using SteadyClient client = SteadyClient.Start(stack.Plan.HttpPort, Host, Callers);
        await client.MoreAsync(Callers);
        int[] pids = await stack.PidsAsync();
        HashSet<string> old = [.. stack.Simulator.Tasks("/busy").Select(static task => task.Id)];

        (long start, long good) = (Stopwatch.GetTimestamp(), client.Good);
        await stack.Simulator.RestartAsync("/busy");
        client.TakeTasks();
        await Eventually.IsTrueAsync(() => client.TakeTasks() is { Length: > 0 } seen && !seen.Any(old.Contains), () => $"new tasks alone; the log:\n{stack.Log}");
        await client.MoreAsync(500);
        double rate = (client.Good - good) / Stopwatch.GetElapsedTime(start).TotalSeconds;
        TestContext.Current.TestOutputHelper?.WriteLine($"{rate:0} requests/s");

        await client.NeverFailedAsync(() => stack.Log);
        Assert.DoesNotContain(stack.Simulator.Tasks("/busy"), task => old.Contains(task.Id));
        Assert.Equal(pids, await stack.PidsAsync());
        Assert.Equal(0, stack.Reloads);
        await stack.IsRightAsync();
    }

    /// <summary>Requests are under way when a task dies, and others are still sent to it before Marathon tells.</summary>
    [Theory, TwoHaproxies]
    public async Task Crash_OfTasksUnderLoad_CostsNoRequest(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, Plan);
        await using SteadyClient client = SteadyClient.Start(stack.Plan.HttpPort, Host, Callers, "/slow?ms=40");
        await client.MoreAsync(Callers);
        int[] pids = await stack.PidsAsync();
        foreach (SimTask task in stack.Simulator.Tasks("/busy").Take(10))
        {
            stack.Simulator.CrashTask(task.Id);
            await client.MoreAsync(Callers);
        }

        await stack.Simulator.IdleAsync();
        await client.NeverFailedAsync(() => stack.Log);
        Assert.Equal(pids, await stack.PidsAsync());
        await stack.IsRightAsync();
    }

    private static void Plan(StackPlan plan) => plan.Add("/busy", static app => app.Instances(Tasks), ("VHOST", Host));
}

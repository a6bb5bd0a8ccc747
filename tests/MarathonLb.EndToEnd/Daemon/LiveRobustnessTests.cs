using System.Text.Json.Nodes;
using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>Whatever happens to HAProxy amid changes, in the end what runs is the file, and the file what Marathon says.</summary>
public sealed class LiveRobustnessTests
{
    private const int Apps = 4;

    [Theory, TwoHaproxies]
    public async Task RuntimeSocket_Removed_ChangesStillReachTraffic(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, Plan);
        File.Delete(stack.RuntimeSocket);
        await stack.Simulator.ScaleAsync("/app0", 3);
        HashSet<string> wanted = [.. stack.Simulator.Tasks("/app0").Select(static task => task.Id)];
        HashSet<string> seen = [];
        await Eventually.IsTrueAsync(
            async () =>
            {
                seen.Add((await stack.Http.GetAsync("app0.test")).Task ?? "");
                return wanted.IsSubsetOf(seen);
            },
            () => $"traffic for all tasks; the log:\n{stack.Log}");
        await Eventually.IsTrueAsync(() => stack.Reloads > 0, () => $"the reload that brought it there; the log:\n{stack.Log}");
        await BurstAsync(stack);
        await stack.Simulator.IdleAsync();
        foreach (int i in Enumerable.Range(0, Apps)) await stack.AnswersAsync($"app{i}.test", 200);
    }

    [Theory, TwoHaproxies]
    public async Task Worker_KilledAmidChanges_EndsRight(string haproxy) => await KilledAsync(haproxy, static pids => pids[1]);

    [Theory, TwoHaproxies]
    public async Task Master_KilledAmidChanges_EndsRight(string haproxy) => await KilledAsync(haproxy, static pids => pids[0]);

    [Theory, TwoHaproxies]
    public async Task Signals_RacingWithChanges_EndRight(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, Plan);
        Task burst = BurstAsync(stack);
        for (int i = 0; !burst.IsCompleted || i < 20; i++)
        {
            stack.Daemon.Signal(i % 3 == 0 ? Signals.User1 : Signals.HangUp);
            await Task.WhenAny(burst, Task.Delay(30, TestContext.Current.CancellationToken));
        }

        await burst;
        await stack.IsRightAsync(leaversGone: true);
    }

    private static void Plan(StackPlan plan)
    {
        plan.Arguments.AddRange(["--reload-gap", "0.1"]);
        for (int i = 0; i < Apps; i++) plan.Add($"/app{i}", static app => app.Instances(2), ("VHOST", $"app{i}.test"));
    }

    private static async Task KilledAsync(string haproxy, Func<int[], int> victim)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, Plan);
        int[] pids = await stack.PidsAsync();
        Task burst = BurstAsync(stack);
        await stack.Daemon.SaysAsync("no reload)");
        Signals.Kill(victim(pids), Signals.Kill9);
        await burst;
        await stack.IsRightAsync(leaversGone: true);
        await stack.IsReadyAsync();
        await stack.Simulator.ScaleAsync("/app0", 2);
        await stack.IsRightAsync(leaversGone: true);
    }

    /// <summary>Each app is scaled four times, all at once; how often is not what matters.</summary>
    private static async Task BurstAsync(ManagedStack stack)
    {
        stack.Simulator.Delays.KillGrace = 50;
        await Task.WhenAll(Enumerable.Range(0, Apps).Select(async app =>
        {
            foreach (int instances in (int[])[4, 1, 3, 2 + app]) await stack.Simulator.UpdateAsync($"/app{app}", new JsonObject { ["instances"] = instances });
        }));
    }
}

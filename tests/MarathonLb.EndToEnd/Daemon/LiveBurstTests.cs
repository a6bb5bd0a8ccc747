using System.Text.Json.Nodes;
using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>Many events share rounds.</summary>
public sealed class LiveBurstTests
{
    private const int Events = 2000;
    private const int Apps = 50;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    [Theory, TwoHaproxies]
    public async Task Burst_OfTwoThousandEventsInASecond_SettlesInAHandfulOfRounds(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, static plan =>
        {
            // The usual time to collect in, not the short one of other tests.
            plan.Arguments.AddRange(["--event-window", "0.5", "--log-level", "DEBUG"]);
            for (int i = 0; i < Apps; i++) plan.Add($"/app{i}", ("VHOST", $"app{i}.test"));
        });
        int rounds = stack.Daemon.Count("round:");
        stack.Simulator.ClearRequests();
        for (int i = 0; i < Events; i++)
        {
            stack.Simulator.Publish("status_update_event", new JsonObject { ["appId"] = $"/app{i % Apps}", ["taskId"] = $"no-task.{i}", ["taskStatus"] = "TASK_RUNNING" });
            if (i % (Events / 100) == 0) await Task.Delay(Step, TestContext.Current.CancellationToken);
        }

        await stack.Simulator.ScaleAsync("/app7", 3);
        await stack.IsRightAsync();
        Assert.InRange(stack.Daemon.Count("round:") - rounds, 1, 15);

        // Each round asks for each app at most once, or for all of them.
        Assert.InRange(stack.Simulator.Requests.Count(static request => request.Target.StartsWith("/v2/apps", StringComparison.Ordinal)), 1, 15 * Apps);
        Assert.Equal(0, stack.Reloads);
    }
}

using MarathonLb.Marathon;
using MarathonLb.Reconcile.Guard;
using MarathonLb.Tests.Apps;

namespace MarathonLb.Tests.Reconcile.Guard;

/// <summary>The daemon's loop under the guard.</summary>
public sealed class HeldRoundTests
{
    [Fact]
    public async Task EmptyList_IsHeldAndKillsAreStillTakenOut()
    {
        await using LoopRun run = await StartAsync(6);
        run.Marathon.Remove("/a");
        run.Refresh();
        await run.UntilAsync(() => run.IsHeld, "held answer");
        Assert.Equal(Servers(6), run.Loaded[^1]);

        run.Receive("/a", "/a@10.0.0.1", "TASK_KILLING");
        await run.ServesAsync("10.0.0.2 10.0.0.3 10.0.0.4 10.0.0.5 10.0.0.6");

        run.Marathon.Set(App("/a", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5", "10.0.0.7"));
        run.Refresh();
        await run.ServesAsync("10.0.0.2 10.0.0.3 10.0.0.4 10.0.0.5 10.0.0.7");
        await run.UntilAsync(() => !run.IsHeld, "end of the hold");
        Assert.Equal(1, Count(run, "held: Marathon answers with an empty list of apps"));
        Assert.Equal(1, Count(run, "no longer held"));
    }

    [Fact]
    public async Task EmptyList_Accepted_IsApplied()
    {
        await using LoopRun run = await StartAsync(2);
        Assert.Null(run.Accept());
        run.Marathon.Remove("/a");
        run.Refresh();
        await run.UntilAsync(() => run.IsHeld, "held answer");

        Assert.Equal("an empty list of apps (2 servers would go)", run.Accept());

        await run.ServesAsync("");
        Assert.Contains("it was accepted", run.Log.Text);
    }

    [Fact]
    public async Task EmptyList_AllTasksKilledByEvents_IsAppliedAtOnce()
    {
        await using LoopRun run = await StartAsync(6);
        run.Marathon.Remove("/a");
        for (int i = 1; i <= 6; i++) run.Receive("/a", $"/a@10.0.0.{i}", "TASK_KILLED");
        run.Refresh();

        await run.ServesAsync("");
        Assert.DoesNotContain("held:", run.Log.Text);
    }

    [Fact]
    public async Task OneAppLosesItsTasks_AllAreAskedForAndThenItIsHeldUntilItsTime()
    {
        await using LoopRun run = await StartAsync(6);
        run.Marathon.Set(App("/a", "10.0.0.1"));
        run.Receive("/a");
        await run.UntilAsync(() => run.IsHeld, "held answer");
        Assert.Equal(["/a", "*"], run.Marathon.Asked.Take(2));

        // Another app goes on meanwhile.
        run.Marathon.Set(App("/b", "10.0.1.1"));
        run.Receive("/b");
        await run.ServesAsync(Servers(6) + " 10.0.1.1");

        run.Clock.Advance(TimeSpan.FromSeconds(121));
        await run.ServesAsync("10.0.0.1 10.0.1.1");
    }

    private static async Task<LoopRun> StartAsync(int tasks)
    {
        LoopRun run = new(guard: new GuardOptions());
        run.Marathon.Set(App("/a", Servers(tasks).Split(' ')));
        await run.StartAsync();
        await run.ServesAsync(Servers(tasks));
        return run;
    }

    private static int Count(LoopRun run, string text) => run.Log.Text.Split('\n').Count(line => line.Contains(text, StringComparison.Ordinal));

    private static string Servers(int tasks) => string.Join(' ', Enumerable.Range(1, tasks).Select(static i => $"10.0.0.{i}"));

    private static MarathonApp App(string id, params string[] hosts) => SampleApps.Read(SampleApps.App(id, [10000 + id[^1]], hosts, []))[0];
}

using MarathonLb.Marathon;
using MarathonLb.Reconcile.Guard;
using MarathonLb.Tests.Apps;

namespace MarathonLb.Tests.Reconcile;

public sealed class BlockedServicesTests
{
    private const int Taken = 10098;

    [Fact]
    public async Task TakenPort_InLaterRounds_IsProbedAloneAndNothingElseIsDone()
    {
        await using LoopRun run = await StartAsync();
        int probes = run.Probes, reasons = Count(run, "takes a reload");

        await RefreshAsync(run);
        await RefreshAsync(run);

        Assert.Equal((probes, reasons), (run.Probes, Count(run, "takes a reload")));
        Assert.Equal([Taken, Taken], run.ProbedAgain);
        Assert.Equal(1, Count(run, $"port {Taken} is taken"));
        Assert.Equal(["10.0.0.1"], run.Loaded);
    }

    [Fact]
    public async Task TakenPort_AnotherAppChanges_IsServedWithoutTheBlockedOne()
    {
        await using LoopRun run = await StartAsync();
        run.Marathon.Set(App("/a", 10097, "10.0.0.1", "10.0.0.2"));
        run.Receive("/a");
        await run.ServesAsync("10.0.0.1 10.0.0.2");
        Assert.Equal(1, Count(run, $"port {Taken} is taken"));
    }

    [Fact]
    public async Task TakenPort_IsFreed_TheServiceComesBack()
    {
        await using LoopRun run = await StartAsync();
        run.TakenPorts.Clear();
        run.Refresh();
        await run.ServesAsync("10.0.0.1 10.0.1.1");
        await run.UntilAsync(() => run.Log.Text.Contains("1 earlier findings are mended", StringComparison.Ordinal), "mended finding");
    }

    [Fact]
    public async Task TakenPort_TheAppMovesToAnother_IsServedAtOnce()
    {
        await using LoopRun run = await StartAsync();
        run.Marathon.Set(App("/b", 10099, "10.0.1.1"));
        run.Receive("/b");
        await run.ServesAsync("10.0.0.1 10.0.1.1");
    }

    [Fact]
    public async Task TakenPort_TheAppIsScaled_StaysOutWithoutBeingLookedAtAnew()
    {
        await using LoopRun run = await StartAsync();
        int probes = run.Probes;
        run.Marathon.Set(App("/b", Taken, "10.0.1.1", "10.0.1.2"));
        run.Receive("/b");
        await run.HasRoundsAsync(run.Rounds + 1);
        Assert.Equal(probes, run.Probes);

        run.TakenPorts.Clear();
        run.Refresh();
        await run.ServesAsync("10.0.0.1 10.0.1.1 10.0.1.2");
    }

    /// <summary>Most servers are the blocked service's: that they are not served is no loss that Marathon's answers would have to explain.</summary>
    [Fact]
    public async Task TakenPort_OfTheLargestApp_IsNoDropForTheGuard()
    {
        await using LoopRun run = new(guard: new GuardOptions());
        run.Marathon.Set(App("/b", 10100, Hosts(20)));
        run.Marathon.Set(App("/a", 10097, "10.0.0.1"));
        await run.StartAsync();
        run.TakenPorts.Add(Taken);
        run.Marathon.Set(App("/b", Taken, Hosts(20)));
        run.Receive("/b");
        await run.ServesAsync("10.0.0.1");

        await RefreshAsync(run);

        Assert.False(run.IsHeld);
        Assert.DoesNotContain("held", run.Log.Text, StringComparison.Ordinal);
    }

    private static async Task<LoopRun> StartAsync()
    {
        LoopRun run = new();
        run.TakenPorts.Add(Taken);
        run.Marathon.Set(App("/a", 10097, "10.0.0.1"));
        run.Marathon.Set(App("/b", Taken, "10.0.1.1"));
        await run.StartAsync();
        await run.ServesAsync("10.0.0.1");
        return run;
    }

    private static async Task RefreshAsync(LoopRun run)
    {
        long rounds = run.Rounds;
        run.Refresh();
        await run.HasRoundsAsync(rounds + 1);
    }

    private static int Count(LoopRun run, string text) => run.Log.Text.Split('\n').Count(line => line.Contains(text, StringComparison.Ordinal));

    private static string[] Hosts(int count) => [.. Enumerable.Range(1, count).Select(static i => $"10.0.1.{i}")];

    private static MarathonApp App(string id, int port, params string[] hosts) => SampleApps.Read(SampleApps.App(id, [port], hosts, []))[0];
}

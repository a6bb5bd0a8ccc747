using System.Text.Json.Nodes;
using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator.Control;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>A Marathon that suddenly says that nothing runs, or half of it, is not believed at once; one that says why is.</summary>
public sealed class GuardTests
{
    private const int NothingHeld = 7;
    private const int NoDaemon = 8;

    /// <summary>scripts/test.sh --long: each wrong answer for a minute, as the issue says.</summary>
    private static TimeSpan Minute => Environment.GetEnvironmentVariable("MLB_LONG") == "1" ? TimeSpan.FromMinutes(1) : TimeSpan.FromSeconds(1);

    [Theory, TwoHaproxies]
    public async Task WrongAnswers_UnderASteadyClient_ChangeNothingUntilAccepted(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, static plan => Plan(plan, ("--max-drop-hold", "120")));
        await using SteadyClient client = SteadyClient.Start(stack.Plan.HttpPort, Changes.SteadyHost);
        (string config, int[] pids) = (stack.Config, await stack.PidsAsync());
        foreach (FaultKind kind in new[] { FaultKind.NoApps, FaultKind.Status, FaultKind.HalfApps, FaultKind.Html })
        {
            await MisbehaveAsync(stack, kind);
            await Task.Delay(Minute);
            await client.NeverFailedAsync(() => stack.Log);
            Assert.Equal(config, stack.Config);
            if (kind is FaultKind.NoApps or FaultKind.HalfApps) await ReadinessTellsAsync(stack);
        }

        Assert.Equal(pids, await stack.PidsAsync());
        Assert.Equal(1, stack.Daemon.Count(": held: "));
        await EndsHeldAsync(stack);
        Assert.Equal((NothingHeld, "nothing is held\n"), await AcceptAsync(stack));
        Assert.Equal(config, stack.Config);

        await MisbehaveAsync(stack, FaultKind.NoApps);
        await IsHeldAsync(stack);
        (int code, string said) = await AcceptAsync(stack);
        Assert.Equal((0, "accepted: an empty list of apps (12 servers would go); it is applied if Marathon's next answer agrees\n"), (code, said));
        await stack.AnswersAsync(Changes.SteadyHost, 503);
        Assert.Equal(2, stack.Daemon.Count("no longer held"));
    }

    [Theory, TwoHaproxies]
    public async Task HalfTheApps_ForLong_IsAppliedInTheEnd(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, static plan => Plan(plan, ("--max-drop-hold", "2")));
        await MisbehaveAsync(stack, FaultKind.HalfApps);
        await IsHeldAsync(stack);
        await stack.Daemon.SaysAsync("agreed for long enough");
        await stack.AnswersAsync(Changes.SteadyHost, 503);
        await stack.AnswersAsync("other.test", 200);
    }

    [Theory, TwoHaproxies]
    public async Task EmptyList_InPollForLong_IsAppliedInTheEnd(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, static plan => Plan(plan, ("--empty-hold", "2")), "poll");
        stack.Simulator.Misbehave(new FaultRule(FaultKind.NoApps));
        await IsHeldAsync(stack);
        await stack.AnswersAsync(Changes.SteadyHost, 503);
    }

    /// <summary>A daemon that starts anew while Marathon says that nothing runs serves what its predecessor left.</summary>
    [Theory, TwoHaproxies]
    public async Task EmptyList_AtTheStart_TheLastGoodConfigurationServes(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, static plan => Plan(plan));
        string config = stack.Config;
        await stack.StopAsync();
        stack.Simulator.Misbehave(new FaultRule(FaultKind.NoApps));

        stack.Launch();
        await stack.Daemon.SaysAsync(": held: ");
        await stack.AnswersAsync(Changes.SteadyHost, 200);
        Assert.Equal(config, stack.Config);

        stack.Simulator.Behave();
        await stack.IsReadyAsync();
    }

    [Theory, TwoHaproxies]
    public async Task ScaleDownByMarathon_IsAppliedAtOnceAndTheLastTaskLeavesAnEmptyService(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, static plan => Plan(plan));
        await Eventually.IsTrueAsync(() => stack.Simulator.StreamCount == 1, () => $"a stream; the log:\n{stack.Log}");
        string backend = $"steady_{stack.Plan.Ports["/steady"]}";
        await stack.Simulator.ScaleAsync("/steady", 10);
        await stack.HasServersAsync(backend, 10);
        await stack.Simulator.ScaleAsync("/steady", 1);
        await stack.HasServersAsync(backend, 1);
        int reloads = await ReloadsAsync(stack);

        await stack.Simulator.ScaleAsync("/steady", 0);
        await stack.HasServersAsync(backend, 0);
        await stack.AnswersAsync(Changes.SteadyHost, 503);
        await stack.Simulator.ScaleAsync("/steady", 1);
        await stack.HasServersAsync(backend, 1);
        await stack.AnswersAsync(Changes.SteadyHost, 200);

        Assert.Equal(reloads, await ReloadsAsync(stack));
        await stack.Simulator.DeleteAsync("/steady");
        await Eventually.IsTrueAsync(() => !stack.Config.Contains(backend, StringComparison.Ordinal), () => $"no {backend}; the log:\n{stack.Log}");
        Assert.Equal(0, stack.Daemon.Count(": held: "));
    }

    [Fact]
    public async Task Accept_NoDaemon_SaysWhereItLooked()
    {
        using Scratch folder = new();
        Run run = await Run.ProgramAsync(PublishedBinary.File, ["accept", "--run-dir", folder.Root], folder.Root);
        Assert.Equal(NoDaemon, run.ExitCode);
        Assert.Contains(folder["admin.sock"], run.Error, StringComparison.Ordinal);
    }

    private static void Plan(StackPlan plan, params (string Name, string Value)[] options)
    {
        plan.Add("/other", static app => app.Instances(6), ("VHOST", "other.test"));
        plan.Add("/steady", static app => app.Instances(6), ("VHOST", Changes.SteadyHost));
        plan.Arguments.AddRange(["--max-drop", "40", "--refresh-interval", "0.2", .. options.SelectMany(static option => new[] { option.Name, option.Value })]);
    }

    private static async Task MisbehaveAsync(ManagedStack stack, FaultKind kind)
    {
        stack.Simulator.Behave();
        stack.Simulator.Misbehave(new FaultRule(kind));
        int fetches = stack.Fetches;
        await Eventually.IsTrueAsync(() => stack.Fetches > fetches, () => $"a look at Marathon; the log:\n{stack.Log}");
    }

    private static async Task EndsHeldAsync(ManagedStack stack)
    {
        stack.Simulator.Behave();
        await Eventually.IsTrueAsync(async () => (await stack.StateAsync())["held"] is null, () => $"the end of the hold; the log:\n{stack.Log}");
    }

    private static Task IsHeldAsync(ManagedStack stack) =>
        Eventually.IsTrueAsync(async () => (await stack.StateAsync())["held"] is JsonValue, () => $"a held answer; the log:\n{stack.Log}");

    private static async Task ReadinessTellsAsync(ManagedStack stack)
    {
        JsonNode state = await stack.StateAsync();
        Assert.Contains("marathon-lb accept", (string?)state["held"], StringComparison.Ordinal);
        Assert.Equal(1, (int?)state["holds"]);
        Assert.Contains("\nheld: Marathon answers with", (await stack.AskAsync("/_mlb/ready"))!.Body, StringComparison.Ordinal);
    }

    private static async Task<int> ReloadsAsync(ManagedStack stack) => (await stack.StateAsync())["reloads"]!.AsObject().Sum(static pair => (int)pair.Value!);

    private static async Task<(int Code, string Said)> AcceptAsync(ManagedStack stack)
    {
        Run run = await Run.ProgramAsync(PublishedBinary.File, ["accept", "--run-dir", stack.RunFolder], stack.Plan.Folder.Root);
        return (run.ExitCode, run.Output);
    }
}

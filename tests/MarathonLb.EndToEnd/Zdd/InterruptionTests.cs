using MarathonLb.EndToEnd.Daemon;
using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Zdd;

/// <summary>zdd, Marathon and load balancers that go away in the middle.</summary>
public sealed class InterruptionTests
{
    /// <summary>Just before and just after each thing that changes something, and in a wait.</summary>
    private static readonly string[] Steps = ["creating", "created", "waiting", "killing", "killed", "scaling", "scaled", "deleting", "deleted"];

    [Fact]
    public async Task Resume_KilledAtEachStep_EndsAsIfNothingHadHappened()
    {
        await using DeployStack stack = await DeployStack.StartAsync("installed", 5);
        await using SteadyClient client = stack.Client();
        for (int i = 0; i < Steps.Length; i++)
        {
            // A kill comes some milliseconds after the word: what the step before was killed in may have been done, then a later step comes first.
            string[] thisOrLater = [.. Steps.Skip(i).Select(static step => $"\"event\":\"{step}\"")];
            using DaemonRun deploy = stack.Launch("--resume");
            await Eventually.IsTrueAsync(() => thisOrLater.Any(step => deploy.Count(step) > 0), () => $"{Steps[i]} in the log:\n{deploy.Log}");
            deploy.Signal(Signals.Kill9);
            await deploy.EndAsync(TimeSpan.FromSeconds(20));
        }

        DeployRun last = await stack.DeployAsync("--resume");
        Assert.True(last.ExitCode == 0, $"{last}\n{stack.Log}");
        string apps = await stack.AppsAsync();
        Assert.Contains(apps, new[] { "/shop-green 5", "/shop-blue 5" });
        await client.NeverFailedAsync(() => $"{last}\n{stack.Log}");
    }

    [Fact]
    public async Task Interrupt_InAWait_EndsWith130AndResumes()
    {
        await using DeployStack stack = await DeployStack.StartAsync("installed", 3);
        await using SteadyClient client = stack.Client();
        using (DaemonRun deploy = stack.Launch("--step-delay", "30"))
        {
            await deploy.SaysAsync("\"event\":\"waiting\"");
            deploy.Signal(2);
            Assert.Equal(130, await deploy.EndAsync(TimeSpan.FromSeconds(20)));
            Assert.Contains("Continue with --resume", deploy.Log, StringComparison.Ordinal);
        }

        DeployRun resumed = await stack.DeployAsync("--resume");
        Assert.True(resumed.ExitCode == 0, $"{resumed}\n{stack.Log}");
        await stack.HasAppsAsync("/shop-green 3");
        await client.NeverFailedAsync(() => $"{resumed}\n{stack.Log}");
    }

    [Fact]
    public async Task Deploy_MarathonGoesAwayForAWhile_IsAskedAgain()
    {
        await using DeployStack stack = await DeployStack.StartAsync("installed", 3);
        await using SteadyClient client = stack.Client();
        using DaemonRun deploy = stack.Launch();
        await deploy.SaysAsync("\"event\":\"created\"");
        await stack.Marathon.StopListeningAsync();
        await deploy.SaysAsync("\"for\":\"marathon\"");
        await stack.Marathon.StartListeningAsync();
        Assert.Equal(0, await deploy.EndAsync(TimeSpan.FromSeconds(40)));
        await stack.HasAppsAsync("/shop-green 3");
        await client.NeverFailedAsync(() => $"{deploy.Log}\n{stack.Log}");
    }

    [Fact]
    public async Task Deploy_TwoLoadBalancersBehindOneNameOneRestarting_WaitsForBoth()
    {
        await using DeployStack stack = await DeployStack.StartAsync("installed", 4);
        await using ManagedStack second = await ManagedStack.StartAsync("installed", plan => BesideIt(plan, stack), marathon: stack.Marathon);
        await second.HasServersAsync(stack.App.Backend, 4);
        await using SteadyClient client = stack.Client();

        // A name with two addresses, as a name service has it for an app with two tasks; seen by this one process only.
        string hosts = stack.Folder.Write("hosts", $"{stack.Balancer.Plan.Address} lb.zdd.test\n{second.Plan.Address} lb.zdd.test\n");
        string[] deploy = [.. stack.Command().Select(word => word == stack.StatsUrl ? $"http://lb.zdd.test:{stack.Balancer.Plan.StatsPort}" : word), "--force"];
        string script = stack.Folder.Script("deploy", $"mount --bind '{hosts}' /etc/hosts && exec '{PublishedBinary.File}' {string.Join(' ', deploy)} --syslog-socket /dev/null");
        using DaemonRun run = DaemonRun.StartProgram("/usr/bin/unshare", ["--map-root-user", "--mount", script], stack.Folder.Root, new Dictionary<string, string>());
        await run.SaysAsync("\"event\":\"killed\"");
        await second.StopAsync();
        await run.SaysAsync("\"for\":\"balancers\"");
        second.Launch();
        Assert.True(await run.EndAsync(TimeSpan.FromSeconds(40)) == 0, $"{run.Log}\n{second.Log}");
        await stack.HasAppsAsync("/shop-green 4");
        await client.NeverFailedAsync(() => $"{run.Log}\n{stack.Log}");
    }

    /// <summary>The same ports at another address, so that one name with one port is both.</summary>
    private static void BesideIt(StackPlan plan, DeployStack first)
    {
        plan.Address = "127.0.0.77";
        plan.StatsPort = first.Balancer.Plan.StatsPort;
        DeployStack.Plan(plan);
    }
}

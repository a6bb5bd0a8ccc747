using MarathonLb.EndToEnd.Daemon;
using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Zdd;

/// <summary>Two versions side by side, then one of them: nobody notices.</summary>
public sealed class HybridTests
{
    [Theory, TwoHaproxies]
    public async Task Hybrid_ThenBackThenAgainThenOn_SplitsTheTrafficAndNobodyNotices(string haproxy)
    {
        await using DeployStack stack = await DeployStack.StartAsync(haproxy, 10);
        await using SteadyClient client = stack.Client();
        DeployRun hybrid = await stack.DeployAsync("--new-instances", "2");
        Assert.True(hybrid.ExitCode == 0, $"{hybrid}\n{stack.Log}");
        await stack.HasAppsAsync("/shop-blue 8, /shop-green 2");
        await AssertShareAsync(stack, client, 0.2);

        DeployRun refused = await stack.DeployAsync();
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--complete-cur", refused.Run.Error, StringComparison.Ordinal);

        DeployRun back = await stack.DeployAsync("--complete-prev");
        Assert.True(back.ExitCode == 0, $"{back}\n{stack.Log}");
        await stack.HasAppsAsync("/shop-blue 10");

        DeployRun again = await stack.DeployAsync("-n2");
        Assert.True(again.ExitCode == 0, $"{again}\n{stack.Log}");
        DeployRun on = await stack.DeployAsync("-c");
        Assert.True(on.ExitCode == 0, $"{on}\n{stack.Log}");
        await stack.HasAppsAsync("/shop-green 10");
        await client.NeverFailedAsync(() => $"{hybrid}\n{back}\n{again}\n{on}\n{stack.Log}");
    }

    [Fact]
    public async Task CompletePrev_BeforeTheFirstKill_GoesBackWithoutAFailure()
    {
        await using DeployStack stack = await DeployStack.StartAsync("installed", 3);
        await using SteadyClient client = stack.Client();
        using (DaemonRun deploy = stack.Launch("--pre-kill-hook", "/bin/false"))
        {
            Assert.Equal(2, await deploy.EndAsync(TimeSpan.FromSeconds(20)));
        }

        await stack.HasAppsAsync("/shop-blue 3, /shop-green 1");
        DeployRun back = await stack.DeployAsync("--complete-prev");
        Assert.True(back.ExitCode == 0, $"{back}\n{stack.Log}");
        await stack.HasAppsAsync("/shop-blue 3");
        await client.NeverFailedAsync(() => $"{back}\n{stack.Log}");
        Assert.Equal(0, (int)back.Result["cutSessions"]!);
    }

    /// <summary>Measures over some hundred requests how many the new app gets.</summary>
    private static async Task AssertShareAsync(DeployStack stack, SteadyClient client, double expected)
    {
        await stack.Balancer.HasServersAsync(stack.App.Backend, 10);
        await stack.Balancer.SettlesAsync();
        (long blue, long green) = (stack.RequestsOf("/shop-blue"), stack.RequestsOf("/shop-green"));
        await client.MoreAsync(300);
        (blue, green) = (stack.RequestsOf("/shop-blue") - blue, stack.RequestsOf("/shop-green") - green);
        Assert.InRange(green / (double)(blue + green), expected - 0.04, expected + 0.04);
    }
}

using MarathonLb.EndToEnd.Daemon;
using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator.State;

namespace MarathonLb.EndToEnd.Zdd;

/// <summary>Blue to green with steady clients: nobody notices.</summary>
public sealed class SwapTests
{
    [Theory, EachHaproxy]
    public async Task Deploy_TenInstancesUnderLoad_NoRequestFails(string haproxy)
    {
        await using DeployStack stack = await DeployStack.StartAsync(haproxy, 10, new ShopApp(mustPassACheck: true));
        SimTask[] old = stack.Tasks("/shop-blue");
        await using SteadyClient client = stack.Client(callers: 6);
        await using KeptConnections kept = KeptConnections.Start(stack.Balancer.Plan.HttpPort, ShopApp.Host);

        // Requests under way at all times: a task that is killed before it is drained cuts one, and HAProxy can't repeat what a server has taken.
        await using SteadyClient slow = SteadyClient.Start(stack.Balancer.Plan.HttpPort, ShopApp.Host, 6, "/slow?ms=250");
        await client.MoreAsync();
        await stack.Balancer.SettlesAsync();
        int[] pids = await stack.Balancer.PidsAsync();
        DeployRun deploy = await stack.DeployAsync();
        Assert.True(deploy.ExitCode == 0, $"{deploy}\n{stack.Log}");
        await client.NeverFailedAsync(() => $"{deploy}\n{stack.Log}");
        await slow.NeverFailedAsync(() => $"{deploy}\n{stack.Log}");
        if (RuntimeChanges.AreMade) await kept.NeverFailedAsync(() => $"{deploy}\n{stack.Log}");
        await stack.HasAppsAsync("/shop-green 10");
        Assert.Equal(10, (int)deploy.Result["killed"]!);
        Assert.Equal(0, (int)deploy.Result["cutSessions"]!);
        Assert.All(old, static task => Assert.Equal(0, task.Counters.Open));
        Assert.InRange(client.Good + kept.Good, 500, long.MaxValue);
        if (RuntimeChanges.AreMade) Assert.Equal(pids, await stack.Balancer.PidsAsync());
    }

    [Fact]
    public async Task Deploy_TwoServicePorts_BothFollow()
    {
        ShopApp app = new(ports: 2);
        await using DeployStack stack = await DeployStack.StartAsync("installed", 2, app);
        await using SteadyClient first = stack.Client(2);
        await using SteadyClient second = SteadyClient.Start(stack.Balancer.Plan.HttpPort, $"1.{ShopApp.Host}", 2);
        DeployRun green = await stack.DeployAsync();
        Assert.True(green.ExitCode == 0, $"{green}\n{stack.Log}");
        DeployRun blue = await stack.DeployAsync("--linear-increase", "1");
        Assert.True(blue.ExitCode == 0, $"{blue}\n{stack.Log}");
        await stack.HasAppsAsync("/shop-blue 2");
        await first.NeverFailedAsync(() => $"{blue}\n{stack.Log}");
        await second.NeverFailedAsync(() => $"{blue}\n{stack.Log}");
        System.Text.Json.Nodes.JsonNode definition = green.Events[0]["app"]!;
        Assert.Equal(app.Alternates, definition["portDefinitions"]!.AsArray().Select(static port => (int)port!["port"]!));
        Assert.Equal($"{app.Ports[0]} {app.Ports[1]}", $"{definition["labels"]!["HAPROXY_0_PORT"]} {definition["labels"]!["HAPROXY_1_PORT"]}");
    }
}

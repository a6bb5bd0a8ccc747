using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>Tasks that come and go change the HAProxy that runs: no new process, no failed request, and the file says the same.</summary>
public sealed class LiveScaleTests
{
    private const string Host = "web.test";

    [Theory, EachHaproxy]
    public async Task Scale_UpAndDown_ChangesTheRunningHaproxyAndTheFile(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, static plan => plan.Add("/web", ("VHOST", Host)));
        await using SteadyClient client = SteadyClient.Start(stack.Plan.HttpPort, Host);
        int[] pids = await stack.PidsAsync();
        await client.MoreAsync();

        await stack.Simulator.ScaleAsync("/web", 2);
        string added = stack.Simulator.Tasks("/web")[^1].Id;
        await Eventually.IsTrueAsync(() => client.TakeTasks().Contains(added), () => $"traffic for {added}; the log:\n{stack.Log}");
        await stack.IsRightAsync();

        await stack.Simulator.ScaleAsync("/web", 1);
        await stack.IsRightAsync(leaversGone: true);
        await client.NeverFailedAsync(() => stack.Log);
        Assert.Equal(pids, await stack.PidsAsync());
        Assert.Equal(0, stack.Reloads);
    }

    [Theory, EachHaproxy]
    public async Task Scale_OfAStickyApp_KeepsCookiesWorking(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, static plan => plan.Add("/cart", ("VHOST", "cart.test"), ("STICKY", "true")));
        int[] pids = await stack.PidsAsync();
        string first = stack.Simulator.Tasks("/cart")[0].Id;
        await stack.Simulator.ScaleAsync("/cart", 2);
        Dictionary<string, string> cookies = [];
        await Eventually.IsTrueAsync(
            async () =>
            {
                Answer answer = await stack.Http.GetAsync("cart.test");
                cookies[answer.Task!] = Assert.IsType<string>(answer.Header("Set-Cookie")).Split(';')[0];
                return cookies.Count == 2;
            },
            () => $"a cookie of the new task; the log:\n{stack.Log}");
        foreach ((string task, string cookie) in cookies)
        {
            Assert.StartsWith("mesosphere_server_id=", cookie, StringComparison.Ordinal);
            for (int i = 0; i < 10; i++) Assert.Equal(task, (await stack.Http.GetAsync("cart.test", "/", ("Cookie", cookie))).Task);
        }

        Assert.Contains(first, cookies.Keys);
        await stack.IsRightAsync();

        // HAProxy 2.6 refuses the word on a server that is added.
        bool reloads = haproxy == "installed";
        Assert.Equal(reloads ? 1 : 0, stack.Daemon.Count("; reload: cookie"));
        int[] now = await stack.PidsAsync();
        Assert.Equal(!reloads, pids.SequenceEqual(now));
    }

    [Theory, TwoHaproxies]
    public async Task Scale_WithoutRuntimeUpdates_Reloads(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, static plan =>
        {
            plan.Arguments.AddRange(["--no-runtime-updates", "--reload-gap", "0.1"]);
            plan.Add("/web", ("VHOST", Host));
        });
        for (int instances = 2; instances <= 3; instances++)
        {
            int[] pids = await stack.PidsAsync();
            await stack.Simulator.ScaleAsync("/web", instances);
            await stack.HasServersAsync($"web_{stack.Plan.Ports["/web"]}", instances);
            await stack.SettlesAsync();
            await stack.Daemon.SaysAsync("; reload: disabled", instances - 1);
            int[] now = await stack.PidsAsync();
            Assert.Equal(pids[0], now[0]);
            Assert.NotEqual(pids[1], now[1]);
        }

        Assert.Equal(0, stack.Daemon.Count("no reload)"));
        await stack.IsRightAsync();
    }

    /// <summary>HAProxy 2.6 opens a connection for each request to an added server unless told otherwise (haproxy.md, section 1.4).</summary>
    [Theory, TwoHaproxies]
    public async Task Scale_ServerConnectionsKeptAlive_AreUsedAgainOnAnAddedServer(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, static plan =>
        {
            plan.Template("HEAD", StackPlan.Default("HEAD").Replace("*:9090", $"127.0.0.1:{plan.StatsPort}", StringComparison.Ordinal)
                .Replace("@GLOBAL_DEFAULT_OPTIONS@", "  option redispatch 1\n  option dontlognull", StringComparison.Ordinal));
            plan.Add("/web", ("VHOST", Host));
        });
        await stack.Simulator.ScaleAsync("/web", 2);
        MarathonSimulator.State.SimTask added = stack.Simulator.Tasks("/web")[^1];
        using HttpClient client = new() { DefaultRequestHeaders = { Host = Host } };
        Uri url = new($"http://127.0.0.1:{stack.Plan.HttpPort}/");
        await Eventually.IsTrueAsync(
            async () =>
            {
                await client.GetStringAsync(url, TestContext.Current.CancellationToken);
                return added.Counters.Requests > 0;
            },
            () => $"traffic for the added task; the log:\n{stack.Log}");
        for (int i = 0; i < 200; i++) await client.GetStringAsync(url, TestContext.Current.CancellationToken);
        Assert.InRange(added.Counters.Requests, 90, 110);
        Assert.InRange(added.Counters.Connections, 1, 5);
        Assert.Equal(0, stack.Reloads);
    }
}

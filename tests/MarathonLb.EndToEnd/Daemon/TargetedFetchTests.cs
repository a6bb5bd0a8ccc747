using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator.Api;
using MarathonSimulator.Generators;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>An event costs Marathon one app, however many there are.</summary>
public sealed class TargetedFetchTests
{
    [Theory, TwoHaproxies]
    public async Task Scale_AmongManyApps_FetchesThatAppAlone(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.PrepareAsync(haproxy, static plan =>
        {
            plan.Arguments.AddRange(["--group", "mine"]);
            plan.Add("/web", ("VHOST", "web.test"), ("GROUP", "mine"));
        });
        stack.Simulator.Load(BigCluster.Make(300));
        stack.Launch();
        await stack.IsReadyAsync();
        await Eventually.IsTrueAsync(() => stack.Simulator.StreamCount == 1, () => $"a stream; the log:\n{stack.Log}");

        // Whatever was to be fetched for the stream's sake is, once an event of it has reached HAProxy.
        string backend = $"web_{stack.Plan.Ports["/web"]}";
        await stack.Simulator.ScaleAsync("/web", 2);
        await stack.HasServersAsync(backend, 2);
        long whole = stack.Simulator.Requests.Last(static request => IsWhole(request)).BytesSent;
        stack.Simulator.ClearRequests();

        await stack.Simulator.ScaleAsync("/web", 3);
        await stack.HasServersAsync(backend, 3);
        await stack.Simulator.ScaleAsync("/web", 1);
        await stack.HasServersAsync(backend, 1);

        RequestRecord[] fetches = [.. stack.Simulator.Requests.Where(static request => request.Target.StartsWith("/v2/apps", StringComparison.Ordinal))];
        Assert.NotEmpty(fetches);
        Assert.All(fetches, static request => Assert.Equal("/v2/apps/web?embed=app.tasks", request.Target));
        Assert.All(fetches, request => Assert.InRange(request.BytesSent, 0, whole / 20));
    }

    private static bool IsWhole(RequestRecord request) => request.Target.StartsWith("/v2/apps?", StringComparison.Ordinal) && request.Status == 200;
}

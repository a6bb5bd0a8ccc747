using System.Text.Json.Nodes;
using MarathonLb.EndToEnd.Daemon;
using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Isolation;

/// <summary>An app that is changed to something HAProxy rejects goes on serving as before, with its tasks of now, over restarts too.</summary>
public sealed class LastGoodTests
{
    private const string Broken = "\nbackend {backend}\n  balance {balance}\n  mode {mode}\n  option nosuch\n";

    [Theory]
    [TwoHaproxies]
    public async Task AppMadeBad_GoesOnServingAsBefore_OverARestart(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, static plan =>
        {
            plan.Add("/web", ("VHOST", "web.test"));
            plan.Add("/other", ("VHOST", "other.test"));
        });
        await stack.AnswersAsync("web.test", 200);

        await LabelsAsync(stack, ("HAPROXY_0_VHOST", "web.test,new.test"), ("HAPROXY_0_BACKEND_HEAD", Broken));
        await Eventually.IsTrueAsync(() => stack.Log.Contains("its last good form goes on serving", StringComparison.Ordinal), () => $"the finding; the log:\n{stack.Log}");

        // Its tasks were replaced by the deployment, and are followed.
        await stack.AnswersAsync("web.test", 200);
        Assert.Equal(503, (await stack.Http.GetAsync("new.test")).Status);
        await stack.Simulator.ScaleAsync("/other", 2);
        await stack.HasServersAsync($"other_{stack.Plan.Ports["/other"]}", 2);

        await stack.StopAsync();
        stack.Launch();
        await stack.IsReadyAsync();
        await stack.AnswersAsync("web.test", 200);
        Assert.Equal(503, (await stack.Http.GetAsync("new.test")).Status);

        await LabelsAsync(stack, ("HAPROXY_0_VHOST", "web.test,new.test"));
        await stack.AnswersAsync("new.test", 200);
        await stack.AnswersAsync("web.test", 200);
    }

    [Fact]
    public async Task NewBadApp_IsLeftOutAndComesWhenMended()
    {
        await using ManagedStack stack = await ManagedStack.StartAsync("installed", static plan =>
        {
            plan.Add("/web", ("VHOST", "web.test"), ("BACKEND_HEAD", Broken));
            plan.Add("/other", ("VHOST", "other.test"));
        });

        Assert.Equal(200, (await stack.Http.GetAsync("other.test")).Status);
        Assert.Equal(503, (await stack.Http.GetAsync("web.test")).Status);
        Assert.Contains("app /web: HAPROXY_0_BACKEND_HEAD: HAProxy rejects service port", stack.Log, StringComparison.Ordinal);

        await LabelsAsync(stack, ("HAPROXY_0_VHOST", "web.test"));
        await stack.AnswersAsync("web.test", 200);
    }

    private static Task LabelsAsync(ManagedStack stack, params (string Name, string Value)[] labels)
    {
        JsonObject all = new() { ["HAPROXY_GROUP"] = "external", ["HAPROXY_0_MODE"] = "http" };
        foreach ((string name, string value) in labels) all[name] = value;
        return stack.Simulator.UpdateAsync("/web", new JsonObject { ["labels"] = all });
    }
}

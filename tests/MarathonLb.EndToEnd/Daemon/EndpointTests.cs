using System.Globalization;
using System.Text.Json.Nodes;
using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>Every path of the statistics port (compatibility.md, section 7) and our own, asked through HAProxy with the default HEAD.</summary>
public sealed class EndpointTests
{
    [Theory, EachHaproxy]
    public Task Sse_EveryEndpoint_Answers(string haproxy) => EveryEndpointAsync(haproxy, "sse");

    [Theory, TwoHaproxies]
    public Task Poll_EveryEndpoint_Answers(string haproxy) => EveryEndpointAsync(haproxy, "poll");

    [Theory, TwoHaproxies]
    public async Task Maps_AreOff_TheirEndpointsAnswerEmpty(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, static plan => plan.Add("/web", ("VHOST", "web.test")));
        Assert.Equal((200, ""), await BodyAsync(stack, "/_haproxy_getvhostmap"));
        Assert.Equal((200, ""), await BodyAsync(stack, "/_haproxy_getappmap"));
    }

    [Theory, TwoHaproxies]
    public async Task AdminAllow_ClientOutside_GetsReadsButNeitherConfigNorSignals(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, static plan =>
        {
            plan.Add("/web", ("VHOST", "web.test"));
            plan.Arguments.AddRange(["--admin-allow", "127.0.0.1/32"]);
        });
        using HttpCaller outside = new(stack.Plan.StatsPort, source: "127.0.0.9");
        foreach (string guarded in new[] { "/_haproxy_getconfig", "/_mlb_signal/hup", "/_mlb_signal/usr1", "/_mlb/ready", "/_mlb/live" })
        {
            Assert.Equal(403, (await outside.GetAsync("stats.test", guarded)).Status);
        }

        Assert.Equal(200, (await outside.GetAsync("stats.test", "/_haproxy_getpids")).Status);
        Assert.Equal(200, (await outside.GetAsync("stats.test", "/_haproxy_health_check")).Status);
        Assert.Equal(200, (await stack.Stats.GetAsync("stats.test", "/_haproxy_getconfig")).Status);
    }

    [Theory, TwoHaproxies]
    public async Task WrongRequests_AreRefused(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy);
        using HttpClient client = new() { BaseAddress = new Uri($"http://127.0.0.1:{stack.Plan.StatsPort}") };
        Assert.Equal(404, (int)(await client.GetAsync(new Uri("/_mlb/none", UriKind.Relative))).StatusCode);
        Assert.Equal(405, (int)(await client.PostAsync(new Uri("/_haproxy_getpids", UriKind.Relative), null)).StatusCode);
        using StringContent body = new(new string('x', 100_000));
        Assert.Equal(413, (int)(await client.PostAsync(new Uri("/_mlb_signal/hup", UriKind.Relative), body)).StatusCode);
    }

    private static async Task EveryEndpointAsync(string haproxy, string mode)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(
            haproxy,
            static plan =>
            {
                plan.Add("/web", ("VHOST", "web.test"));
                plan.Arguments.Add("--haproxy-map");
            },
            mode);
        await Endpoints.AllAnswerAsync(stack);

        Assert.Contains("haproxy_process_", (await BodyAsync(stack, "/metrics")).Body, StringComparison.Ordinal);
        Assert.Equal((200, "alive\n"), await BodyAsync(stack, "/_mlb/live"));
        Assert.StartsWith("ready\n", (await BodyAsync(stack, "/_mlb/ready")).Body, StringComparison.Ordinal);
        JsonNode state = await stack.StateAsync();
        Assert.True((bool)state["ready"]!);
        Assert.True((bool)state["serving"]!);
        Assert.Equal(1, (int)state["services"]!);
        Assert.InRange((double)state["snapshotAgeSeconds"]!, 0, 10);
    }

    private static async Task<(int Status, string Body)> BodyAsync(ManagedStack stack, string path)
    {
        Answer answer = await stack.Stats.GetAsync("stats.test", path);
        return (answer.Status, answer.Body);
    }
}

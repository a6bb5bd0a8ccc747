using System.Globalization;
using System.Text.Json.Nodes;
using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator.Generators;

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

    [Theory, TwoHaproxies]
    public async Task Metrics_HaveTheExpiryOfTheCertificateAndTheStagesOfRounds(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, static plan => plan.Add("/web", ("VHOST", "web.test")));

        string sample = $"marathon_lb_certificate_expiry_timestamp_seconds{{file=\"{stack.Plan.Folder["cert.pem"]}\",subject=\"default.test\"}} ";
        string metrics = "";
        await Eventually.IsTrueAsync(
            async () => (metrics = (await BodyAsync(stack, "/_mlb/metrics")).Body).Contains(sample, StringComparison.Ordinal), () => $"{sample} in:\n{metrics}");
        Assert.Contains("marathon_lb_certificates_unknown 0\n", metrics, StringComparison.Ordinal);
        Assert.Contains("marathon_lb_round_stage_seconds_count{stage=\"fetch\"} ", metrics, StringComparison.Ordinal);
    }

    [Theory, TwoHaproxies]
    public async Task Log_AsJson_HasTheFieldsOfEachRound(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, static plan =>
        {
            plan.Add("/web", ("VHOST", "web.test"));
            plan.Arguments.AddRange(["--log-format", "json"]);
        });
        await stack.AnswersAsync("web.test", 200);
        await stack.Simulator.AddAsync(new AppBuilder("/late").Host(FreePorts.Take()).First("MODE", "http").First("VHOST", "late.test").Build());
        await stack.AnswersAsync("late.test", 200);
        await stack.Daemon.SaysAsync("\"apps\":[\"/late\"]");

        // HAProxy writes to the same stream, and each line has the time before it.
        string line = stack.Log.Split('\n').Last(static line => line.Contains("\"name\":\"Round\"", StringComparison.Ordinal));
        JsonNode fields = JsonNode.Parse(line[line.IndexOf('{', StringComparison.Ordinal)..])!["fields"]!;
        Assert.Equal(("Reloaded", 1, 0), ((string?)fields["outcome"], (int)fields["appCount"]!, (int)fields["serversRemoved"]!));

        // A reload that had to wait has no fetch of its own, and rendering two apps may take less than is shown.
        foreach (string stage in new[] { "fetch", "render", "validate", "apply" }) Assert.InRange((double)fields[$"{stage}Milliseconds"]!, 0, (double)fields["milliseconds"]!);
        foreach (string stage in new[] { "validate", "apply" }) Assert.NotEqual(0, (double)fields[$"{stage}Milliseconds"]!);
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

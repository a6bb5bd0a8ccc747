using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using MarathonLb.EndToEnd.Daemon;
using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator.Control;
using MarathonSimulator.Generators;

namespace MarathonLb.EndToEnd.Metrics;

/// <summary>The metrics of a running instance: well formed, moved by what they count, and all that deploy/ asks for.</summary>
public sealed class MetricsTests
{
    [Fact]
    public async Task Metrics_WhatTheyCountHappens_Move()
    {
        await using ManagedStack stack = await ManagedStack.StartAsync("installed", static plan => plan.Add("/web", ("VHOST", "web.test")));
        IReadOnlyDictionary<string, MetricFamily> before = await ReadAsync(stack);
        Assert.Equal((1, 1, 1), (Of(before, "serving"), Of(before, "services"), Of(before, "servers")));
        Assert.InRange(Of(before, "snapshot_age_seconds"), 0, 60);
        Assert.Equal(1, Of(before, "reloads_total", ("reason", "start"), ("result", "good")));
        Assert.Equal(1, Of(before, "event_stream_connected"));

        await stack.Simulator.ScaleAsync("/web", 3);
        await stack.HasServersAsync($"web_{stack.Plan.Ports["/web"]}", 3);
        IReadOnlyDictionary<string, MetricFamily> scaled = await GrowAsync(stack, before, "rounds_total", ("outcome", "updated"));
        Assert.Equal(2, Of(scaled, "runtime_commands_total", ("kind", "AddServer"), ("result", "good")));
        Assert.Equal(3, Of(scaled, "servers"));
        Grow(before, scaled, "runtime_updates_total");
        Grow(before, scaled, "events_total", ("type", "status_update_event"));
        Grow(before, scaled, "marathon_requests_total", ("status", "200"));
        Grow(before, scaled, "event_to_traffic_seconds");
        Assert.Equal(Of(before, "reloads_total"), Of(scaled, "reloads_total"));

        await stack.Simulator.AddAsync(App("/new", ("VHOST", "new.test")));
        await stack.AnswersAsync("new.test", 200);
        IReadOnlyDictionary<string, MetricFamily> reloaded = await GrowAsync(stack, scaled, "rounds_total", ("outcome", "reloaded"));
        Assert.Equal(Of(scaled, "reloads_total", ("result", "good")) + 1, Of(reloaded, "reloads_total", ("result", "good")));
        Assert.Equal((2, 2, 4), (Of(reloaded, "apps"), Of(reloaded, "services"), Of(reloaded, "servers")));

        stack.Simulator.Misbehave(new FaultRule(FaultKind.Broken) { Target = FaultTarget.Reads });
        stack.Daemon.Signal(Signals.HangUp);
        await GrowAsync(stack, reloaded, "rounds_total", ("outcome", "nosnapshot"));
        stack.Simulator.Behave();
    }

    [Fact]
    public async Task Metrics_AppsThatAreWrong_AreCounted()
    {
        await using ManagedStack stack = await ManagedStack.StartAsync("installed", static plan => plan.Add("/web", ("VHOST", "web.test")));
        IReadOnlyDictionary<string, MetricFamily> before = await ReadAsync(stack);
        Assert.Equal((0, 0, 0), (Of(before, "findings"), Of(before, "conflicts"), Of(before, "excluded_services")));
        await stack.Simulator.AddAsync(App("/zz-conflict", ("VHOST", "web.test")));
        await stack.Simulator.AddAsync(App("/typo", ("BALANCE", "nosuch")));
        await stack.Simulator.AddAsync(App("/rejected", ("BACKEND_HTTP_OPTIONS", "  no-such-word\n")));
        await Eventually.IsTrueAsync(
            async () => await ReadAsync(stack) is { } now && Of(now, "excluded_services") == 1 && Of(now, "conflicts") == 1 && Of(now, "findings", ("severity", "error")) >= 2
                && Of(now, "findings") >= 3,
            () => $"all findings; the log:\n{stack.Log}");
        await stack.Simulator.DeleteAsync("/rejected");
        await stack.Simulator.DeleteAsync("/typo");
        await stack.Simulator.DeleteAsync("/zz-conflict");
        await Eventually.IsTrueAsync(async () => await ReadAsync(stack) is { } now && Of(now, "findings") + Of(now, "excluded_services") == 0, () => $"none; the log:\n{stack.Log}");
    }

    /// <summary>An operator finds out in the worst hour that a query asks for a name that there is not.</summary>
    [Fact]
    public async Task DashboardAndAlerts_EveryQuery_AsksForWhatThereIs()
    {
        await using ManagedStack stack = await ManagedStack.StartAsync("installed", static plan => plan.Add("/web", ("VHOST", "web.test")));
        using TcpClient busy = new(stack.Plan.Address, stack.Plan.HttpPort);
        await busy.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: web.test\r\n"));
        await stack.Simulator.AddAsync(App("/new", ("VHOST", "new.test")));
        await stack.AnswersAsync("new.test", 200);
        await Eventually.IsTrueAsync(async () => (await ReadAsync(stack)).ContainsKey("marathon_lb_oldest_worker_age_seconds"), () => $"an old worker; the log:\n{stack.Log}");

        IReadOnlyDictionary<string, MetricFamily> metrics = await ReadAsync(stack);
        Assert.Equal(1, Of(metrics, "old_workers"));
        Assert.Equal([], PromQuery.Deployed().SelectMany(query => PromQuery.Missing(query, metrics)));
        Assert.Equal(
            ["marathon_lb_no_such in marathon_lb_no_such", "outcome=\"never\" in sum by (x) (marathon_lb_rounds_total{outcome=\"never\"})", "label x in sum by (x) (marathon_lb_rounds_total{outcome=\"never\"})"],
            new[] { "marathon_lb_no_such", "sum by (x) (marathon_lb_rounds_total{outcome=\"never\"})" }.SelectMany(query => PromQuery.Missing(query, metrics)));
    }

    private static JsonObject App(string id, params (string Name, string Value)[] labels)
    {
        AppBuilder app = new AppBuilder(id).Host(FreePorts.Take()).First("MODE", "http");
        foreach ((string name, string value) in labels) app.First(name, value);
        return app.Instances(1).Build();
    }

    private static async Task<IReadOnlyDictionary<string, MetricFamily>> ReadAsync(ManagedStack stack)
    {
        Answer answer = await stack.Stats.GetAsync("stats.test", "/_mlb/metrics");
        Assert.Equal(200, answer.Status);
        return MetricsParser.Parse(answer.Body);
    }

    /// <summary>The sum of a metric's samples with these labels; of a histogram how many values it has.</summary>
    private static double Of(IReadOnlyDictionary<string, MetricFamily> metrics, string name, params (string Name, string Value)[] labels) =>
        metrics[$"marathon_lb_{name}"].Samples
            .Where(sample => !sample.Name.EndsWith("_bucket", StringComparison.Ordinal) && !sample.Name.EndsWith("_sum", StringComparison.Ordinal))
            .Where(sample => labels.All(label => sample.Label(label.Name) == label.Value)).Sum(static sample => sample.Value);

    /// <summary>Waits until a metric has grown: a count may come a moment after what it counts.</summary>
    private static async Task<IReadOnlyDictionary<string, MetricFamily>> GrowAsync(
        ManagedStack stack, IReadOnlyDictionary<string, MetricFamily> before, string name, params (string Name, string Value)[] labels)
    {
        IReadOnlyDictionary<string, MetricFamily> now = before;
        await Eventually.IsTrueAsync(async () => Of(now = await ReadAsync(stack), name, labels) > Of(before, name, labels), () => $"more {name} {string.Join(' ', labels)}; the log:\n{stack.Log}");
        return now;
    }

    private static void Grow(IReadOnlyDictionary<string, MetricFamily> before, IReadOnlyDictionary<string, MetricFamily> after, string name, params (string Name, string Value)[] labels) =>
        Assert.True(Of(after, name, labels) > Of(before, name, labels), $"{name} {string.Join(' ', labels)}: {Of(before, name, labels)}, then {Of(after, name, labels)}");
}

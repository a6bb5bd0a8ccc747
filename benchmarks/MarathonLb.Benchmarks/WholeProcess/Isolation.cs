using System.Diagnostics;
using System.Text.Json.Nodes;

namespace MarathonLb.Benchmarks.WholeProcess;

/// <summary>Some of a thousand apps bring what HAProxy rejects: how long from exec until the rest is served, and how often HAProxy is asked.</summary>
internal static class Isolation
{
    private const int Apps = 1000;
    private const string UnknownOption = "\nbackend {backend}\n  balance {balance}\n  mode {mode}\n  option nosuch\n";
    private const string UnknownAcl = "  http-request deny if nosuchacl\n";

    /// <summary>Measures and prints a table.</summary>
    /// <param name="broken">How many are broken.</param>
    public static async Task RunAsync(IReadOnlyList<int> broken)
    {
        Table.Head("apps", "broken", "exec to the rest served", "runs of haproxy -c", "services left out", "controller CPU", "load");
        foreach (int count in broken) await MeasureAsync(count);
    }

    private static async Task MeasureAsync(int broken)
    {
        LaunchPlan plan = new() { CountsChecks = true };
        await using LoadBalancerProcess run = await LoadBalancerProcess.LaunchAsync(
            async simulator =>
            {
                await simulator.LoadAsync(Document(broken), listen: false);
                await simulator.AddAsync(ProbeApp.Build());
            },
            plan);
        long serving = await ProbeApp.AnswersAsync(run, plan.StartLimit);
        int checks = run.Checks;
        double cpu = run.CpuMilliseconds;
        await run.ReadyAsync();
        int services = (int)(await run.StatusAsync())["services"]!;
        Table.Row(
            Table.Count(Apps),
            Table.Count(broken),
            Table.Milliseconds(Stopwatch.GetElapsedTime(run.StartedAt, serving).TotalMilliseconds),
            Table.Count(checks),
            Table.Count(Apps + 1 - services),
            Table.Milliseconds(cpu),
            Table.Load);
    }

    /// <summary>The broken ones are spread among the others. Up to three: one of each kind of fault; more: unknown options, of which HAProxy reports fifty in one run.</summary>
    private static JsonObject Document(int broken)
    {
        JsonArray apps = [];
        for (int i = 0; i < Apps; i++)
        {
            JsonObject labels = new() { ["HAPROXY_GROUP"] = "external", ["HAPROXY_0_MODE"] = "http" };
            if (broken > 0 && i % (Apps / broken) == Apps / broken / 2) Spoil(labels, broken <= 3 ? i * broken / Apps : 0);
            JsonObject task = new() { ["id"] = $"t{i}", ["host"] = $"127.3.{i / 250}.{(i % 250) + 1}", ["ports"] = new JsonArray(21000 + i), ["state"] = "TASK_RUNNING" };
            apps.Add((JsonNode)new JsonObject { ["id"] = $"/a{i}", ["labels"] = labels, ["ports"] = new JsonArray(20000 + i), ["instances"] = 1, ["tasks"] = new JsonArray(task) });
        }

        return new JsonObject { ["apps"] = apps };
    }

    private static void Spoil(JsonObject labels, int kind)
    {
        (string label, string value) = kind switch
        {
            0 => ("HAPROXY_0_BACKEND_HEAD", UnknownOption),
            1 => ("HAPROXY_0_SSL_CERT", "/no/such/cert.pem"),
            _ => ("HAPROXY_0_BACKEND_HTTP_OPTIONS", UnknownAcl),
        };
        labels[label] = value;
    }
}

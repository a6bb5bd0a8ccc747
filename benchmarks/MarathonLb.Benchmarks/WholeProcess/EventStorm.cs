using System.Diagnostics;
using System.Text.Json.Nodes;
using MarathonSimulator;
using MarathonSimulator.Generators;
using MarathonSimulator.State;

namespace MarathonLb.Benchmarks.WholeProcess;

/// <summary>Thousands of events in a second, each about another app in turn, the last of them of a real change: what it costs until all is seen and quiet again.</summary>
internal static class EventStorm
{
    private const string RoundWord = "round: ";
    private const int Batches = 100;
    private static readonly TimeSpan BatchPause = TimeSpan.FromMilliseconds(10);

    /// <summary>Three times the longest pause between two rounds.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1.5);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Measures and prints a table.</summary>
    /// <param name="sizes">Numbers of apps.</param>
    /// <param name="events">Events in the second.</param>
    public static async Task RunAsync(IReadOnlyList<int> sizes, int events)
    {
        Table.Head(
            "apps × 5 tasks", "events in a second", "rounds", "controller CPU", "last event to traffic", "last event to the last round's end", "requests for one app", "requests for all",
            "bytes from Marathon", "resident", "load");
        foreach (int size in sizes) await MeasureAsync(size, events);
    }

    private static async Task MeasureAsync(int size, int events)
    {
        await using LoadBalancerProcess run = await LoadBalancerProcess.LaunchAsync(
            async simulator =>
            {
                (simulator.Delays.Staging, simulator.Delays.Starting) = (0, 0);
                simulator.Load(BigCluster.Make(size));
                await simulator.AddAsync(ProbeApp.Build());
            },
            new LaunchPlan { Arguments = ["--log-level", "DEBUG"] });
        await run.ReadyAsync();
        await using Prober prober = new(new Uri($"http://{LoadBalancerProcess.Address}:{run.HttpPort}/"), ProbeApp.Host);
        await run.Log.QuietAsync(RoundWord, run.StartedAt, Quiet);
        SimTask[] tasks = run.Simulator.Tasks();
        run.Simulator.ClearRequests();
        double cpu = run.CpuMilliseconds;
        long start = Stopwatch.GetTimestamp();
        await PublishAsync(run.Simulator, tasks, events);
        long last = Stopwatch.GetTimestamp();
        double traffic = await ScaleAsync(run.Simulator, prober, last);
        long? end = await run.Log.QuietAsync(RoundWord, start, Quiet);
        string[] targets = [.. run.Simulator.Requests.Select(static request => request.Target)];
        Table.Row(
            Table.Count(size),
            Table.Count(events),
            Table.Count(run.Log.Times(RoundWord, start).Length),
            Table.Seconds(run.CpuMilliseconds - cpu),
            Table.Milliseconds(traffic),
            end is null ? "no round" : Table.Milliseconds(Stopwatch.GetElapsedTime(last, end.Value).TotalMilliseconds),
            Table.Count(targets.Count(static target => target.StartsWith("/v2/apps/", StringComparison.Ordinal))),
            Table.Count(targets.Count(static target => target.StartsWith("/v2/apps?", StringComparison.Ordinal))),
            Table.Count(run.Simulator.Requests.Sum(static request => request.BytesSent)),
            $"{run.ResidentMegabytes} MB",
            Table.Load);
    }

    /// <summary>In a hundred batches, 10 ms apart: one task of each app after the other.</summary>
    private static async Task PublishAsync(Simulator simulator, SimTask[] tasks, int events)
    {
        using PeriodicTimer timer = new(BatchPause);
        string[] apps = [.. tasks.Select(static task => task.AppId).Distinct(StringComparer.Ordinal)];
        Dictionary<string, string> taskOf = tasks.GroupBy(static task => task.AppId, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => group.First().Id, StringComparer.Ordinal);
        for (int batch = 0; batch < Batches; batch++)
        {
            for (int i = batch * events / Batches; i < (batch + 1) * events / Batches; i++)
            {
                string app = apps[i % apps.Length];
                simulator.Publish("status_update_event", new JsonObject { ["appId"] = app, ["taskId"] = taskOf[app], ["taskStatus"] = "TASK_RUNNING" });
            }

            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>The probe gets a second task; from the storm's last event until that one answers.</summary>
    private static async Task<double> ScaleAsync(Simulator simulator, Prober prober, long last)
    {
        string first = simulator.Tasks(ProbeApp.Id).Single().Id;
        await simulator.ScaleAsync(ProbeApp.Id, 2);
        string second = simulator.Tasks(ProbeApp.Id).Single(task => task.Id != first).Id;
        while (prober.Find(second) is null)
        {
            if (Stopwatch.GetElapsedTime(last) > Limit) throw new TimeoutException($"no traffic for {second}");
            await Task.Delay(1);
        }

        return Stopwatch.GetElapsedTime(last, prober.Find(second)!.Value.First).TotalMilliseconds;
    }
}

using System.Diagnostics;
using System.Text.Json.Nodes;
using MarathonSimulator.Generators;

namespace MarathonLb.Benchmarks.WholeProcess;

/// <summary>One app gains a server and loses it again, thousands of times, as fast as rounds are done, against a real HAProxy: does anything grow?</summary>
internal static class ManyRounds
{
    private const int Rows = 10;
    private const int ServicePort = 9998;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>For sessions, held servers and the like to go before a row is read.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    /// <summary>Measures and prints a table, and a last line that says what differs.</summary>
    /// <param name="rounds">Changes to make.</param>
    /// <param name="apps">Other apps.</param>
    public static async Task RunAsync(int rounds, int apps)
    {
        await using LoadBalancerProcess run = await LoadBalancerProcess.StartAsync(async simulator =>
        {
            simulator.Load(BigCluster.Make(apps));
            await simulator.LoadAsync(App(0), listen: false);
        });
        string pids = await run.PidsAsync();
        Table.Head("changes", "rounds", "ms per change", "controller CPU per change", "resident", "of it anonymous", "handles", "threads", "files", "servers in HAProxy", "load");
        Row first = await ReadAsync(run, 0, TimeSpan.Zero, 0);
        Row last = first;
        for (int row = 0; row < Rows; row++)
        {
            double cpu = run.CpuMilliseconds;
            long start = Stopwatch.GetTimestamp();
            int steps = ((row + 1) * rounds / Rows) - (row * rounds / Rows);
            for (int i = 0; i < steps; i++) await ChangeAsync(run, (row * rounds / Rows) + i + 1);
            TimeSpan took = Stopwatch.GetElapsedTime(start) / Math.Max(1, steps);
            last = await ReadAsync(run, (row + 1) * rounds / Rows, took, (run.CpuMilliseconds - cpu) / Math.Max(1, steps));
            if (row == 0) first = last;
        }

        Compare(first, last, await run.PidsAsync() == pids);
    }

    /// <summary>Odd: a second server, on a port of its own; even: it is gone. Done when the file says so.</summary>
    private static async Task ChangeAsync(LoadBalancerProcess run, int number)
    {
        DateTime before = File.GetLastWriteTimeUtc(run.ConfigFile);
        await run.Simulator.LoadAsync(App(number), listen: false);
        run.Simulator.Publish(
            "status_update_event",
            new JsonObject { ["appId"] = "/changes", ["taskId"] = $"changes.{(number + 1) / 2}", ["taskStatus"] = number % 2 == 1 ? "TASK_RUNNING" : "TASK_KILLED" });
        long start = Stopwatch.GetTimestamp();
        while (File.GetLastWriteTimeUtc(run.ConfigFile) == before)
        {
            if (Stopwatch.GetElapsedTime(start) > Limit) throw new TimeoutException($"change {number} is not in the file:\n{run.Log.Tail}");
            await Task.Delay(1);
        }
    }

    private static JsonObject App(int number)
    {
        JsonObject app = new AppBuilder("/changes").Instances(1 + (number % 2)).Host(ServicePort).First("VHOST", "changes.test").Build();
        app["tasks"] = number % 2 == 0 ? new JsonArray(TaskOf(0)) : new JsonArray(TaskOf(0), TaskOf((number + 1) / 2));
        return app;
    }

    private static JsonObject TaskOf(int number) =>
        new JsonObject { ["id"] = $"changes.{number}", ["host"] = "127.0.0.8", ["ports"] = new JsonArray(20000 + (number % 10000)), ["state"] = "TASK_RUNNING" };

    private static async Task<Row> ReadAsync(LoadBalancerProcess run, int changes, TimeSpan took, double cpu)
    {
        await Task.Delay(Rest);
        Row row = new(run.Reading, run.FileCount);
        long rounds = (long)(await run.StatusAsync())["rounds"]!;
        int servers = (await run.StatisticsAsync()).Split('\n').Count(static line => line.StartsWith("changes_", StringComparison.Ordinal)) - 1;
        Table.Row(
            Table.Count(changes),
            Table.Count(rounds),
            Table.Milliseconds(took.TotalMilliseconds),
            Table.Milliseconds(cpu),
            $"{ProcessReading.Megabytes(row.Process.ResidentKilobytes)} MB",
            $"{ProcessReading.Megabytes(row.Process.AnonymousKilobytes)} MB",
            Table.Count(row.Process.Handles),
            Table.Count(row.Process.Threads),
            Table.Count(row.Files),
            Table.Count(servers),
            Table.Load);
        return row;
    }

    private static void Compare(Row first, Row last, bool sameHaproxy)
    {
        (ProcessReading a, ProcessReading b) = (first.Process, last.Process);
        Console.WriteLine();
        Console.WriteLine(
            $"From the first tenth to the end: resident {b.ResidentKilobytes - a.ResidentKilobytes:+0;-0;0} kB, anonymous {b.AnonymousKilobytes - a.AnonymousKilobytes:+0;-0;0} kB, "
            + $"handles {b.Handles - a.Handles:+0;-0;0}, threads {b.Threads - a.Threads:+0;-0;0}, files {last.Files - first.Files:+0;-0;0}; "
            + $"HAProxy is {(sameHaproxy ? "the same process" : "another process")}.");
    }

    private sealed record Row(ProcessReading Process, int Files);
}

using System.Diagnostics;
using MarathonSimulator.Generators;

namespace MarathonLb.Benchmarks.WholeProcess;

/// <summary>From exec of <c>marathon-lb sse</c> until the configuration is written, and until HAProxy serves by it. HAProxy's own check and start are in it.</summary>
internal static class StartToServing
{
    /// <summary>Measures and prints a table.</summary>
    /// <param name="sizes">Numbers of apps.</param>
    /// <param name="runs">Starts of each size; the medians count.</param>
    /// <param name="settle">How long nothing happens until its memory is looked at.</param>
    public static async Task RunAsync(IReadOnlyList<int> sizes, int runs, TimeSpan settle)
    {
        Table.Head("apps × 5 tasks", "exec to configuration written", "exec to traffic", "of it after the file", "controller CPU", "peak", $"resident after {settle.TotalSeconds:0} s", "load");
        foreach (int size in sizes) await MeasureAsync(size, runs, settle);
    }

    private static async Task MeasureAsync(int size, int runs, TimeSpan settle)
    {
        List<(double Written, double Serving, double Cpu)> times = [];
        ProcessReading? settled = null;
        for (int i = 0; i < runs; i++)
        {
            LaunchPlan plan = new();
            await using LoadBalancerProcess run = await LoadBalancerProcess.LaunchAsync(
                async simulator =>
                {
                    simulator.Load(BigCluster.Make(size - 1));
                    await simulator.AddAsync(ProbeApp.Build());
                },
                plan);
            FileWatch file = new(run.ConfigFile, plan.StartLimit);
            long serving = await ProbeApp.AnswersAsync(run, plan.StartLimit);
            long written = await file.Seen;
            await run.ReadyAsync();
            times.Add((
                Stopwatch.GetElapsedTime(run.StartedAt, written).TotalMilliseconds,
                Stopwatch.GetElapsedTime(run.StartedAt, serving).TotalMilliseconds,
                run.CpuMilliseconds));
            if (i < runs - 1) continue;
            await Task.Delay(settle);
            settled = run.Reading;
        }

        double whole = Table.Median(times.Select(static time => time.Serving));
        Table.Row(
            Table.Count(size),
            Table.Milliseconds(Table.Median(times.Select(static time => time.Written))),
            Table.Milliseconds(whole),
            Table.Milliseconds(Table.Median(times.Select(static time => time.Serving - time.Written))),
            Table.Milliseconds(Table.Median(times.Select(static time => time.Cpu))),
            $"{ProcessReading.Megabytes(settled!.PeakKilobytes)} MB",
            $"{ProcessReading.Megabytes(settled.ResidentKilobytes)} MB",
            Table.Load);
    }
}

using System.Diagnostics;
using MarathonLb.Benchmarks.Suite;

namespace MarathonLb.Benchmarks.WholeProcess;

/// <summary>
/// From the last byte of Marathon's answer to the finished configuration, by a daemon that does not ask HAProxy (<c>--skip-validation</c>): first when it starts, until the file is
/// there; then when it is told to look again (SIGHUP) and nothing has changed, until it logs the round's end. And the memory that it takes.
/// </summary>
internal static class LastByte
{
    private const string RoundWord = "round: ";

    /// <summary>Long enough that the start's rounds are over.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1.5);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Measures and prints a table.</summary>
    /// <param name="sizes">Numbers of apps.</param>
    /// <param name="refreshes">How often it is told to look again; the median counts.</param>
    /// <param name="settle">How long nothing happens until its memory is looked at.</param>
    public static async Task RunAsync(IReadOnlyList<int> sizes, int refreshes, TimeSpan settle)
    {
        Table.Head(
            "apps × 5 tasks", "JSON", "first: byte 1 to the file", "last byte to the file", "CPU until then", "again, unchanged: byte 1 to the end", "last byte to the end", "CPU",
            "peak", "peak after the first", $"resident after {settle.TotalSeconds:0} s", "load");
        foreach (int size in sizes) await MeasureAsync(size, refreshes, settle);
    }

    private static async Task MeasureAsync(int size, int refreshes, TimeSpan settle)
    {
        byte[] document = Cluster.Of(size).Document;
        await using DocumentServer marathon = new(document);
        LaunchPlan plan = new() { Marathon = marathon.Url, Arguments = ["--skip-validation", "--log-level", "DEBUG"] };
        await using LoadBalancerProcess run = await LoadBalancerProcess.LaunchAsync(static _ => Task.CompletedTask, plan);
        long written = await new FileWatch(run.ConfigFile, plan.StartLimit).Seen;
        ProcessReading first = run.Reading;
        (long begin, long end) = marathon.Answers[0];
        await run.ReadyAsync();
        await run.Log.QuietAsync(RoundWord, run.StartedAt, Quiet);
        long startPeak = run.Reading.PeakKilobytes;
        List<(double All, double Tail, double Cpu)> again = [];
        for (int i = 0; i < refreshes; i++) again.Add(await AgainAsync(run, marathon));
        await Task.Delay(settle);
        ProcessReading settled = run.Reading;
        Table.Row(
            Table.Count(size),
            $"{document.Length / 1e6:0.0} MB",
            Table.Milliseconds(Stopwatch.GetElapsedTime(begin, written).TotalMilliseconds),
            Table.Milliseconds(Stopwatch.GetElapsedTime(end, written).TotalMilliseconds),
            Table.Milliseconds(first.CpuMilliseconds),
            Table.Milliseconds(Table.Median(again.Select(static time => time.All))),
            Table.Milliseconds(Table.Median(again.Select(static time => time.Tail))),
            Table.Milliseconds(Table.Median(again.Select(static time => time.Cpu))),
            $"{ProcessReading.Megabytes(settled.PeakKilobytes)} MB",
            $"{ProcessReading.Megabytes(startPeak)} MB",
            $"{ProcessReading.Megabytes(settled.ResidentKilobytes)} MB",
            Table.Load);
    }

    private static async Task<(double All, double Tail, double Cpu)> AgainAsync(LoadBalancerProcess run, DocumentServer marathon)
    {
        int answers = marathon.Answers.Count;
        double cpu = run.CpuMilliseconds;
        long asked = Stopwatch.GetTimestamp();
        await run.SignalAsync("HUP");
        while (marathon.Answers.Count == answers) await PauseAsync(asked);
        (long first, long last) = marathon.Answers[answers];

        // A small answer is read, and the round over, before this process knows that it has sent the last byte.
        while (run.Log.Times(RoundWord, first).Length == 0) await PauseAsync(asked);
        long end = Math.Max(last, run.Log.Times(RoundWord, first)[0]);
        cpu = run.CpuMilliseconds - cpu;
        await run.Log.QuietAsync(RoundWord, asked, Quiet);
        return (Stopwatch.GetElapsedTime(first, end).TotalMilliseconds, Stopwatch.GetElapsedTime(last, end).TotalMilliseconds, cpu);
    }

    private static Task PauseAsync(long asked) =>
        Stopwatch.GetElapsedTime(asked) < Limit ? Task.Delay(1) : throw new TimeoutException("nothing came of SIGHUP");
}

using System.Diagnostics;

namespace MarathonLb.Benchmarks.WholeProcess;

/// <summary>What a marathon-lb logs, each line with the moment of its arrival here.</summary>
internal sealed class ProcessLog
{
    private const int TailLines = 40;

    private readonly Lock _gate = new();
    private readonly List<(long At, string Line)> _lines = [];

    /// <summary>Its last lines, for a message.</summary>
    public string Tail
    {
        get
        {
            lock (_gate) return string.Join('\n', _lines.TakeLast(TailLines).Select(static entry => entry.Line));
        }
    }

    /// <summary>Collects what a process writes on its standard error and output.</summary>
    public void Follow(Process process)
    {
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    /// <summary>When lines with a word in them arrived after a moment, as Stopwatch timestamps.</summary>
    public long[] Times(string word, long after)
    {
        lock (_gate) return [.. _lines.Where(entry => entry.At >= after && entry.Line.Contains(word, StringComparison.Ordinal)).Select(static entry => entry.At)];
    }

    /// <summary>Waits until no line with a word in it has come for a while.</summary>
    /// <returns>When the last one came; null if there was none.</returns>
    public async Task<long?> QuietAsync(string word, long after, TimeSpan quiet)
    {
        while (true)
        {
            long[] times = Times(word, after);
            if (Stopwatch.GetElapsedTime(times.Length > 0 ? times[^1] : after) > quiet) return times.Length > 0 ? times[^1] : null;
            await Task.Delay(20);
        }
    }

    private void Add(string? line)
    {
        if (line is null) return;
        lock (_gate) _lines.Add((Stopwatch.GetTimestamp(), line));
    }
}

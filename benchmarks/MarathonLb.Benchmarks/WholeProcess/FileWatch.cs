using System.Diagnostics;

namespace MarathonLb.Benchmarks.WholeProcess;

/// <summary>Looks at a file every half millisecond, on a thread of its own, until it is there.</summary>
internal sealed class FileWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(0.5);

    private readonly TaskCompletionSource<long> _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Begins to look.</summary>
    /// <param name="file">The file.</param>
    /// <param name="limit">How long.</param>
    public FileWatch(string file, TimeSpan limit) => new Thread(() => Look(file, limit)) { IsBackground = true, Name = "file watch" }.Start();

    /// <summary>When it was there, as a Stopwatch timestamp; fails if it was not in time.</summary>
    public Task<long> Seen => _seen.Task;

    private void Look(string file, TimeSpan limit)
    {
        long start = Stopwatch.GetTimestamp();
        while (!File.Exists(file))
        {
            if (Stopwatch.GetElapsedTime(start) > limit)
            {
                _seen.SetException(new TimeoutException($"there is no {file}"));
                return;
            }

            Thread.Sleep(Interval);
        }

        _seen.SetResult(Stopwatch.GetTimestamp());
    }
}

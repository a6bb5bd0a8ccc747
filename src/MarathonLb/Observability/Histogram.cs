namespace MarathonLb.Observability;

/// <summary>Counts durations by size. Safe to read while it counts.</summary>
/// <param name="bounds">The upper bounds of the buckets in seconds, growing; what is larger has a bucket of its own.</param>
internal sealed class Histogram(params double[] bounds)
{
    private readonly Lock _gate = new();
    private readonly long[] _counts = new long[bounds.Length + 1];
    private double _sum;

    /// <summary>The upper bounds in seconds.</summary>
    public IReadOnlyList<double> Bounds => bounds;

    /// <summary>Counts a duration.</summary>
    public void Observe(TimeSpan duration)
    {
        int bucket = Array.FindIndex(bounds, bound => duration.TotalSeconds <= bound);
        lock (_gate)
        {
            _counts[bucket < 0 ? bounds.Length : bucket]++;
            _sum += duration.TotalSeconds;
        }
    }

    /// <summary>The counts of each bucket, and the sum of all durations in seconds.</summary>
    public (long[] Counts, double Sum) Read()
    {
        lock (_gate) return ([.. _counts], _sum);
    }
}

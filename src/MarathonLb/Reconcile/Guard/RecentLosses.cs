namespace MarathonLb.Reconcile.Guard;

/// <summary>
/// Unexplained losses that were too small to be held, as long as they are recent: a Marathon that forgets its tasks, asked for one app after another,
/// would empty the load balancer in many small steps. What comes back is paid back.
/// </summary>
/// <param name="window">How long a loss counts.</param>
/// <param name="clock">The clock.</param>
internal sealed class RecentLosses(TimeSpan window, TimeProvider clock)
{
    private readonly LinkedList<(long At, int Count)> _losses = new();

    /// <summary>Servers lost in the window and not come back.</summary>
    public int Total
    {
        get
        {
            while (_losses.First is { } oldest && clock.GetElapsedTime(oldest.Value.At) >= window) _losses.RemoveFirst();
            return _losses.Sum(static loss => loss.Count);
        }
    }

    /// <summary>Servers went.</summary>
    public void Lose(int count)
    {
        if (count > 0) _losses.AddLast((clock.GetTimestamp(), count));
    }

    /// <summary>Servers came.</summary>
    public void Gain(int count)
    {
        while (count > 0 && _losses.Last is { } latest)
        {
            _losses.RemoveLast();
            if (latest.Value.Count > count) _losses.AddLast((latest.Value.At, latest.Value.Count - count));
            count -= latest.Value.Count;
        }
    }

    /// <summary>What went is known to be gone.</summary>
    public void Clear() => _losses.Clear();
}

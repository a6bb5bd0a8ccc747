namespace MarathonLb.Reconcile;

/// <summary>
/// Knows when Marathon was last seen as it is. A fetch counts, and while nothing is owed a sign of life on the event stream: with no event in it,
/// nothing has changed. Never up but frozen (the users' worst pain, users-and-rivals.md, P1).
/// </summary>
/// <param name="clock">The clock.</param>
internal sealed class Freshness(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private long? _seen;
    private bool _owed;

    /// <summary>Age of the last good look; null if there was none.</summary>
    public TimeSpan? Age
    {
        get
        {
            lock (_gate) return _seen is long seen ? clock.GetElapsedTime(seen) : null;
        }
    }

    /// <summary>Everything was fetched and used.</summary>
    public void Fetched()
    {
        lock (_gate)
        {
            _seen = clock.GetTimestamp();
            _owed = false;
        }
    }

    /// <summary>A fetch is owed: something may have changed since the last one.</summary>
    public void Owe()
    {
        lock (_gate) _owed = true;
    }

    /// <summary>The event stream showed life.</summary>
    public void Alive()
    {
        lock (_gate)
        {
            if (!_owed && _seen is not null) _seen = clock.GetTimestamp();
        }
    }
}

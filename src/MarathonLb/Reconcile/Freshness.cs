namespace MarathonLb.Reconcile;

/// <summary>
/// Knows when Marathon was last seen and what was seen put to use. A fetch whose round was good counts, and while nothing is owed a sign of life on the event stream: with no event in it,
/// nothing has changed. Never up but frozen (the users' worst pain, users-and-rivals.md, P1).
/// </summary>
/// <param name="clock">The clock.</param>
internal sealed class Freshness(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private Func<DateTimeOffset?> _lastSignOfLife = static () => null;
    private DateTimeOffset? _seen;
    private long _debts;
    private long _paid;

    /// <summary>Age of the last good look; null if there was none.</summary>
    public TimeSpan? Age
    {
        get
        {
            lock (_gate)
            {
                if (_seen is not DateTimeOffset seen) return null;
                DateTimeOffset latest = _debts == _paid && _lastSignOfLife() is DateTimeOffset sign && sign > seen ? sign : seen;
                TimeSpan age = clock.GetUtcNow() - latest;
                return age > TimeSpan.Zero ? age : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Lets the event stream's signs of life count.</summary>
    /// <param name="lastSignOfLife">When the stream last had a byte.</param>
    public void WatchStream(Func<DateTimeOffset?> lastSignOfLife)
    {
        lock (_gate) _lastSignOfLife = lastSignOfLife;
    }

    /// <summary>How often a look was owed so far. Read before the requests are taken that a round answers.</summary>
    public long Debts
    {
        get
        {
            lock (_gate) return _debts;
        }
    }

    /// <summary>What had changed was fetched and used: everything, or all that events named.</summary>
    /// <param name="debts">So many looks were owed when the requests were taken that this answers; those owed since are not.</param>
    public void Fetched(long debts)
    {
        lock (_gate)
        {
            _seen = clock.GetUtcNow();
            _paid = debts;
        }
    }

    /// <summary>A look is owed: something may have changed since the last one. Called after the request for it is made.</summary>
    public void Owe()
    {
        lock (_gate) _debts++;
    }
}

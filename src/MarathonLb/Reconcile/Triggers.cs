namespace MarathonLb.Reconcile;

/// <summary>What asks for rounds: events, signals, timers. Requests that come together count once.</summary>
internal sealed class Triggers : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _ready = new(0, 1);
    private readonly HashSet<string> _causes = new(StringComparer.Ordinal);
    private int _requests;
    private bool _reloadFile;

    /// <summary>Asks for a round that fetches everything.</summary>
    /// <param name="cause">Why, in a word or two; the log shows it.</param>
    public void Refresh(string cause)
    {
        lock (_gate)
        {
            _causes.Add(cause);
            _requests++;
            Wake();
        }
    }

    /// <summary>Asks for a validation and reload of the file as it is.</summary>
    public void ReloadFile()
    {
        lock (_gate)
        {
            _reloadFile = true;
            Wake();
        }
    }

    /// <summary>Waits for a request.</summary>
    /// <returns>False if the time ran out without one.</returns>
    public async Task<bool> WaitAsync(TimeSpan time, CancellationToken cancellation) => await _ready.WaitAsync(time, cancellation);

    /// <summary>Takes all requests that are there.</summary>
    public Requests Take()
    {
        lock (_gate)
        {
            _ready.Wait(0);
            Requests taken = new([.. _causes.Order(StringComparer.Ordinal)], _requests, _reloadFile);
            _causes.Clear();
            _requests = 0;
            _reloadFile = false;
            return taken;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _ready.Dispose();

    private void Wake()
    {
        if (_ready.CurrentCount == 0) _ready.Release();
    }
}

/// <summary>Requests that one round answers.</summary>
/// <param name="Causes">Why to fetch everything; empty if nobody asked for that.</param>
/// <param name="Count">How many requests came together.</param>
/// <param name="ReloadFile">True if the file as it is should be validated and loaded.</param>
internal sealed record Requests(string[] Causes, int Count, bool ReloadFile);

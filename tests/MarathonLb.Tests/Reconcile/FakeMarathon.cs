using MarathonLb.Marathon;

namespace MarathonLb.Tests.Reconcile;

/// <summary>A Marathon that is only its apps. Remembers what it was asked for; an answer can be held back or refused.</summary>
internal sealed class FakeMarathon : IAppSource, IAppLookup
{
    private readonly Lock _gate = new();
    private readonly List<string> _asked = [];
    private readonly Dictionary<string, MarathonApp> _apps = new(StringComparer.Ordinal);
    private int _atOnce;

    /// <summary>What was asked for: ids, or "*" for everything.</summary>
    public string[] Asked
    {
        get
        {
            lock (_gate) return [.. _asked];
        }
    }

    /// <summary>Most questions that were open at a time.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>What each answer waits for; what it says is settled when the question is asked.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Called with each question; what it throws is the answer.</summary>
    public Action<string> Answer { get; set; } = static _ => { };

    public void Set(MarathonApp app)
    {
        lock (_gate) _apps[app.Id] = app;
    }

    public void Remove(string id)
    {
        lock (_gate) _apps.Remove(id);
    }

    public void Forget()
    {
        lock (_gate) _asked.Clear();
    }

    public Task<MarathonSnapshot> FetchAppsAsync(CancellationToken cancellation) =>
        AskAsync("*", () => new MarathonSnapshot([.. _apps.Values], [], 0, "fake"), cancellation);

    public Task<MarathonApp?> FetchAppAsync(string appId, CancellationToken cancellation) =>
        AskAsync(appId, () => _apps.GetValueOrDefault(appId), cancellation);

    private async Task<T> AskAsync<T>(string what, Func<T> read, CancellationToken cancellation)
    {
        T answer;
        Task gate = Gate;
        lock (_gate)
        {
            _asked.Add(what);
            MostAtOnce = Math.Max(MostAtOnce, ++_atOnce);
            answer = read();
        }

        try
        {
            await Task.Yield();
            await gate.WaitAsync(cancellation);
            Answer(what);
            return answer;
        }
        finally
        {
            lock (_gate) _atOnce--;
        }
    }
}

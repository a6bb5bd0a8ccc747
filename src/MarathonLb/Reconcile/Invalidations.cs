namespace MarathonLb.Reconcile;

/// <summary>What may have changed in Marathon and must be fetched again.</summary>
internal sealed class Invalidations
{
    /// <summary>More apps than these are not fetched one by one: that would cost Marathon more than a fetch of everything.</summary>
    public const int MostApps = 20;

    /// <summary>So many causes are told.</summary>
    private const int MostCauses = 3;

    private readonly HashSet<string> _apps = new(StringComparer.Ordinal);
    private readonly HashSet<string> _causes = new(StringComparer.Ordinal);
    private int _further;

    /// <summary>True if everything may have changed.</summary>
    public bool Everything { get; private set; }

    /// <summary>Else the apps that may have.</summary>
    public IReadOnlyCollection<string> Apps => _apps;

    /// <summary>How many requests there were.</summary>
    public int Count { get; private set; }

    /// <summary>Why.</summary>
    public CauseList Causes => new([.. _causes], _further);

    /// <summary>Everything may have changed.</summary>
    public void AddEverything(string cause)
    {
        Everything = true;
        _apps.Clear();
        AddCause(cause);
        Count++;
    }

    /// <summary>An app may have changed.</summary>
    /// <param name="cause">Why.</param>
    /// <param name="appId">The app; null if it is not known which.</param>
    public void Add(string cause, string? appId)
    {
        if (appId is null)
        {
            AddEverything(cause);
            return;
        }

        AddApp(appId);
        AddCause($"{cause} {appId}");
        Count++;
    }

    /// <summary>Nothing has changed in Marathon; a round is wanted all the same.</summary>
    public void AddRepeat(string cause)
    {
        AddCause(cause);
        Count++;
    }

    /// <summary>What was taken and could not be answered.</summary>
    public void Add(Requests requests)
    {
        if (requests.Everything) Everything = true;
        foreach (string app in requests.Apps) AddApp(app);
        foreach (string cause in requests.Causes.Words) AddCause(cause);
        _further += requests.Causes.Further;
        Count += requests.Count;
    }

    /// <summary>Nothing is left.</summary>
    public void Clear()
    {
        Everything = false;
        _apps.Clear();
        _causes.Clear();
        (_further, Count) = (0, 0);
    }

    private void AddApp(string appId)
    {
        if (!Everything) _apps.Add(appId);
        if (_apps.Count <= MostApps && !Everything) return;
        Everything = true;
        _apps.Clear();
    }

    private void AddCause(string cause)
    {
        if (_causes.Contains(cause)) return;
        if (_causes.Count < MostCauses) _causes.Add(cause);
        else _further++;
    }
}

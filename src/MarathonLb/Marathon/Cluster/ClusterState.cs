using MarathonLb.Apps;
using MarathonLb.Findings;

namespace MarathonLb.Marathon.Cluster;

/// <summary>
/// Marathon's apps as far as they are known: a snapshot, the apps that were fetched alone since, and the tasks that events say are leaving.
/// Events only invalidate and their order is not trusted (Marathon's documentation of its event bus): what they name is fetched again by a fetch
/// that begins later. Their one word that counts is that a task is leaving: it holds at once, and a fetch that began before that word came does
/// not undo it. An app that did not change is the same object as before. Not safe for several threads.
/// </summary>
/// <param name="ticksPerSecond">Of the timestamps.</param>
internal sealed class ClusterState(long ticksPerSecond)
{
    private LeavingTasks _leaving = new(ticksPerSecond);

    /// <summary>By app id, its place in <see cref="_apps"/>. Of two apps with one id, which Marathon never has, the first.</summary>
    private Dictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <summary>In Marathon's order; those that are new since the last snapshot are at the end.</summary>
    private List<KnownApp> _apps = [];
    private IReadOnlyList<Finding> _findings = [];
    private long _bytes;
    private string _source = "";

    /// <summary>True once there was a snapshot.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>What is known now.</summary>
    public MarathonSnapshot Snapshot => new([.. _apps.Select(static app => app.Shown)], _findings, _bytes, _source);

    /// <summary>How many words on leaving tasks are remembered.</summary>
    public int LeavingCount => _leaving.Count;

    /// <summary>The same state, to be changed apart from this one.</summary>
    public ClusterState Copy() => new(ticksPerSecond)
    {
        _leaving = _leaving.Copy(),
        _places = new(_places, StringComparer.Ordinal),
        _apps = [.. _apps],
        _findings = _findings,
        _bytes = _bytes,
        _source = _source,
        IsKnown = IsKnown,
    };

    /// <summary>An app as it was fetched last; null if there is none of that id.</summary>
    public MarathonApp? Find(string appId) => _places.TryGetValue(appId, out int place) ? _apps[place].Fetched : null;

    /// <summary>True if an app has tasks that get traffic as far as their states say.</summary>
    public bool Serves(string appId) =>
        _places.TryGetValue(appId, out int place) && Array.Exists(_apps[place].Shown.Tasks, static task => TaskRules.IsServing(task.State));

    /// <summary>Takes a fetch of everything.</summary>
    /// <param name="snapshot">What it brought.</param>
    /// <param name="startedAt">When it began, by the clock's timestamp. Fetches are taken in the order in which they began.</param>
    public void Take(MarathonSnapshot snapshot, long startedAt)
    {
        _leaving.Settle(snapshot.Apps.SelectMany(static app => app.Tasks), startedAt);
        List<KnownApp> apps = new(snapshot.Apps.Length);
        foreach (MarathonApp app in snapshot.Apps) apps.Add(Known(app, _places.TryGetValue(app.Id, out int place) ? _apps[place] : default));
        _apps = apps;
        FindPlaces();
        (_findings, _bytes, _source, IsKnown) = (snapshot.Findings, snapshot.Bytes, snapshot.Source, true);
    }

    /// <summary>Takes a fetch of one app.</summary>
    /// <param name="appId">The app.</param>
    /// <param name="app">What it brought; null if there is no such app.</param>
    /// <param name="startedAt">When it began, by the clock's timestamp.</param>
    public void Take(string appId, MarathonApp? app, long startedAt)
    {
        bool known = _places.TryGetValue(appId, out int place);
        _leaving.Settle(appId, known ? _apps[place].Fetched.Tasks : [], app?.Tasks ?? [], startedAt);
        if (app is null)
        {
            if (!known) return;
            _apps.RemoveAt(place);
            FindPlaces();
        }
        else if (known)
        {
            _apps[place] = Known(app, _apps[place]);
        }
        else
        {
            _places.Add(appId, _apps.Count);
            _apps.Add(Known(app, default));
        }
    }

    /// <summary>A task is leaving: it stops serving at once.</summary>
    /// <returns>True if a task that served does not any more.</returns>
    public bool Leave(LeavingTask task)
    {
        if (!_leaving.Add(task)) return false;
        int place = PlaceOf(task);
        if (place < 0) return false;
        bool served = Array.Exists(_apps[place].Shown.Tasks, other => other.Id == task.TaskId && TaskRules.IsServing(other.State));
        _apps[place] = Known(_apps[place].Fetched, _apps[place]);
        return served;
    }

    private int PlaceOf(LeavingTask task) => task.AppId is string app
        ? _places.GetValueOrDefault(app, -1)
        : _apps.FindIndex(known => Array.Exists(known.Fetched.Tasks, other => other.Id == task.TaskId));

    private void FindPlaces()
    {
        _places.Clear();
        for (int i = 0; i < _apps.Count; i++) _places.TryAdd(_apps[i].Fetched.Id, i);
    }

    /// <summary>The app with its leaving tasks in the state that they were said to be in; the same object as before if that comes to the same.</summary>
    private KnownApp Known(MarathonApp app, KnownApp before)
    {
        if (_leaving.Count == 0) return new KnownApp(app, app);
        MarathonTask[]? tasks = null;
        bool same = ReferenceEquals(app, before.Fetched);
        for (int i = 0; i < app.Tasks.Length; i++)
        {
            MarathonTask task = app.Tasks[i];
            MarathonTask shown = _leaving.TryGet(task.Id, out LeavingTask? leaving) ? task.In(leaving.ShownState) : task;
            if (!ReferenceEquals(shown, task)) (tasks ??= [.. app.Tasks])[i] = shown;
            same = same && before.Shown.Tasks[i].State == shown.State;
        }

        return tasks is null ? new KnownApp(app, app) : same ? before : new KnownApp(app, app.With(tasks));
    }

    /// <summary>An app.</summary>
    /// <param name="Fetched">As Marathon gave it.</param>
    /// <param name="Shown">With its leaving tasks in the state that they were said to be in; the very same without any.</param>
    private readonly record struct KnownApp(MarathonApp Fetched, MarathonApp Shown);
}

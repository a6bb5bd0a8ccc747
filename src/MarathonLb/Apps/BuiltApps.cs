using MarathonLb.Apps.Labels;
using MarathonLb.Marathon;

namespace MarathonLb.Apps;

/// <summary>
/// What was built of each app in the last round. Nearly all apps are the same objects at the same places as then, so that finding one is a
/// comparison of references; one that is elsewhere is looked up by its id.
/// </summary>
internal sealed class BuiltApps
{
    private List<Slot> _last = [];
    private List<Slot> _now = [];

    /// <summary>By app id, the place in the last round; made when the first app is not at its place.</summary>
    private Dictionary<string, int>? _places;
    private int _next;

    /// <summary>Begins a round.</summary>
    public void Begin()
    {
        (_last, _now) = (_now, _last);
        _now.Clear();
        _places = null;
        _next = 0;
    }

    /// <summary>The next app of the round, with what was built of it if it is the very same as then.</summary>
    public Slot Next(MarathonApp app)
    {
        Slot? earlier = Earlier(app);
        Slot slot = earlier is not null && ReferenceEquals(earlier.App, app) ? earlier : new Slot(app, GroupOf(app), earlier?.Built?.Verdicts ?? [])
        {
            Earlier = earlier is { Group: null, Built: not null } ? (earlier.App, earlier.Built) : null,
        };
        _now.Add(slot);
        return slot;
    }

    /// <summary>An app of the last round by its place.</summary>
    public Slot At(int place) => _now[place];

    /// <summary>Puts an app in the place of itself as it was in the last round.</summary>
    public void Exchange(int place, MarathonApp app, BuiltApp built) => _now[place] = new Slot(app, null, []) { Built = built };

    private Slot? Earlier(MarathonApp app)
    {
        if (_next < _last.Count && (ReferenceEquals(_last[_next].App, app) || _last[_next].App.Id == app.Id)) return _last[_next++];
        if (_places is null)
        {
            _places = new Dictionary<string, int>(_last.Count, StringComparer.Ordinal);
            for (int i = 0; i < _last.Count; i++) _places.TryAdd(_last[i].App.Id, i);
        }

        if (!_places.TryGetValue(app.Id, out int place)) return null;
        _next = place + 1;
        return _last[place];
    }

    /// <summary>The id of the app's deployment group, or null.</summary>
    public static string? GroupOf(MarathonApp app)
    {
        foreach (AppLabel label in app.Labels)
        {
            if (label.Key.Id != LabelId.DeploymentGroup || label.Value.Length == 0) continue;
            return label.Value.StartsWith('/') ? label.Value : "/" + label.Value;
        }

        return null;
    }

    /// <summary>An app's place in the round.</summary>
    /// <param name="app">The app.</param>
    /// <param name="group">The id of its deployment group, or null.</param>
    /// <param name="verdicts">What was known of the health of the tasks that it had before it changed.</param>
    internal sealed class Slot(MarathonApp app, string? group, IReadOnlyList<(string TaskId, bool Alive)> verdicts)
    {
        /// <summary>The app.</summary>
        public MarathonApp App { get; } = app;

        /// <summary>The id of its deployment group, or null.</summary>
        public string? Group { get; } = group;

        /// <summary>What is known of the health of its tasks.</summary>
        public IReadOnlyList<(string TaskId, bool Alive)> Verdicts => Built?.Verdicts ?? verdicts;

        /// <summary>The app before it changed, and what it came to; null if there was none.</summary>
        public (MarathonApp App, BuiltApp Built)? Earlier { get; set; }

        /// <summary>What it came to; null if it was not built yet, or is built with its group.</summary>
        public BuiltApp? Built { get; set; }
    }
}

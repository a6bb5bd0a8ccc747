using MarathonLb.Apps;
using MarathonLb.Findings;
using MarathonLb.Marathon;

namespace MarathonLb.Reconcile.Versions;

/// <summary>
/// The templates, labels and rules of an earlier version, in force until they are released. Servers are those of now; an app without a task today has none, and one that is not in the
/// version is not served.
/// </summary>
/// <param name="version">The version.</param>
/// <param name="since">Since when it is pinned.</param>
/// <param name="rules">Its templates.</param>
/// <param name="definitions">Its apps and deployment groups by id, in its order.</param>
internal sealed class PinnedRules(int version, DateTimeOffset since, RuleSet rules, IReadOnlyList<KeyValuePair<string, MarathonApp>> definitions)
{
    /// <summary>So many apps that are not served are named.</summary>
    private const int MostNamed = 5;

    private readonly Dictionary<string, Earlier> _built = new(StringComparer.Ordinal);

    /// <summary>The version.</summary>
    public int Version => version;

    /// <summary>Since when it is pinned.</summary>
    public DateTimeOffset Since => since;

    /// <summary>Its templates.</summary>
    public RuleSet Rules => rules;

    /// <summary>The model of today as this version has it. An app that did not change gives the same services as in the last round.</summary>
    public AppsModel Apply(AppsModel today, MarathonSnapshot snapshot, AppsBuilder builder)
    {
        Dictionary<string, Service[]> services = today.Services.GroupBy(static service => service.AppId, StringComparer.Ordinal)
            .ToDictionary(static group => group.Key, static group => group.ToArray(), StringComparer.Ordinal);
        Dictionary<string, MarathonApp> apps = new(snapshot.Apps.Length, StringComparer.Ordinal);
        foreach (MarathonApp app in snapshot.Apps) apps[app.Id] = app;
        List<Service> pinned = new(today.Services.Length);
        List<Finding> findings = [];
        builder.BeginAgain();
        foreach ((string appId, MarathonApp definition) in definitions)
        {
            services.Remove(appId, out Service[]? now);
            MarathonTask[] tasks = now is [Service first, ..] ? first.Definition.Tasks : apps.GetValueOrDefault(definition.Id)?.Tasks ?? [];
            BuiltApp built = Build(appId, definition, tasks, now ?? [], builder);
            pinned.AddRange(built.Services);
            findings.AddRange(built.Findings);
        }

        findings.Add(Notice([.. services.Keys]));
        return new AppsModel([.. pinned], findings);
    }

    private BuiltApp Build(string appId, MarathonApp definition, MarathonTask[] tasks, Service[] now, AppsBuilder builder)
    {
        if (_built.TryGetValue(appId, out Earlier? earlier) && earlier.Built.Lasts && ReferenceEquals(earlier.Tasks, tasks)
            && now.SequenceEqual(earlier.Now, ReferenceEqualityComparer.Instance))
        {
            return earlier.Built;
        }

        BuiltApp built = builder.BuildAgain(new AppInstance(appId, definition.With(tasks), tasks, null), now);
        _built[appId] = new Earlier(tasks, now, built);
        return built;
    }

    private Finding Notice(string[] unknown)
    {
        string names = string.Join(", ", unknown.Order(StringComparer.Ordinal).Take(MostNamed)) + (unknown.Length > MostNamed ? ", …" : "");
        string others = unknown.Length == 0 ? "" : $"; {unknown.Length} app(s) of today are not in it and are not served ({names})";
        return new Finding(
            FindingSeverity.Warning, "pinned", null, null, null, $"version {version} is pinned: its templates, labels and rules are in force, with the tasks of now{others}",
            "End it with: marathon-lb rollback --release");
    }

    private sealed record Earlier(MarathonTask[] Tasks, Service[] Now, BuiltApp Built);
}

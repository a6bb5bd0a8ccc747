using MarathonLb.Findings;
using MarathonLb.Marathon;
using MarathonLb.Templates;

namespace MarathonLb.Apps;

/// <summary>
/// Turns a snapshot of Marathon's apps into services. Pure but for the memory of health verdicts: the same snapshot gives the same model on every
/// instance. An app that is the same object as in the last round gives the same services and findings, without being looked at.
/// </summary>
internal sealed class AppsBuilder
{
    private readonly AppsOptions _options;
    private readonly PortAssigner _ports;
    private readonly TaskServers _tasks;
    private readonly ServiceBuilder _services;
    private readonly BuiltApps _built = new();

    /// <summary>The deployment groups of the last round, by id.</summary>
    private Dictionary<string, Group> _groups = new(StringComparer.Ordinal);

    /// <summary>Null if something outside had a say in it, so that it may come to something else though no app changed.</summary>
    private LastModel? _last;

    /// <summary>Makes a builder.</summary>
    /// <param name="options">What the command line says.</param>
    /// <param name="addresses">Knows the agents' addresses.</param>
    /// <param name="templates">Compiles the templates that labels bring.</param>
    public AppsBuilder(AppsOptions options, IHostAddresses addresses, TemplateCompiler templates)
    {
        _options = options;
        _ports = new PortAssigner(options.MinServicePort, options.MaxServicePort);
        _tasks = new TaskServers(options, addresses);
        _services = new ServiceBuilder(options, new LabelReader(templates, options.RawLabels), _tasks, _ports);
    }

    /// <summary>Builds the model of a snapshot: single apps as Marathon lists them, then the groups in the order they were first seen.</summary>
    public AppsModel Build(MarathonApp[] apps)
    {
        if (_last is LastModel last && TryExchange(last, apps) is AppsModel exchanged) return exchanged;
        _ports.Reset();
        _built.Begin();
        List<Service> services = new(apps.Length);
        List<Finding> findings = [];
        List<Group> groups = [];
        Dictionary<string, Group> groupsById = new(StringComparer.Ordinal);
        int[] places = new int[apps.Length];
        bool lasts = true;
        for (int i = 0; i < apps.Length; i++)
        {
            MarathonApp app = apps[i];
            BuiltApps.Slot slot = _built.Next(app);
            places[i] = services.Count;
            if (slot.Group is string id)
            {
                Join(groups, groupsById, id, app);
                continue;
            }

            if (slot.Built is not { Lasts: true })
            {
                slot.Built = Build(new AppInstance(app.Id, app, app.Tasks, null), slot.Verdicts);
                if (slot.Earlier is (MarathonApp earlierApp, BuiltApp earlier)) slot.Built = slot.Built.Reusing(app, earlierApp, earlier);
                slot.Earlier = null;
            }

            services.AddRange(slot.Built.Services);
            findings.AddRange(slot.Built.Findings);
            lasts &= slot.Built.Lasts;
        }

        foreach (Group group in groups)
        {
            BuiltApp built = group.Built = Build(group, _groups.GetValueOrDefault(group.Id));
            services.AddRange(built.Services);
            findings.AddRange(built.Findings);
            lasts &= built.Lasts;
        }

        _groups = groupsById;
        AppsModel model = new([.. services], findings) { Apps = apps };
        _last = lasts ? new LastModel(model, apps, places) : null;
        return model;
    }

    /// <summary>The last model with the services of the few apps that changed; null if more than these changes by it.</summary>
    private AppsModel? TryExchange(LastModel last, MarathonApp[] apps)
    {
        if (last.Changed(apps) is not List<int> places) return null;
        List<(int Place, BuiltApp Built)> changed = new(places.Count);
        foreach (int place in places)
        {
            if (_built.At(place) is not { Group: null, Built: BuiltApp earlier } slot || slot.App.Id != apps[place].Id || BuiltApps.GroupOf(apps[place]) is not null) return null;
            BuiltApp built = Build(new AppInstance(slot.App.Id, apps[place], apps[place].Tasks, null), slot.Verdicts).Reusing(apps[place], slot.App, earlier);
            if (!built.Lasts || built.Services.Length != earlier.Services.Length || !built.Findings.SequenceEqual(earlier.Findings)) return null;
            changed.Add((place, built));
        }

        foreach ((int place, BuiltApp built) in changed) _built.Exchange(place, apps[place], built);
        AppsModel model = last.With(apps, changed);
        _last = last.Next(model, apps);
        return model;
    }

    /// <summary>Builds a service again from another definition of its app, with the servers that it has now.</summary>
    /// <returns>Null if that definition has no such service.</returns>
    public Service? Rebuild(Service service, MarathonApp definition)
    {
        BuiltApp built = _services.Build(new AppInstance(service.AppId, definition, service.Definition.Tasks, null));
        Service? same = Array.Find(built.Services, other => other.Index == service.Index);
        return same?.With(ServerList.Finish([.. service.Servers], same.IsSticky));
    }

    /// <summary>Begins to build all apps again from other definitions: ports of the range that all share are given from its start.</summary>
    public void BeginAgain() => _ports.Reset();

    /// <summary>Builds an app again from another definition.</summary>
    /// <param name="app">The app by that definition, with the tasks that it has now.</param>
    /// <param name="today">Its services by its definition of now: their servers are taken over, since how a task is reached depends on how it was started.</param>
    public BuiltApp BuildAgain(AppInstance app, Service[] today)
    {
        BuiltApp built = _services.Build(app);
        return built with { Services = Array.ConvertAll(built.Services, service => WithServersOf(service, today)) };
    }

    private static Service WithServersOf(Service service, Service[] today) =>
        Array.Find(today, other => other.Index == service.Index) is Service now ? service.With(ServerList.Finish([.. now.Servers], service.IsSticky)) : service;

    private static void Join(List<Group> groups, Dictionary<string, Group> groupsById, string id, MarathonApp app)
    {
        if (!groupsById.TryGetValue(id, out Group? group))
        {
            groupsById.Add(id, group = new Group(id));
            groups.Add(group);
        }

        group.Members.Add(app);
    }

    private BuiltApp Build(Group group, Group? earlier)
    {
        if (earlier?.Built is { Lasts: true } built && group.Members.SequenceEqual(earlier.Members, ReferenceEqualityComparer.Instance)) return built;
        AppInstance merged = group.Members.Select(app => new AppInstance(group.Id, app, app.Tasks, null)).Aggregate(DeploymentGroups.Merge);
        return Build(merged, earlier?.Built?.Verdicts ?? []);
    }

    private BuiltApp Build(AppInstance app, IReadOnlyList<(string TaskId, bool Alive)> verdicts)
    {
        if (IsOurselves(app)) return BuiltApp.Nothing;

        // While the app did not change nobody asked for these, and others may have pushed them out of the memory.
        _tasks.Remember(app, verdicts);
        return _services.Build(app);
    }

    private bool IsOurselves(AppInstance app) =>
        _options.FrameworkName is { Length: > 0 } name && app.AppId.AsSpan().TrimStart('/').SequenceEqual(name);

    /// <summary>A deployment group.</summary>
    /// <param name="id">Its id.</param>
    private sealed class Group(string id)
    {
        public string Id { get; } = id;

        /// <summary>Its apps, as Marathon lists them.</summary>
        public List<MarathonApp> Members { get; } = [];

        /// <summary>What they came to.</summary>
        public BuiltApp? Built { get; set; }
    }
}

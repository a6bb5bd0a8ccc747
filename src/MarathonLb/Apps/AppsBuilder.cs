using MarathonLb.Apps.Labels;
using MarathonLb.Findings;
using MarathonLb.Marathon;
using MarathonLb.Templates;

namespace MarathonLb.Apps;

/// <summary>
/// Turns a snapshot of Marathon's apps into services. Pure but for the memory of health verdicts: the same snapshot gives the same model on every
/// instance.
/// </summary>
internal sealed class AppsBuilder
{
    private readonly AppsOptions _options;
    private readonly PortAssigner _ports;
    private readonly ServiceBuilder _services;

    /// <summary>Makes a builder.</summary>
    /// <param name="options">What the command line says.</param>
    /// <param name="addresses">Knows the agents' addresses.</param>
    /// <param name="templates">Compiles the templates that labels bring.</param>
    public AppsBuilder(AppsOptions options, IHostAddresses addresses, TemplateCompiler templates)
    {
        _options = options;
        _ports = new PortAssigner(options.MinServicePort, options.MaxServicePort);
        _services = new ServiceBuilder(options, new LabelReader(templates), new TaskServers(options, addresses), _ports);
    }

    /// <summary>Builds the model of a snapshot.</summary>
    public AppsModel Build(IReadOnlyList<MarathonApp> apps)
    {
        _ports.Reset();
        List<Service> services = new(apps.Count);
        List<Finding> findings = [];
        foreach (AppInstance app in Instances(apps))
        {
            if (IsOurselves(app)) continue;
            services.AddRange(_services.Build(app, findings));
        }

        return new AppsModel([.. services], findings);
    }

    /// <summary>The apps in order of processing: single ones as Marathon lists them, then the groups in the order they were first seen.</summary>
    private static IEnumerable<AppInstance> Instances(IReadOnlyList<MarathonApp> apps)
    {
        Dictionary<string, int> places = new(StringComparer.Ordinal);
        List<AppInstance> groups = [];
        foreach (MarathonApp app in apps)
        {
            if (GroupOf(app) is not string group)
            {
                yield return new AppInstance(app.Id, app, app.Tasks, null);
                continue;
            }

            AppInstance member = new(group, app, app.Tasks, null);
            if (places.TryAdd(group, groups.Count))
            {
                groups.Add(member);
            }
            else
            {
                groups[places[group]] = DeploymentGroups.Merge(groups[places[group]], member);
            }
        }

        foreach (AppInstance group in groups) yield return group;
    }

    /// <summary>The id of the app's deployment group, or null.</summary>
    private static string? GroupOf(MarathonApp app)
    {
        foreach (AppLabel label in app.Labels)
        {
            if (label.Key.Id != LabelId.DeploymentGroup || label.Value.Length == 0) continue;
            return label.Value.StartsWith('/') ? label.Value : "/" + label.Value;
        }

        return null;
    }

    private bool IsOurselves(AppInstance app) =>
        _options.FrameworkName is { Length: > 0 } name && app.AppId.AsSpan().TrimStart('/').SequenceEqual(name);
}

using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Findings;
using MarathonLb.Marathon;
using MarathonLb.Templates;
using MarathonLb.Templates.Legacy;

namespace MarathonLb.Reconcile;

/// <summary>From a snapshot of Marathon's apps to a configuration: the pure middle of every mode. Kept from round to round, since it remembers what did not change.</summary>
internal sealed class ConfigGenerator
{
    private readonly AppsBuilder _apps;
    private readonly ConfigRenderer _renderer;
    private readonly RenderFindings _renderFindings;
    private readonly ServiceConflicts _conflicts;
    private readonly List<Finding> _allTemplateFindings = [];
    private Generation? _kept;

    /// <summary>The last generation of a snapshot, and what it was made from.</summary>
    private Generation? _last;
    private AppsModel? _lastModel;
    private IReadOnlyList<Finding> _lastFindings = [];

    /// <summary>Makes a generator; reads the global templates.</summary>
    /// <param name="apps">What the command line says about apps.</param>
    /// <param name="render">What it says about the configuration's shape.</param>
    /// <param name="addresses">Knows the agents' addresses.</param>
    /// <param name="templatesFolder">The users' templates.</param>
    /// <param name="environment">Looks an environment variable up.</param>
    /// <param name="release">The HAProxy that will read the configuration; null if none is asked.</param>
    public ConfigGenerator(
        AppsOptions apps, RenderOptions render, IHostAddresses addresses, string templatesFolder, Func<string, string?> environment, HaproxyRelease? release = null)
    {
        TemplateCompiler compiler = new(release);
        TemplateLoader loader = new(compiler, environment, templatesFolder, environment("HAPROXY_GLOBAL_DEFAULT_OPTIONS"));
        TemplateSet templates = new(loader.Load(_allTemplateFindings));
        _apps = new AppsBuilder(apps, addresses, compiler);
        _renderer = new ConfigRenderer(templates, render, apps);
        _renderFindings = new RenderFindings(templates, render);
        _conflicts = new ServiceConflicts(render.Conflicts, apps, render.BindHttpHttps, ListenersOf(templates, render));
    }

    /// <summary>Why global templates can't be used; with any, nothing should be generated.</summary>
    public IReadOnlyList<Finding> TemplateFindings => [.. _allTemplateFindings.Where(static finding => finding.Severity == FindingSeverity.Error)];

    /// <summary>The text of HAPROXY_HEAD; empty if it is a Liquid template, whose text depends on nothing that we know here.</summary>
    public ReadOnlyMemory<byte> Head => _renderer.GlobalTemplate(TemplateName.Head).Program?.Literals ?? [];

    /// <summary>Generates the configuration of a snapshot.</summary>
    /// <returns>The very generation that is kept, if the snapshot comes to the same.</returns>
    public Generation Generate(MarathonSnapshot snapshot)
    {
        AppsModel model = _apps.Build(snapshot.Apps);
        bool same = _kept is not null && ReferenceEquals(_kept, _last) && _lastModel is not null && model.Services.AsSpan().SequenceEqual(_lastModel.Services)
            && model.Findings.SequenceEqual(_lastModel.Findings) && snapshot.Findings.SequenceEqual(_lastFindings);
        if (same) return _last!;
        _last = Generate(model, snapshot.Findings);
        (_lastModel, _lastFindings) = (model, snapshot.Findings);
        return _last;
    }

    /// <summary>Keeps a generation's document as it is until another one is kept: it is what HAProxy runs.</summary>
    public void Keep(Generation generation)
    {
        _kept = generation;
        _renderer.Keep(generation.Document);
    }

    /// <summary>Generates the configuration of a model.</summary>
    /// <param name="model">The services.</param>
    /// <param name="earlier">Findings made before.</param>
    public Generation Generate(AppsModel model, IEnumerable<Finding> earlier)
    {
        FindingLog findings = new();
        foreach (Finding finding in _allTemplateFindings) findings.Add(finding);
        foreach (Finding finding in earlier) findings.Add(finding);
        foreach (Finding finding in model.Findings) findings.Add(finding);
        model = model with { Services = _conflicts.Resolve(model.Services, findings) };
        ConfigDocument document = Render(model, findings, out bool globalFault);
        _renderFindings.AddTo(document, findings);
        return new Generation(document, model, new Ownership(_renderer, document), findings, globalFault);
    }

    /// <summary>Generates again without some services.</summary>
    /// <param name="generation">What was generated with them.</param>
    /// <param name="leftOut">The services to leave out.</param>
    /// <param name="reasons">Why.</param>
    public Generation Without(Generation generation, HashSet<Service> leftOut, IEnumerable<Finding> reasons)
    {
        Service[] kept = [.. generation.Model.Services.Where(service => !leftOut.Contains(service)).Select(Whole)];
        return Generate(generation.Model with { Services = kept }, generation.Findings.Concat(reasons));
    }

    /// <summary>Generates again with other services in place of some.</summary>
    /// <param name="generation">What was generated with them.</param>
    /// <param name="replacements">What stands in the place of each; null to leave it out.</param>
    /// <param name="reasons">Why.</param>
    public Generation Replace(Generation generation, IReadOnlyDictionary<Service, Service?> replacements, IEnumerable<Finding> reasons)
    {
        Service[] services = [.. generation.Model.Services
            .Select(service => replacements.TryGetValue(service, out Service? other) ? other : Whole(service)).OfType<Service>()];
        return Generate(generation.Model with { Services = services }, generation.Findings.Concat(reasons));
    }

    /// <summary>With others gone, a service may have back what they had.</summary>
    private static Service Whole(Service service) => service.Original ?? service;

    /// <summary>What the global templates listen on, as far as their text tells, with the template's name.</summary>
    private static Dictionary<(string Address, int Port), string> ListenersOf(TemplateSet templates, RenderOptions render)
    {
        Dictionary<(string Address, int Port), string> taken = [];
        List<TemplateName> names = [TemplateName.Head, TemplateName.HttpFrontendAppidHead, TemplateName.Tail];
        if (render.BindHttpHttps) names.AddRange([TemplateName.HttpFrontendHead, render.GroupHttpsByVhost ? TemplateName.HttpsGroupedFrontendHead : TemplateName.HttpsFrontendHead]);
        foreach (TemplateName name in names)
        {
            foreach (Haproxy.BindLine bind in Haproxy.BindLine.AllIn(templates[name].Program?.Literals ?? []))
            {
                string address = bind.Address.Equals(System.Net.IPAddress.Any) ? "*" : bind.Address.ToString();
                taken.TryAdd((address, bind.Port), TemplateTable.Of(name).FullName);
            }
        }

        return taken;
    }

    /// <summary>A service as another definition of its app has it, with the servers of now; null if that has no such service.</summary>
    public Service? Rebuild(Service service, MarathonApp definition) => _apps.Rebuild(service, definition);

    /// <summary>
    /// Renders; a service whose own template fails is left out and the rest rendered again, until no template fails. A round of this
    /// finds all failing services at once, so it takes two passes, seldom three.
    /// </summary>
    private ConfigDocument Render(AppsModel model, FindingLog findings, out bool globalFault)
    {
        Service[] services = model.Services;
        while (true)
        {
            ConfigDocument document = _renderer.Render(services);
            globalFault = false;
            HashSet<Service> failed = [];
            foreach (TemplateFailure failure in _renderer.Faults)
            {
                Service? owner = failure.Template.Source == TemplateSource.Label ? failure.Service : null;
                globalFault |= owner is null;
                if (owner is not null) failed.Add(owner);
                findings.Add(FindingOf(failure, owner));
            }

            if (globalFault || failed.Count == 0) return document;
            services = [.. services.Where(service => !failed.Contains(service))];
        }
    }

    private static Finding FindingOf(TemplateFailure failure, Service? owner)
    {
        string name = TemplateTable.Of(failure.Template.Name).FullName;
        return owner is null
            ? new Finding(FindingSeverity.Error, "template", null, name, null, failure.Reason, "Mend it; until then the last good configuration stays.")
            : new Finding(
                FindingSeverity.Error, "label-template", owner.AppId, $"HAPROXY_{owner.Index}_{name["HAPROXY_".Length..]}", null,
                $"{failure.Reason}; the service is left out", failure.Advice)
            { Index = owner.Index };
    }
}

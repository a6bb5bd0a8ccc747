using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Findings;
using MarathonLb.Marathon;
using MarathonLb.Reconcile.Versions;
using MarathonLb.Templates;
using MarathonLb.Templates.Legacy;

namespace MarathonLb.Reconcile;

/// <summary>From a snapshot of Marathon's apps to a configuration: the pure middle of every mode. Kept from round to round, since it remembers what did not change.</summary>
internal sealed class ConfigGenerator
{
    private readonly AppsOptions _appsOptions;
    private readonly RenderOptions _renderOptions;
    private readonly HaproxyRelease? _release;
    private readonly string? _defaultOptions;
    private readonly AppsBuilder _apps;
    private readonly RuleSet _own;
    /// <summary>What the round that is under way renders by: today's templates, or those of a pinned version.</summary>
    private RuleSet _rules;

    /// <summary>What the next round will be pinned to; null for today's rules. Written by any thread.</summary>
    private PinnedRules? _pin;

    /// <summary>What HAProxy runs, and the rules that it was made by.</summary>
    private Generation? _kept;
    private RuleSet? _keptRules;

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
        (_appsOptions, _renderOptions, _release) = (apps, render, release);
        TemplateCompiler compiler = new(release);
        _defaultOptions = environment("HAPROXY_GLOBAL_DEFAULT_OPTIONS");
        _rules = _own = RuleSet.Load(new TemplateLoader(compiler, environment, templatesFolder, _defaultOptions), render, apps);
        _apps = new AppsBuilder(apps, addresses, compiler);
    }

    /// <summary>Why global templates can't be used; with any, nothing should be generated.</summary>
    public IReadOnlyList<Finding> TemplateFindings => _own.Faults;

    /// <summary>The text of HAPROXY_HEAD; empty if it is a Liquid template, whose text depends on nothing that we know here.</summary>
    public ReadOnlyMemory<byte> Head => _own.Renderer.GlobalTemplate(TemplateName.Head).Program?.Literals ?? [];

    /// <summary>The users' own templates of today.</summary>
    public IReadOnlyList<TemplateText> TemplateTexts => _own.Texts;

    /// <summary>Rules by the templates of an earlier version.</summary>
    public RuleSet RulesOf(IReadOnlyList<TemplateText> texts) =>
        RuleSet.Load(new TemplateLoader(new TemplateCompiler(_release), static _ => null, "", _defaultOptions, texts), _renderOptions, _appsOptions);

    /// <summary>The rules that the next round follows. Safe for any thread.</summary>
    public RuleSet Rules => Pin?.Rules ?? _own;

    /// <summary>The version whose rules the next round follows; null for today's. Safe for any thread.</summary>
    public PinnedRules? Pin
    {
        get => Volatile.Read(ref _pin);
        set => Volatile.Write(ref _pin, value);
    }

    /// <summary>Generates the configuration of a snapshot.</summary>
    public Generation Generate(MarathonSnapshot snapshot) => Generate(Build(snapshot));

    /// <summary>Turns a snapshot into the services that are wanted.</summary>
    public Draft Build(MarathonSnapshot snapshot)
    {
        PinnedRules? pin = Pin;
        _rules = pin?.Rules ?? _own;
        AppsModel model = _apps.Build(snapshot.Apps);
        if (pin is not null) model = pin.Apply(model, snapshot, _apps);
        return new Draft(model, snapshot.Findings);
    }

    /// <summary>Generates the configuration of a draft.</summary>
    /// <returns>The very generation that is kept, if the draft comes to the same.</returns>
    public Generation Generate(Draft draft)
    {
        if (_kept is not Generation kept || !ReferenceEquals(_rules, _keptRules)) return Render(draft);
        if (draft.IsSameAs(kept.Source)) return kept;
        if (new EditFinder(_rules).Find(draft, kept, out Service[] services) is not DocumentEdits edits) return Render(draft);
        AppsModel model = draft.Model with { Services = services };
        ConfigRenderer renderer = _rules.Renderer;
        Func<ConfigDocument> print = edits.Backends.Count == 0 ? () => edits.Document : () => renderer.Apply(edits);
        return new Generation(draft, model, kept.Findings, globalFault: false, renderer, print) { Edits = edits, Frame = kept.Frame };
    }

    /// <summary>Keeps a generation's document as it is until another one is kept: it is what HAProxy runs.</summary>
    public void Keep(Generation generation)
    {
        // Without edits it is printed as the kept one is, and has no document of its own.
        if (generation.Edits is { Backends.Count: 0 }) return;
        (_kept, _keptRules) = (generation, _rules);
        _rules.Renderer.Keep(generation.Document);
    }

    /// <summary>Drops what the next rendering can make anew.</summary>
    public void Trim() => _rules.Renderer.Trim();

    /// <summary>Renders the whole configuration of a draft.</summary>
    public Generation Render(Draft draft)
    {
        FindingLog findings = new();
        foreach (Finding finding in _rules.TemplateFindings) findings.Add(finding);
        foreach (Finding finding in draft.Earlier) findings.Add(finding);
        foreach (Finding finding in draft.Model.Findings) findings.Add(finding);
        AppsModel model = draft.Model with { Services = _rules.Conflicts.Resolve(draft.Model.Services, findings) };
        ConfigDocument document = Render(_rules, model.Services, findings, out bool globalFault);
        _rules.RenderFindings.AddTo(document, findings);
        return new Generation(draft, model, findings, globalFault, _rules.Renderer, () => document);
    }

    /// <summary>Generates again without some services.</summary>
    /// <param name="generation">What was generated with them.</param>
    /// <param name="leftOut">The services to leave out.</param>
    /// <param name="reasons">Why.</param>
    public Generation Without(Generation generation, HashSet<Service> leftOut, IEnumerable<Finding> reasons) =>
        Generate(generation.Source.Without([.. leftOut.Select(Whole)], reasons));

    /// <summary>Generates again with other services in place of some.</summary>
    /// <param name="generation">What was generated with them.</param>
    /// <param name="replacements">What stands in the place of each; null to leave it out.</param>
    /// <param name="reasons">Why.</param>
    public Generation Replace(Generation generation, IReadOnlyDictionary<Service, Service?> replacements, IEnumerable<Finding> reasons) =>
        Generate(generation.Source.With(replacements.ToDictionary(static pair => Whole(pair.Key), static pair => pair.Value), reasons));

    /// <summary>With others gone, a service may have back what they had.</summary>
    private static Service Whole(Service service) => service.Original ?? service;

    /// <summary>A service as another definition of its app has it, with the servers of now; null if that has no such service.</summary>
    public Service? Rebuild(Service service, MarathonApp definition) => _apps.Rebuild(service, definition);

    /// <summary>
    /// Renders; a service whose own template fails is left out and the rest rendered again, until no template fails. A round of this
    /// finds all failing services at once, so it takes two passes, seldom three.
    /// </summary>
    private static ConfigDocument Render(RuleSet rules, Service[] services, FindingLog findings, out bool globalFault)
    {
        while (true)
        {
            ConfigDocument document = rules.Renderer.Render(services);
            globalFault = false;
            HashSet<Service> failed = [];
            foreach (TemplateFailure failure in rules.Renderer.Faults)
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

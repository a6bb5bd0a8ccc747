using MarathonLb.Apps;
using MarathonLb.Templates;

namespace MarathonLb.Config;

/// <summary>
/// Renders the configuration (spec, section 3). Keeps two documents and writes them in turn: an unchanged service is copied from the last one,
/// a changed one is rendered, and neither allocates. A third is used only while what HAProxy runs is not the last one rendered.
/// </summary>
internal sealed partial class ConfigRenderer
{
    private readonly TemplateSet _templates;
    private readonly RenderOptions _options;
    private readonly bool _routesLast;
    private readonly RenderScope _scope = new();
    private readonly TemplatePrinter _printer;
    private readonly VhostRules _rules;
    private readonly BackendSection _backend;
    private readonly GroupedHttps _grouped;
    private readonly MapPlan _maps;
    private readonly RuleOrder _order = new();
    private readonly ServiceList _list;
    private readonly LazyCopy _copy = new();
    private int[] _earlier = [];
    private ConfigDocument _current = new();
    private ConfigDocument _previous = new();
    private ConfigDocument? _spare;
    private ConfigDocument? _kept;

    /// <summary>Makes a renderer.</summary>
    /// <param name="templates">The global templates.</param>
    /// <param name="options">The configuration's shape.</param>
    /// <param name="groups">Which services are ours.</param>
    public ConfigRenderer(TemplateSet templates, RenderOptions options, AppsOptions groups)
    {
        _templates = templates;
        _options = options;
        _routesLast = templates.RoutesLast;
        _scope.HaproxyDir = options.HaproxyDir;
        _scope.SslCerts = options.SslCertsText;
        _printer = new TemplatePrinter(templates, _scope, new DeniedKeywords(options.DeniedKeywords));
        _rules = new VhostRules(templates, _printer, _scope, options.HaproxyMap);
        _backend = new BackendSection(_printer, _scope);
        _grouped = new GroupedHttps(_printer, _scope, _rules, options, _routesLast);
        _maps = new MapPlan(templates, options);
        _list = new ServiceList(groups);
    }

    /// <summary>Templates that failed in the last rendering, or printed what they must not. The document must not be used with them.</summary>
    public IReadOnlyList<TemplateFailure> Faults => _printer.Faults;

    /// <summary>The global template of a name.</summary>
    public Template GlobalTemplate(TemplateName name) => _templates[name];

    /// <summary>Renders the services that are ours.</summary>
    /// <param name="services">All services, in any order.</param>
    public ConfigDocument Render(ReadOnlySpan<Service> services)
    {
        Turn();
        ReadOnlySpan<Service> ours = _list.Sorted(services);
        _current.Begin(ours, _previous.Text.Length);
        _maps.Apply(_current);
        _order.Sort(_current.Services);
        FindUnchanged();
        _printer.Faults.Clear();
        _printer.Writer = _current.Text;
        _copy.Begin(_previous.Text, _current.Text);
        PrintSections();
        return _current;
    }

    /// <summary>The template that printed a place in the last document: the second level of the ownership index, found by rendering its fragment again.</summary>
    /// <param name="document">The last document.</param>
    /// <param name="fragment">The fragment of the place.</param>
    /// <param name="offset">The place, in bytes from the document's start.</param>
    public Template? TemplateAt(ConfigDocument document, Fragment fragment, int offset)
    {
        if (fragment.Service < 0 || fragment.Kind == FragmentKind.GroupedRules) return null;
        int inside = offset - fragment.Start;
        return Trace(document, fragment.Service, fragment.Kind).FindLast(entry => entry.Start <= inside).Template;
    }

    /// <summary>True if a template prints something in a fragment of a service.</summary>
    public bool Prints(ConfigDocument document, int service, FragmentKind kind, Template template) =>
        kind < FragmentKind.GroupedRules && document.Services[service].Places[(int)kind].Length > 0
        && Trace(document, service, kind).Exists(entry => ReferenceEquals(entry.Template, template));

    /// <summary>Where each template's text begins in a fragment, found by rendering it again.</summary>
    private List<(int Start, Template Template)> Trace(ConfigDocument document, int service, FragmentKind kind)
    {
        List<(int Start, Template Template)> trace = [];
        _printer.Trace = trace;
        _printer.Writer = new ConfigWriter();
        PrintFragment(document.Services[service], kind);
        _printer.Trace = null;
        _printer.Writer = _current.Text;
        return trace;
    }

    /// <summary>Leaves a document as it is until another one is kept.</summary>
    public void Keep(ConfigDocument document) => _kept = document;

    /// <summary>Drops the documents that are only there to be written into: the next rendering makes room again. What was rendered last stays, and what is kept.</summary>
    public void Trim()
    {
        _spare = null;
        if (!ReferenceEquals(_previous, _kept)) _previous = new ConfigDocument();
    }

    /// <summary>Takes the next document to write into: not the last one, which is copied from, and not the kept one.</summary>
    private void Turn()
    {
        ConfigDocument last = _current;
        if (ReferenceEquals(_previous, _kept))
        {
            _current = _spare ?? new ConfigDocument();
            _spare = _previous;
        }
        else
        {
            _current = _previous;
        }

        _previous = last;
    }

    private void PrintSections()
    {
        Span<RenderedService> services = _current.Services;
        PrintGlobal(TemplateName.Head);
        for (int i = 0; i < services.Length; i++)
        {
            if (services[i].Service.Labels.Auth is not null) PrintService(i, FragmentKind.UserList);
        }

        if (_options.BindHttpHttps)
        {
            PrintGlobal(TemplateName.HttpFrontendHead);
            PrintRules(FragmentKind.HttpRules, FragmentKind.HttpRoutes);
        }

        PrintAppIds(services);
        if (_options.BindHttpHttps) PrintHttps();
        for (int i = 0; i < services.Length; i++)
        {
            if (services[i].Service.Listens) PrintService(i, FragmentKind.Frontend);
        }

        for (int i = 0; i < services.Length; i++) PrintService(i, FragmentKind.Backend);
        PrintGlobal(TemplateName.Tail);
        _copy.End();
    }

    private void PrintAppIds(Span<RenderedService> services)
    {
        PrintGlobal(TemplateName.HttpFrontendAppidHead);
        for (int i = AppIdServices.First(services, 0); i < services.Length; i = AppIdServices.Next(services, i))
        {
            PrintService(i, FragmentKind.AppIdRule);

            // The line that looks all apps up in the map: the first service prints it.
            if (_options.HaproxyMap) return;
        }
    }

    private void PrintHttps()
    {
        if (_options.GroupHttpsByVhost)
        {
            _copy.End();
            _grouped.Print(_current, _order.Indexes);
            return;
        }

        PrintGlobal(TemplateName.HttpsFrontendHead);
        PrintRules(FragmentKind.HttpsRules, FragmentKind.HttpsRoutes);
    }

    private void PrintRules(FragmentKind rules, FragmentKind routes)
    {
        foreach (int i in _order.Indexes) PrintService(i, rules);
        if (!_routesLast) return;
        foreach (int i in _order.Indexes) PrintService(i, routes);
    }

    private void PrintGlobal(TemplateName name)
    {
        _copy.End();
        _scope.Leave();
        int start = _current.Text.Length;
        _printer.Print(name);
        _current.Add(new Fragment(start, _current.Text.Length - start, FragmentKind.Global, -1, name));
    }

    /// <summary>Prints a service's fragment, or copies it from the last document.</summary>
    private void PrintService(int index, FragmentKind kind)
    {
        ref RenderedService rendered = ref _current.Services[index];
        int earlier = _earlier[index];
        RenderedService.Place last = earlier < 0 ? RenderedService.Place.None : _previous.Services[earlier].Places[(int)kind];
        RenderedService.Place place;
        if (last.Length >= 0)
        {
            place = new RenderedService.Place { Start = _copy.Add(last.Start, last.Length), Length = last.Length };
        }
        else
        {
            int start = _copy.End();
            PrintFragment(rendered, kind);
            place = new RenderedService.Place { Start = start, Length = _current.Text.Length - start };
        }

        rendered.Places[(int)kind] = place;
        _current.Add(new Fragment(place.Start, place.Length, kind, index, TemplateName.None));
    }

    private void PrintFragment(in RenderedService rendered, FragmentKind kind)
    {
        Service service = rendered.Service;
        _scope.Enter(service);
        _printer.Lines = LinesOf(kind);
        switch (kind)
        {
            case FragmentKind.UserList: _printer.Print(TemplateName.UserlistHead); break;
            case FragmentKind.HttpRules or FragmentKind.HttpRoutes: _rules.PrintHttp(service, rendered.PrintsHttpMap); break;
            case FragmentKind.HttpsRules or FragmentKind.HttpsRoutes: _rules.PrintHttps(service, rendered.PrintsHttpsMap); break;
            case FragmentKind.AppIdRule:
                if (_options.HaproxyMap) _printer.Print(TemplateName.MapHttpFrontendAppidAcl);
                else _printer.Print(_templates.AppIdRule(service));
                break;
            case FragmentKind.Frontend:
                _printer.Print(TemplateName.FrontendHead);
                _printer.Print(TemplateName.FrontendBackendGlue);
                break;
            case FragmentKind.Backend: _backend.Print(service); break;
            default: throw new ArgumentOutOfRangeException(nameof(kind), kind, "not printed for one service at a time");
        }

        _printer.Lines = RuleLines.All;
    }

    private RuleLines LinesOf(FragmentKind kind) => kind switch
    {
        FragmentKind.HttpRules or FragmentKind.HttpsRules when _routesLast => RuleLines.Conditions,
        FragmentKind.HttpRoutes or FragmentKind.HttpsRoutes => RuleLines.Routes,
        _ => RuleLines.All,
    };

    /// <summary>For each service of the new document, its index in the last one if it is the very same there; −1 if it must be rendered.</summary>
    private void FindUnchanged()
    {
        Span<RenderedService> now = _current.Services;
        Span<RenderedService> before = _previous.Services;
        if (_earlier.Length < now.Length) _earlier = new int[now.Length];
        int j = 0;
        for (int i = 0; i < now.Length; i++)
        {
            while (j < before.Length && !ReferenceEquals(before[j].Service, now[i].Service) && ServiceList.Compare(before[j].Service, now[i].Service) < 0) j++;
            bool same = j < before.Length && ReferenceEquals(before[j].Service, now[i].Service)
                && before[j].PrintsHttpMap == now[i].PrintsHttpMap && before[j].PrintsHttpsMap == now[i].PrintsHttpsMap;
            _earlier[i] = same ? j : -1;
            if (same) j++;
        }
    }
}

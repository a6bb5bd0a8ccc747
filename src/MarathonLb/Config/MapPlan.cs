using MarathonLb.Apps;
using MarathonLb.Templates;

namespace MarathonLb.Config;

/// <summary>
/// With --haproxy-map: which services print the lines that look vhosts up, and what the map files hold (spec, section 3, "Maps"; goldens 5 to 8
/// and 16 to 23).
/// </summary>
/// <param name="templates">The templates: a TCP service has no part in a map that our own text looks up.</param>
/// <param name="options">The configuration's shape.</param>
internal sealed class MapPlan(TemplateSet templates, RenderOptions options)
{
    /// <summary>A service that prints a map line has this weight, so that all rules by condition come before the line.</summary>
    private const int MapLineWeight = -1;

    private readonly HashSet<(string Key, string Backend)> _pairs = [];

    /// <summary>Chooses the services that print the map lines, and writes the map files of a document.</summary>
    public void Apply(ConfigDocument document)
    {
        if (!options.HaproxyMap) return;
        if (options.BindHttpHttps) ChoosePrinters(document.Services);
        WriteDomains(document);
        WriteApps(document);
    }

    /// <summary>True if one service in another's place (<see cref="ServicePlace"/>) changes no map, nor who prints the lines that look them up.</summary>
    public bool ShowsSame(Service before, Service after) =>
        !options.HaproxyMap
        || (TakesPart(before, HttpLine(before)) == TakesPart(after, HttpLine(after))
            && TakesPart(before, TemplateName.MapHttpsFrontendAcl) == TakesPart(after, TemplateName.MapHttpsFrontendAcl));

    private void ChoosePrinters(Span<RenderedService> services)
    {
        bool http = false;
        bool https = false;
        foreach (ref RenderedService rendered in services)
        {
            Service service = rendered.Service;
            if (service.Vhosts.Length == 0) continue;
            if (!http && VhostRules.HttpGoesToMap(service) && TakesPart(service, HttpLine(service))) http = rendered.PrintsHttpMap = true;
            if (!https && VhostRules.HttpsGoesToMap(service) && TakesPart(service, TemplateName.MapHttpsFrontendAcl)) https = rendered.PrintsHttpsMap = true;
            if (rendered.PrintsHttpMap || rendered.PrintsHttpsMap) rendered.Weight = MapLineWeight;
        }
    }

    private void WriteDomains(ConfigDocument document)
    {
        _pairs.Clear();
        if (!options.BindHttpHttps) return;
        foreach (ref RenderedService rendered in document.Services)
        {
            Service service = rendered.Service;
            if (!VhostRules.HttpsGoesToMap(service) || !TakesPart(service, HttpLine(service))) continue;
            foreach (string host in service.Vhosts) WritePair(document.DomainMap, host, service.Backend);
        }
    }

    private void WriteApps(ConfigDocument document)
    {
        _pairs.Clear();
        Span<RenderedService> services = document.Services;
        for (int i = AppIdServices.First(services, 0); i < services.Length; i = AppIdServices.Next(services, i))
        {
            WritePair(document.AppMap, services[i].Service.AppId, services[i].Service.Backend);
        }
    }

    private void WritePair(ConfigWriter map, string key, string backend)
    {
        if (!_pairs.Add((key, backend))) return;
        map.Write(key);
        map.Write(" "u8);
        map.Write(backend);
        map.Write("\n"u8);
    }

    private bool TakesPart(Service service, TemplateName line) => service.IsHttp || !templates.For(service, line).IsDefault;

    /// <summary>The template of the line that a service prints if it is the one that looks HTTP vhosts up.</summary>
    public static TemplateName HttpLine(Service service) =>
        service.Vhosts.Length > 1 ? TemplateName.MapHttpFrontendAclOnly : TemplateName.MapHttpFrontendAcl;
}

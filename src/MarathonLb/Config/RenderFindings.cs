using MarathonLb.Apps;
using MarathonLb.Findings;
using MarathonLb.Templates;

namespace MarathonLb.Config;

/// <summary>Finds what a rendered configuration leaves unsaid: labels that had no effect on a service because of its mode, or of a map line.</summary>
/// <param name="templates">The templates in force.</param>
/// <param name="options">The configuration's shape.</param>
internal sealed class RenderFindings(TemplateSet templates, RenderOptions options)
{
    /// <summary>Adds a document's findings.</summary>
    public void AddTo(ConfigDocument document, FindingLog findings)
    {
        foreach (ref RenderedService rendered in document.Services) AddTo(rendered, findings);
    }

    /// <summary>Adds those of one service in a document.</summary>
    public void AddTo(in RenderedService rendered, FindingLog findings)
    {
        Service service = rendered.Service;
        if (!service.IsHttp) AddTcp(service, findings);
        if (rendered.PrintsHttpMap) AddMapOverride(service, MapPlan.HttpLine(service), findings);
        if (rendered.PrintsHttpsMap) AddMapOverride(service, TemplateName.MapHttpsFrontendAcl, findings);

        // With maps there is one such line, and it looks up all apps.
        if (options.HaproxyMap && rendered.Places[(int)FragmentKind.AppIdRule].Length >= 0) AddMapOverride(service, TemplateName.MapHttpFrontendAppidAcl, findings);
    }

    private void AddTcp(Service service, FindingLog findings)
    {
        if (service.Vhosts.Length > 0 && options.BindHttpHttps && templates.For(service, TemplateName.HttpFrontendAcl).IsDefault)
        {
            Add(service, "VHOST", "a tcp service can't have a vhost: HAProxy routes connections, not requests; it is reached on its service port only",
                "Remove HAPROXY_{n}_VHOST, or set HAPROXY_{n}_MODE to http.", findings);
        }

        if (service.IsSticky && templates.For(service, TemplateName.BackendStickyOptions).IsDefault)
        {
            Add(service, "STICKY", "a tcp service has no cookies; the label has no effect",
                "Remove it, or use HAPROXY_{n}_BALANCE=source.", findings);
        }

        if (TemplatePrinter.IsBalanceMute(service, templates.For(service, TemplateName.BackendHead)))
        {
            Add(service, "BALANCE", "a tcp service has no requests to balance by; its tasks take turns (roundrobin)",
                "Remove it, use source or leastconn, or set HAPROXY_{n}_MODE to http.", findings);
        }

        string?[] useless =
        [
            service.Labels.UseHsts is true ? "USE_HSTS" : null,
            service.Labels.ProxypassPath is null ? null : "HTTP_BACKEND_PROXYPASS_PATH",
            service.Labels.RevproxyPath is null ? null : "HTTP_BACKEND_REVPROXY_PATH",
            service.Labels.RedirPath is null ? null : "HTTP_BACKEND_REDIR",
        ];
        foreach (string label in useless.OfType<string>())
        {
            Add(service, label, "a tcp service has no requests to change; the label has no effect", "Remove it, or set HAPROXY_{n}_MODE to http.", findings);
        }
    }

    /// <summary>A service that prints a map line, and whose own rule text may not fit it.</summary>
    private static void AddMapOverride(Service service, TemplateName line, FindingLog findings)
    {
        TemplateDeclaration map = TemplateTable.Of(line);
        if (service.OverrideOf(map.OverriddenBy) is not Template own || TemplateSet.Fits(map, own)) return;
        string label = TemplateTable.Of(map.OverriddenBy).FullName["HAPROXY_".Length..];
        string known = string.Join(", ", map.Placeholders.Select(static placeholder => $"{{{PlaceholderNames.Of(placeholder)}}}"));
        Add(service, label, "this service prints the line that looks all others up in the map, and its own text uses names that do not exist there; the usual line is printed",
            $"In this map line there is only {known}. Give the label to a service whose rule is not in the map.", findings);
    }

    private static void Add(Service service, string label, string reason, string advice, FindingLog findings)
    {
        string n = service.Index.ToString(System.Globalization.CultureInfo.InvariantCulture);
        findings.Add(new Finding(
            FindingSeverity.Warning, "label-no-effect", service.AppId, $"HAPROXY_{n}_{label}", null, reason,
            advice.Replace("{n}", n, StringComparison.Ordinal))
        { Index = service.Index });
    }
}

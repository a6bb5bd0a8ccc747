using MarathonLb.Apps;
using MarathonLb.Templates;

namespace MarathonLb.Config;

/// <summary>
/// Prints the rules of a service's vhosts: which templates in which order for each combination of one or several hosts, AUTH, PATH and
/// REDIRECT_TO_HTTPS (spec, section 3, "Vhost rules"; goldens 15 to 22).
/// </summary>
/// <param name="templates">The templates.</param>
/// <param name="printer">Prints them.</param>
/// <param name="scope">Their values.</param>
/// <param name="useMaps">--haproxy-map.</param>
internal sealed class VhostRules(TemplateSet templates, TemplatePrinter printer, RenderScope scope, bool useMaps)
{
    /// <summary>True if the service's HTTP hosts go to the map and need no rule of their own.</summary>
    public static bool HttpGoesToMap(Service service) => !service.Redirects && HttpsGoesToMap(service);

    /// <summary>True if the service's HTTPS hosts go to the map; REDIRECT_TO_HTTPS does not matter there.</summary>
    public static bool HttpsGoesToMap(Service service) => service.Labels.Auth is null && service.Labels.Path is null;

    /// <summary>Prints a service's rules for the shared HTTP frontend.</summary>
    /// <param name="service">The service that the scope is turned to.</param>
    /// <param name="printsMap">True if this service prints the map line.</param>
    public void PrintHttp(Service service, bool printsMap)
    {
        bool single = service.Vhosts.Length == 1;
        if (useMaps && HttpGoesToMap(service))
        {
            if (printsMap) printer.PrintHttp(single ? TemplateName.MapHttpFrontendAcl : TemplateName.MapHttpFrontendAclOnly);
        }
        else if (templates.IsInline(service))
        {
            foreach (string host in service.Vhosts) PrintSingleHttp(service, host, inline: true);
        }
        else if (single)
        {
            PrintSingleHttp(service, service.Vhosts[0], inline: false);
        }
        else
        {
            PrintSeveralHttp(service);
        }
    }

    /// <summary>Prints a service's rules for the shared HTTPS frontend.</summary>
    /// <param name="service">The service that the scope is turned to.</param>
    /// <param name="printsMap">True if this service prints the map line.</param>
    public void PrintHttps(Service service, bool printsMap)
    {
        if (useMaps && HttpsGoesToMap(service))
        {
            if (printsMap) Print(TemplateName.MapHttpsFrontendAcl, service.Vhosts[0]);
            return;
        }

        bool inline = templates.IsInline(service);
        if (!inline && service.Labels.Path is not null) Print(TemplateName.HttpsFrontendAclOnlyWithPath, service.VhostValue);
        foreach (string host in service.Vhosts) Print(HttpsRule(service), host, inline);
    }

    /// <summary>Prints a service's rules for the frontend of one of its vhosts (--group-https-by-vhost).</summary>
    /// <param name="service">The service that the scope is turned to.</param>
    /// <param name="host">The vhost.</param>
    /// <param name="printsMap">True if this service prints the map line; it stands in its first host's frontend only.</param>
    public void PrintGrouped(Service service, string host, bool printsMap)
    {
        if (useMaps && HttpsGoesToMap(service))
        {
            if (printsMap && host == service.Vhosts[0]) Print(TemplateName.MapHttpsFrontendAcl, host);
            return;
        }

        bool inline = templates.IsInline(service);
        if (!inline && service.Labels.Path is not null) Print(TemplateName.HttpsFrontendAclOnlyWithPath, service.VhostValue);
        Print(HttpsRule(service), host, inline);
    }

    private void PrintSingleHttp(Service service, string host, bool inline)
    {
        bool path = service.Labels.Path is not null;
        if (service.Redirects && path)
        {
            if (!inline) Print(TemplateName.HttpFrontendAclOnly, host);
            if (!inline) Print(TemplateName.HttpFrontendAclOnlyWithPath, host);
            Print(TemplateName.BackendRedirectHttpToHttpsWithPath, host, inline);
        }
        else if (service.Redirects)
        {
            Print(TemplateName.HttpFrontendAcl, host, inline);
            Print(TemplateName.BackendRedirectHttpToHttps, host, inline);
        }
        else
        {
            Print(
                (service.Labels.Auth is not null, path) switch
                {
                    (false, false) => TemplateName.HttpFrontendAcl,
                    (true, false) => TemplateName.HttpFrontendAclWithAuth,
                    (false, true) => TemplateName.HttpFrontendAclWithPath,
                    (true, true) => TemplateName.HttpFrontendAclWithAuthAndPath,
                },
                host,
                inline);
        }
    }

    private void PrintSeveralHttp(Service service)
    {
        bool auth = service.Labels.Auth is not null;
        bool path = service.Labels.Path is not null;
        if (path)
        {
            Print(auth ? TemplateName.HttpFrontendAclOnlyWithPathAndAuth : TemplateName.HttpFrontendAclOnlyWithPath, service.Vhosts[0]);
        }

        foreach (string host in service.Vhosts) Print(TemplateName.HttpFrontendAclOnly, host);
        Print(
            (service.Redirects, auth, path) switch
            {
                (true, _, false) => TemplateName.BackendRedirectHttpToHttps,
                (true, _, true) => TemplateName.BackendRedirectHttpToHttpsWithPath,
                (false, false, false) => TemplateName.HttpFrontendRoutingOnly,
                (false, true, false) => TemplateName.HttpFrontendRoutingOnlyWithAuth,
                (false, false, true) => TemplateName.HttpFrontendRoutingOnlyWithPath,
                (false, true, true) => TemplateName.HttpFrontendRoutingOnlyWithPathAndAuth,
            },
            service.VhostValue);
    }

    /// <summary>The template of a service's HTTPS rule.</summary>
    public static TemplateName HttpsRule(Service service) => (service.Labels.Auth is not null, service.Labels.Path is not null) switch
    {
        (false, false) => TemplateName.HttpsFrontendAcl,
        (true, false) => TemplateName.HttpsFrontendAclWithAuth,
        (false, true) => TemplateName.HttpsFrontendAclWithPath,
        (true, true) => TemplateName.HttpsFrontendAclWithAuthAndPath,
    };

    /// <summary>Prints a rule for a host.</summary>
    /// <param name="name">The rule.</param>
    /// <param name="host">The host, or several.</param>
    /// <param name="inline">True for our own with its conditions in place.</param>
    private void Print(TemplateName name, string? host, bool inline = false)
    {
        scope.Hostname = host;
        printer.PrintHttp(inline ? InlineRules.Of(name) : templates.For(scope.Service, name));
        scope.Hostname = scope.Service?.VhostValue;
    }
}

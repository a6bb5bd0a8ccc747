using MarathonLb.Apps;
using MarathonLb.Templates;

namespace MarathonLb.Config;

/// <summary>
/// Prints the rules of a service's vhosts: which templates in which order for each combination of one or several hosts, AUTH, PATH and
/// REDIRECT_TO_HTTPS (spec, section 3, "Vhost rules"; goldens 15 to 22).
/// </summary>
/// <param name="printer">Prints templates.</param>
/// <param name="scope">Their values.</param>
/// <param name="useMaps">--haproxy-map.</param>
internal sealed class VhostRules(TemplatePrinter printer, RenderScope scope, bool useMaps)
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
        else if (single)
        {
            PrintSingleHttp(service);
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

        if (service.Labels.Path is not null) Print(TemplateName.HttpsFrontendAclOnlyWithPath, service.VhostValue);
        foreach (string host in service.Vhosts) Print(HttpsRule(service), host);
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

        if (service.Labels.Path is not null) Print(TemplateName.HttpsFrontendAclOnlyWithPath, service.VhostValue);
        Print(HttpsRule(service), host);
    }

    private void PrintSingleHttp(Service service)
    {
        bool path = service.Labels.Path is not null;
        string host = service.Vhosts[0];
        if (service.Redirects && path)
        {
            Print(TemplateName.HttpFrontendAclOnly, host);
            Print(TemplateName.HttpFrontendAclOnlyWithPath, host);
            Print(TemplateName.BackendRedirectHttpToHttpsWithPath, host);
        }
        else if (service.Redirects)
        {
            Print(TemplateName.HttpFrontendAcl, host);
            Print(TemplateName.BackendRedirectHttpToHttps, host);
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
                host);
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

    private void Print(TemplateName name, string? host)
    {
        scope.Hostname = host;
        printer.PrintHttp(name);
        scope.Hostname = scope.Service?.VhostValue;
    }
}

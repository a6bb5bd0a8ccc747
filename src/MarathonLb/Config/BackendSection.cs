using MarathonLb.Apps;
using MarathonLb.Marathon;
using MarathonLb.Templates;

namespace MarathonLb.Config;

/// <summary>Prints a service's backend (spec, section 3).</summary>
/// <param name="printer">Prints templates.</param>
/// <param name="scope">Their values.</param>
internal sealed class BackendSection(TemplatePrinter printer, RenderScope scope)
{
    /// <summary>The template for the health check part of a server line; null if the servers are not checked.</summary>
    public static TemplateName? ServerCheckTemplate(Service service) => service.HealthCheck switch
    {
        null => null,
        HealthCheck check when IsTcpCheck(service, check) => TemplateName.BackendServerTcpHealthcheckOptions,
        _ => TemplateName.BackendServerHttpHealthcheckOptions,
    };

    /// <summary>Prints the backend of the service that the scope is turned to.</summary>
    public void Print(Service service)
    {
        printer.Print(TemplateName.BackendHead);
        if (service.IsHttp) PrintHttpOptions(service);
        PrintNetworks(service);
        if (service.IsSticky) printer.PrintHttp(TemplateName.BackendStickyOptions);
        if (service.HealthCheck is HealthCheck check) PrintHealthCheck(service, check);
        PrintServers(service);
    }

    private void PrintHttpOptions(Service service)
    {
        if (service.Labels.UseHsts is true) printer.Print(TemplateName.BackendHstsOptions);
        printer.Print(TemplateName.BackendHttpOptions);
        if (service.Labels.ProxypassPath is not null) printer.Print(TemplateName.HttpBackendProxypassGlue);
        if (service.Labels.RevproxyPath is not null) printer.Print(TemplateName.HttpBackendRevproxyGlue);
        if (service.Labels.RedirPath is not null) printer.Print(TemplateName.HttpBackendRedir);
    }

    private void PrintNetworks(Service service)
    {
        if (service.Labels.BackendNetworkAllowedAcl is not string[] networks) return;
        foreach (string network in networks)
        {
            scope.Network = network;
            printer.Print(service.IsHttp ? TemplateName.HttpBackendNetworkAllowedAcl : TemplateName.TcpBackendNetworkAllowedAcl);
        }

        printer.Print(service.IsHttp ? TemplateName.HttpBackendAclAllowDeny : TemplateName.TcpBackendAclAllowDeny);
    }

    /// <summary>
    /// The backend-level options: on the port of the first server, or of the checked service's first server. Without a server nothing is checked,
    /// but HAProxy reads the line: then the check's own port stands there, or the service's.
    /// </summary>
    private void PrintHealthCheck(Service service, HealthCheck check)
    {
        scope.HealthCheckPort = (service.CheckedService ?? service).Servers is [Server first, ..] ? first.Port : check.Port ?? service.Port;
        printer.Print(IsTcpCheck(service, check)
            ? TemplateName.BackendTcpHealthcheckOptions
            : TemplateName.BackendHttpHealthcheckOptions);
    }

    private void PrintServers(Service service)
    {
        for (int rank = 0; rank < service.Servers.Length; rank++)
        {
            scope.Server = service.Servers[rank];
            scope.HealthCheckPort = ServerCheckPort(service, rank);
            printer.Print(TemplateName.BackendServerOptions);
        }

        scope.Server = null;
    }

    /// <summary>
    /// The port on which a server is checked. With BACKEND_HEALTHCHECK_PORT_INDEX: that of the same-ranked server of the other service, or its own
    /// where there is none; else the check's own port, if it has one.
    /// </summary>
    private static int? ServerCheckPort(Service service, int rank)
    {
        if (service.Labels.BackendHealthcheckPortIndex is null) return service.HealthCheck?.Port;
        Server[] others = service.CheckedService?.Servers ?? [];
        return rank < others.Length ? others[rank].Port : service.Servers[rank].Port;
    }

    private static bool IsTcpCheck(Service service, HealthCheck check) => !service.IsHttp || check.Protocol is "TCP" or "MESOS_TCP";
}

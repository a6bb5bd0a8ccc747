using MarathonLb.Apps;

namespace MarathonLb.Config;

/// <summary>
/// A service without servers that is kept (--keep-empty-services) answers 503; where it would take requests from a service that can answer them, it
/// yields. People hand a virtual host over from one app to another by scaling the first to 0: the second must get the requests.
/// </summary>
internal static class EmptyServices
{
    /// <summary>Leaves out the services without servers that claim a port, or a host with the same path, that a service with servers has too.</summary>
    /// <param name="services">The services in the order of the file; those that stay move to the front, in order.</param>
    /// <returns>How many stay.</returns>
    public static int Yield(Span<Service> services)
    {
        HashSet<int> ports = [];
        HashSet<(string Host, string? Path)> hosts = [];
        foreach (Service service in services)
        {
            if (service.Servers.Length > 0) continue;
            ports.Add(service.Port);
            foreach (string host in service.Vhosts) hosts.Add((host, service.Labels.Path));
        }

        KeepTaken(services, ports, hosts);
        if (ports.Count == 0 && hosts.Count == 0) return services.Length;
        int count = 0;
        foreach (Service service in services)
        {
            if (service.Servers.Length > 0 || !Claims(service, ports, hosts)) services[count++] = service;
        }

        services[count..].Clear();
        return count;
    }

    /// <summary>Of what services without servers claim, keeps what one with servers claims too.</summary>
    private static void KeepTaken(ReadOnlySpan<Service> services, HashSet<int> ports, HashSet<(string Host, string? Path)> hosts)
    {
        HashSet<int> takenPorts = [];
        HashSet<(string Host, string? Path)> takenHosts = [];
        foreach (Service service in services)
        {
            if (service.Servers.Length == 0) continue;
            if (ports.Contains(service.Port)) takenPorts.Add(service.Port);
            foreach (string host in service.Vhosts)
            {
                if (hosts.Contains((host, service.Labels.Path))) takenHosts.Add((host, service.Labels.Path));
            }
        }

        ports.IntersectWith(takenPorts);
        hosts.IntersectWith(takenHosts);
    }

    private static bool Claims(Service service, HashSet<int> ports, HashSet<(string Host, string? Path)> hosts) =>
        ports.Contains(service.Port) || Array.Exists(service.Vhosts, host => hosts.Contains((host, service.Labels.Path)));
}

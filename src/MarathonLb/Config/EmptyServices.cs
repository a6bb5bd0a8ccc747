using MarathonLb.Apps;

namespace MarathonLb.Config;

/// <summary>
/// A service without servers that is kept (--keep-empty-services) answers 503; where it would take requests from a service that can answer them, it
/// yields. People hand a virtual host over from one app to another by scaling the first to 0: the second must get the requests.
/// </summary>
internal static class EmptyServices
{
    /// <summary>Leaves out the services without servers that claim an address and port, or a host with the same path, that a service with servers has too.</summary>
    /// <param name="services">The services in the order of the file; those that stay move to the front, in order.</param>
    /// <returns>How many stay.</returns>
    public static int Yield(Span<Service> services)
    {
        HashSet<(string Address, int Port)> ports = [];
        HashSet<(string Host, string? Path)> hosts = [];
        foreach (Service service in services)
        {
            if (service.Servers.Length > 0) continue;
            if (service.Listens) ports.Add(ServiceConflicts.KeyOf(service));
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
    private static void KeepTaken(ReadOnlySpan<Service> services, HashSet<(string Address, int Port)> ports, HashSet<(string Host, string? Path)> hosts)
    {
        HashSet<(string Address, int Port)> takenPorts = [];
        HashSet<(string Host, string? Path)> takenHosts = [];
        foreach (Service service in services)
        {
            if (service.Servers.Length == 0) continue;
            if (service.Listens && ports.Contains(ServiceConflicts.KeyOf(service))) takenPorts.Add(ServiceConflicts.KeyOf(service));
            foreach (string host in service.Vhosts)
            {
                if (hosts.Contains((host, service.Labels.Path))) takenHosts.Add((host, service.Labels.Path));
            }
        }

        ports.IntersectWith(takenPorts);
        hosts.IntersectWith(takenHosts);
    }

    private static bool Claims(Service service, HashSet<(string Address, int Port)> ports, HashSet<(string Host, string? Path)> hosts) =>
        (service.Listens && ports.Contains(ServiceConflicts.KeyOf(service))) || Array.Exists(service.Vhosts, host => hosts.Contains((host, service.Labels.Path)));
}

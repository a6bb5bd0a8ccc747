using System.Globalization;
using MarathonLb.Apps;
using MarathonLb.Findings;

namespace MarathonLb.Config;

/// <summary>
/// Finds services that claim the same address and port, or the same vhost and path. HAProxy says nothing of either: it would split the connections of two listeners at random, and let the
/// first of two rules win.
/// </summary>
/// <param name="mode">What becomes of the later one.</param>
/// <param name="groups">Which services are ours.</param>
/// <param name="bindsShared">False with --dont-bind-http-https: no vhosts are routed.</param>
/// <param name="taken">What the global templates listen on, with the template's name.</param>
internal sealed class ServiceConflicts(ConflictMode mode, AppsOptions groups, bool bindsShared, IReadOnlyDictionary<(string Address, int Port), string> taken)
{
    private readonly Dictionary<(string Address, int Port), Service> _ports = [];
    private readonly Dictionary<(string Host, string Path), Service> _rules = [];
    private readonly Dictionary<string, Service> _apps = new(StringComparer.Ordinal);

    /// <summary>What was made of a service in the last round, so that it is the same object in this one.</summary>
    private Dictionary<Service, Service> _reduced = [];

    /// <summary>The services without what others have, and a finding for each conflict.</summary>
    public Service[] Resolve(Service[] services, FindingLog findings)
    {
        _ports.Clear();
        _rules.Clear();
        _apps.Clear();
        Dictionary<Service, Loss> losses = [];
        foreach (Service service in services)
        {
            if (!groups.Exposes(service)) continue;
            if (service.Servers.Length == 0)
            {
                // It yields to other services by itself (EmptyServices), but not to the global templates.
                if (service.Listens && taken.ContainsKey(KeyOf(service))) ClaimPort(service, losses, findings);
                continue;
            }

            if (service.Listens) ClaimPort(service, losses, findings);
            if (bindsShared && service.IsHttp) ClaimVhosts(service, losses, findings);
            ClaimAppId(service, findings);
        }

        if (mode == ConflictMode.Tell || losses.Count == 0) return services;
        Dictionary<Service, Service> reduced = new(losses.Count);
        foreach ((Service service, Loss loss) in losses)
        {
            reduced[service] = _reduced.TryGetValue(service, out Service? same) && same.Listens == loss.Listens && same.Vhosts.Length == service.Vhosts.Length - loss.Hosts.Count
                ? same
                : service.Without(loss.Listens, loss.Hosts);
        }

        _reduced = reduced;
        return Array.ConvertAll(services, service => reduced.GetValueOrDefault(service, service));
    }

    private void ClaimPort(Service service, Dictionary<Service, Loss> losses, FindingLog findings)
    {
        (string Address, int Port) key = KeyOf(service);
        if (taken.TryGetValue(key, out string? template))
        {
            LossOf(service, losses).Listens = false;
            Tell(service, "port-conflict", null, $"port {service.Port} on {key.Address} is listened on by {template}", "Give the service another port (HAPROXY_{n}_PORT).", "listener", findings);
            return;
        }

        if (_ports.TryAdd(key, service)) return;
        (Service first, Service later) = InOrder(_ports[key], service);
        _ports[key] = first;
        LossOf(later, losses).Listens = false;
        Tell(later, "port-conflict", first, $"port {later.Port} on {key.Address}", "Give one of them another port (HAPROXY_{n}_PORT).", "listener", findings);
    }

    private void ClaimVhosts(Service service, Dictionary<Service, Loss> losses, FindingLog findings)
    {
        string path = service.Labels.Path ?? "";
        foreach (string host in service.Vhosts)
        {
            if (_rules.TryAdd((host, path), service)) continue;
            (Service first, Service later) = InOrder(_rules[(host, path)], service);
            if (ReferenceEquals(first, later)) continue;
            _rules[(host, path)] = first;
            LossOf(later, losses).Hosts.Add(host);
            Tell(later, "vhost-conflict", first, path.Length > 0 ? $"vhost {host} with path {path}" : $"vhost {host}", "Give one of them another HAPROXY_{n}_VHOST or HAPROXY_{n}_PATH.", "rule for it", findings);
        }
    }

    /// <summary>A deployment group may have the id of another app: then the header X-Marathon-App-Id means both.</summary>
    private void ClaimAppId(Service service, FindingLog findings)
    {
        if (_apps.TryAdd(service.AppId, service) || _apps[service.AppId].Definition.Id == service.Definition.Id) return;
        findings.Add(new Finding(
            FindingSeverity.Warning, "app-id-conflict", service.AppId, "HAPROXY_DEPLOYMENT_GROUP", null,
            $"the apps {_apps[service.AppId].Definition.Id} and {service.Definition.Id} are both load balanced under this id; by X-Marathon-App-Id only the first is reached",
            "Name the deployment group otherwise."));
    }

    private void Tell(Service service, string code, Service? first, string what, string advice, string loses, FindingLog findings)
    {
        string n = service.Index.ToString(CultureInfo.InvariantCulture);
        string owner = first is null ? "" : $" belongs to app {first.AppId} (service port {first.Port}) already";
        string then = mode == ConflictMode.First ? $"this service keeps its backend and gets no {loses}"
            : first is null ? "connections are split between both at random" : loses == "listener" ? "connections are split between both at random" : "the first rule in the file wins";
        findings.Add(new Finding(
            FindingSeverity.Error, code, service.AppId, null, null, $"{what}{owner}; {then}", advice.Replace("{n}", n, StringComparison.Ordinal))
        { Index = service.Index });
    }

    /// <summary>What a service listens on.</summary>
    public static (string Address, int Port) KeyOf(Service service) => (service.Labels.BindAddr ?? "*", service.Port);

    private static (Service First, Service Later) InOrder(Service a, Service b) => ServiceList.Compare(a, b) <= 0 ? (a, b) : (b, a);

    private static Loss LossOf(Service service, Dictionary<Service, Loss> losses)
    {
        if (!losses.TryGetValue(service, out Loss? loss)) losses.Add(service, loss = new Loss());
        return loss;
    }

    /// <summary>What a service loses.</summary>
    private sealed class Loss
    {
        public bool Listens { get; set; } = true;

        public HashSet<string> Hosts { get; } = new(StringComparer.Ordinal);
    }
}

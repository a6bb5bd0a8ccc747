using MarathonLb.Apps;
using MarathonLb.Reconcile.Live;

namespace MarathonLb.Reconcile;

/// <summary>Finds the servers of a model by HAProxy's names. Built on the first question that needs it: most rounds have none.</summary>
/// <param name="model">The model.</param>
/// <param name="changed">The services that most questions are about, if that is known.</param>
internal sealed class ServerLookup(AppsModel model, IReadOnlyList<Service>? changed = null)
{
    private Dictionary<string, Service>? _byBackend;

    /// <summary>True if Marathon has found the task behind a server healthy.</summary>
    public bool IsHealthy(ServerKey key) => Find(key) is { KnownHealthy: true };

    /// <summary>True if a server should get sessions.</summary>
    public bool Serves(ServerKey key) => Find(key) is { Draining: false };

    /// <summary>The servers of an earlier model that are no longer there, of backends that still are and have others that serve.</summary>
    public List<ServerKey> DepartedSince(AppsModel? earlier)
    {
        List<ServerKey> departed = [];
        foreach ((Service before, Service? now) in ChangedSince(earlier))
        {
            if (now is null) continue;

            // Where none stays, the new ones come with the reload, and until then an old one may well answer.
            if (now.Servers.Length > 0 && !Array.Exists(now.Servers, server => Array.Exists(before.Servers, earlier => earlier.Name == server.Name))) continue;
            foreach (Server server in before.Servers)
            {
                if (!Array.Exists(now.Servers, other => other.Name == server.Name)) departed.Add(new ServerKey(before.Backend, server.Name));
            }
        }

        return departed;
    }

    /// <summary>True if a service that could serve in an earlier model can't in this one.</summary>
    public bool EmptiesSince(AppsModel? earlier)
    {
        foreach ((Service before, Service? now) in ChangedSince(earlier))
        {
            if (CanServe(before) && !(now is not null && CanServe(now))) return true;
        }

        return false;
    }

    /// <summary>The services of an earlier model that are not the same any more, with what has their backend now. Nearly all stand where they stood, and are not even looked at.</summary>
    private IEnumerable<(Service Before, Service? Now)> ChangedSince(AppsModel? earlier)
    {
        Service[] before = earlier?.Services ?? [];
        for (int i = 0; i < before.Length; i++)
        {
            Service? now = i < model.Services.Length ? model.Services[i] : null;
            if (ReferenceEquals(now, before[i])) continue;
            if (now?.Backend != before[i].Backend) now = ByBackend.GetValueOrDefault(before[i].Backend);
            if (!ReferenceEquals(now, before[i])) yield return (before[i], now);
        }
    }

    private static bool CanServe(Service service) => Array.Exists(service.Servers, static server => !server.Draining);

    private Dictionary<string, Service> ByBackend
    {
        get
        {
            if (_byBackend is not null) return _byBackend;
            _byBackend = new(model.Services.Length, StringComparer.Ordinal);
            foreach (Service service in model.Services) _byBackend[service.Backend] = service;
            return _byBackend;
        }
    }

    private Server? Find(ServerKey key)
    {
        Service? service = changed?.FirstOrDefault(service => service.Backend == key.Backend) ?? ByBackend.GetValueOrDefault(key.Backend);
        return service is null ? null : Array.Find(service.Servers, server => server.Name == key.Server);
    }
}

using MarathonLb.Apps;
using MarathonLb.Findings;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Json;
using MarathonLb.Reconcile.Versions;

namespace MarathonLb.Reconcile;

/// <summary>
/// Remembers the services that something outside stands in the way of, such as a port that another process holds. They are left out of each round from its start, and only what blocks
/// them is looked at again: when it is gone, or the service is another one, it comes back.
/// </summary>
/// <param name="generator">Makes configurations.</param>
/// <param name="proxy">Knows what stands in the way.</param>
internal sealed class BlockedServices(ConfigGenerator generator, IProxy proxy)
{
    private Dictionary<(string AppId, int Index), Blocked> _blocked = [];

    /// <summary>By whose rules the services were found; an earlier version's may listen elsewhere.</summary>
    private PinnedRules? _pin;

    /// <summary>A draft without the services that are still blocked.</summary>
    public Draft Apply(Draft draft)
    {
        if (_blocked.Count == 0) return draft;
        Dictionary<(string AppId, int Index), Blocked> still = [];
        HashSet<Service> leftOut = [];
        foreach (Service service in ReferenceEquals(_pin, generator.Pin) ? draft.Model.Services : [])
        {
            (string AppId, int Index) key = (service.AppId, service.Index);
            if (!_blocked.TryGetValue(key, out Blocked? blocked) || !blocked.IsOf(service) || !blocked.Obstacles.Exists(proxy.IsStill)) continue;
            still.Add(key, blocked);
            leftOut.Add(service);
        }

        _blocked = still;
        return draft.Without(leftOut, ReasonsOf(leftOut));
    }

    /// <summary>Looks for all that stands in the way of a generation, and leaves out the services that are blocked.</summary>
    /// <param name="generation">The generation.</param>
    /// <param name="unowned">What stands in the way of all.</param>
    /// <returns>The very generation if no service is blocked.</returns>
    public Generation Find(Generation generation, out IReadOnlyList<Obstacle> unowned)
    {
        List<Obstacle> others = [];
        HashSet<Service> leftOut = [];
        _pin = generator.Pin;
        foreach (Obstacle obstacle in proxy.ObstaclesTo(generation.Document.Text.WrittenSpan))
        {
            if (obstacle.Line is int line && generation.Ownership.ServiceOf(line) is Service service)
            {
                if (leftOut.Add(service)) _blocked[(service.AppId, service.Index)] = new Blocked(service);
                _blocked[(service.AppId, service.Index)].Obstacles.Add(obstacle);
            }
            else
            {
                others.Add(obstacle);
            }
        }

        unowned = others;
        return leftOut.Count == 0 ? generation : generator.Without(generation, leftOut, ReasonsOf(leftOut));
    }

    private IEnumerable<Finding> ReasonsOf(HashSet<Service> leftOut) => leftOut.SelectMany(service => _blocked[(service.AppId, service.Index)].Reasons);

    /// <summary>A service that is blocked.</summary>
    private sealed class Blocked(Service service)
    {
        private MarathonApp _definition = service.Definition;

        /// <summary>What blocks it.</summary>
        public List<Obstacle> Obstacles { get; } = [];

        /// <summary>Why it is left out.</summary>
        public IEnumerable<Finding> Reasons => Obstacles.Select(obstacle => new Finding(
            FindingSeverity.Error, "port-taken", service.AppId, null, null, $"{obstacle.Reason}; the service is left out", obstacle.Advice)
        { Index = service.Index });

        /// <summary>True if a service listens as this one did; its tasks may be others.</summary>
        public bool IsOf(Service other)
        {
            if (other.Port != service.Port || other.Listens != service.Listens) return false;
            if (ReferenceEquals(other.Definition, _definition)) return true;
            if (!AppWriter.RulesOf(other.Definition).AsSpan().SequenceEqual(AppWriter.RulesOf(_definition))) return false;
            _definition = other.Definition;
            return true;
        }
    }
}

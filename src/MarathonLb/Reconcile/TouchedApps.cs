using MarathonLb.Apps;
using MarathonLb.Reconcile.Planning;

namespace MarathonLb.Reconcile;

/// <summary>Finds the apps behind what a round changes. Asked only by rounds that change something, after the configurations have been compared: it goes by the backends found there.</summary>
/// <param name="before">What HAProxy served; null if that is not known.</param>
/// <param name="after">What it serves now.</param>
internal sealed class TouchedApps(AppsModel? before, AppsModel after)
{
    private const int NamesShown = 5;

    /// <summary>Those whose servers or map entries commands change.</summary>
    public Touched By(RuntimePlan plan)
    {
        int added = 0, removed = 0;
        foreach (BackendChange change in plan.Backends) (added, removed) = (added + change.Added.Count, removed + change.Removed.Count);
        return Find(plan.Backends.Select(static change => change.Backend), plan.Maps.Count > 0, added, removed);
    }

    /// <summary>Those whose lines a reload changes.</summary>
    public Touched By(ChangeSummary changes) =>
        Find([.. changes.BackendsAdded, .. changes.BackendsRemoved, .. changes.BackendsChanged], changes.RestChanged, changes.ServersAdded, changes.ServersRemoved);

    /// <summary>Finds them.</summary>
    /// <param name="backends">The backends that change.</param>
    /// <param name="others">True if something changes that belongs to no backend, such as a vhost's rule: then those whose apps are others now.</param>
    /// <param name="added">Servers that come.</param>
    /// <param name="removed">Servers that go.</param>
    private Touched Find(IEnumerable<string> backends, bool others, int added, int removed)
    {
        HashSet<string> names = new(backends, StringComparer.Ordinal);
        SortedSet<string> apps = new(StringComparer.Ordinal);
        Service[] earlier = before?.Services ?? [];
        foreach (Service service in earlier.Concat(after.Services))
        {
            if (names.Contains(service.Backend)) apps.Add(service.AppId);
        }

        if (others && before is not null)
        {
            AddMissing(apps, earlier, after.Services);
            AddMissing(apps, after.Services, earlier);
        }

        return new Touched([.. apps.Take(NamesShown)], apps.Count, added, removed);
    }

    /// <summary>A service is made anew when its app changes, and only then.</summary>
    private static void AddMissing(SortedSet<string> apps, Service[] services, Service[] where)
    {
        HashSet<Service> there = new(where.Select(Whole), ReferenceEqualityComparer.Instance);
        foreach (Service service in services)
        {
            if (!there.Contains(Whole(service))) apps.Add(service.AppId);
        }
    }

    private static Service Whole(Service service) => service.Original ?? service;
}

using MarathonLb.Apps;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Cluster;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Reconcile;

/// <summary>
/// Keeps what is known of Marathon's apps current: fetches what may have changed, single apps where that is enough. Everything is fetched where an
/// app alone does not tell how the configuration changes: deployment groups, and service ports from the range that all apps share.
/// </summary>
/// <param name="source">Where the apps come from.</param>
/// <param name="addresses">Knows the agents' addresses.</param>
/// <param name="clock">Tells when a fetch began.</param>
/// <param name="logger">Hears why everything is fetched where an app would have done.</param>
internal sealed partial class ClusterFollower(IAppSource source, TaskHostResolver addresses, TimeProvider clock, ILogger logger)
{
    /// <summary>Most apps that Marathon is asked for at a time.</summary>
    private const int Parallel = 8;

    private ClusterState _state = new(clock.TimestampFrequency);

    /// <summary>True once Marathon was seen.</summary>
    public bool IsKnown => _state.IsKnown;

    /// <summary>What is known now.</summary>
    public MarathonSnapshot Snapshot => _state.Snapshot;

    /// <summary>Tasks are leaving: they stop serving at once.</summary>
    /// <returns>True if one of them served.</returns>
    public bool Leave(IEnumerable<LeavingTask> tasks)
    {
        bool served = false;
        foreach (LeavingTask task in tasks) served |= _state.Leave(task);
        return served;
    }

    /// <summary>What was fetched is what is known from now on.</summary>
    /// <param name="fetched">What <see cref="RefreshAsync"/> gave.</param>
    public void Take(ClusterState fetched) => _state = fetched;

    /// <summary>Fetches what may have changed. What is known stays the same until it is taken.</summary>
    /// <param name="requests">Says what.</param>
    /// <param name="meanwhile">Waits for a fetch; only while it does so may <see cref="Leave"/> and <see cref="Snapshot"/> be used.</param>
    /// <param name="cancellation">Ends the fetching.</param>
    /// <returns>What is known with what was fetched.</returns>
    /// <exception cref="MarathonUnreachableException">Marathon gave no whole and understandable answer.</exception>
    /// <exception cref="Marathon.Credentials.CredentialException">There are no credentials to ask with.</exception>
    public async Task<ClusterState> RefreshAsync(Requests requests, Func<Task, Task> meanwhile, CancellationToken cancellation)
    {
        bool alone = !requests.Everything && IsKnown && !requests.Apps.Any(id => IsGrouped(_state.Find(id)));
        if (alone && source is IAppLookup lookup && await TryFetchAppsAsync(lookup, requests.Apps, meanwhile, cancellation) is ClusterState some) return some;
        long startedAt = clock.GetTimestamp();
        Task<MarathonSnapshot> fetch = FetchEverythingAsync(cancellation);
        await meanwhile(fetch);
        ClusterState all = _state.Copy();
        all.Take(await fetch, startedAt);
        return all;
    }

    private async Task<MarathonSnapshot> FetchEverythingAsync(CancellationToken cancellation)
    {
        MarathonSnapshot snapshot = await source.FetchAppsAsync(cancellation);
        await addresses.PrefetchAsync(HostsOf(snapshot.Apps), cancellation);
        return snapshot;
    }

    /// <summary>Fetches some apps.</summary>
    /// <returns>What is known with them; null if everything must be fetched instead.</returns>
    private async Task<ClusterState?> TryFetchAppsAsync(IAppLookup lookup, string[] ids, Func<Task, Task> meanwhile, CancellationToken cancellation)
    {
        long startedAt = clock.GetTimestamp();
        Task<MarathonApp?[]> fetch = FetchAppsAsync(lookup, ids, cancellation);
        await meanwhile(fetch);
        MarathonApp?[] apps;
        try
        {
            apps = await fetch;
        }
        catch (MarathonUnreachableException e) when (e.Failures.Any(static failure => failure.Cause is MarathonStatusException or MarathonAnswerException))
        {
            // Somebody answers, only not to this question.
            Log.OddAnswer(logger, e.Message.ReplaceLineEndings(" "));
            return null;
        }

        for (int i = 0; i < ids.Length; i++)
        {
            if (NeedsEverything(ids[i], apps[i])) return null;
        }

        ClusterState some = _state.Copy();
        for (int i = 0; i < ids.Length; i++) some.Take(ids[i], apps[i], startedAt);
        return some;
    }

    private async Task<MarathonApp?[]> FetchAppsAsync(IAppLookup lookup, string[] ids, CancellationToken cancellation)
    {
        MarathonApp?[] apps = new MarathonApp?[ids.Length];
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellation };
        await System.Threading.Tasks.Parallel.ForAsync(0, ids.Length, parallel, async (i, end) => apps[i] = await lookup.FetchAppAsync(ids[i], end));
        await addresses.PrefetchMoreAsync(HostsOf(apps.OfType<MarathonApp>()), cancellation);
        return apps;
    }

    /// <summary>True if an app's new definition does not tell by itself how the configuration changes.</summary>
    private bool NeedsEverything(string id, MarathonApp? app)
    {
        // Marathon stops an app's tasks before it forgets the app. Without that, a proxy between us may have lost its way: all of Marathon's apps must agree.
        if (app is null) return _state.Serves(id);
        if (app.Id != id || IsGrouped(app)) return true;
        return PortRules.NeedsAssignedPorts(app) && !(_state.Find(id) is MarathonApp known && PortRules.NeedsAssignedPorts(known));
    }

    private static bool IsGrouped(MarathonApp? app) => app is not null && BuiltApps.GroupOf(app) is not null;

    /// <summary>The hosts of all tasks, again and again: whoever looks them up knows which he has.</summary>
    private static IEnumerable<string> HostsOf(IEnumerable<MarathonApp> apps)
    {
        foreach (MarathonApp app in apps)
        {
            foreach (MarathonTask task in app.Tasks)
            {
                if (task.Host is string host) yield return host;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5070, LogLevel.Warning, "an app can't be fetched alone, so all are fetched: {Reason}")]
        public static partial void OddAnswer(ILogger logger, string reason);
    }
}

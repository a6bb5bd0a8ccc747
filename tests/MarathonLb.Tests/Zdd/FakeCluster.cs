using System.Text.Json.Nodes;
using MarathonLb.Marathon;
using MarathonLb.Zdd.Api;
using MarathonLb.Zdd.Balancers;
using MarathonLb.Zdd.Definition;

namespace MarathonLb.Tests.Zdd;

/// <summary>
/// A Marathon and a load balancer in a few dictionaries. Deployments end at once; the load balancer merges the group as it does (spec, section 1): the app
/// scaled last is the new one. It fails on purpose at the n-th question, before or after doing what was asked.
/// </summary>
internal sealed class FakeCluster : IMarathonApi, ILoadBalancers
{
    /// <summary>No deploy of these tests asks as much.</summary>
    private const int MostQuestions = 1000;

    private readonly Dictionary<string, JsonObject> _apps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _scaledAt = new(StringComparer.Ordinal);
    private int _time;
    private int _questions;
    private int _tasks;

    /// <summary>What was asked and done, in order.</summary>
    public List<string> Done { get; } = [];

    /// <summary>Questions until the crash; negative: none.</summary>
    public int CrashAfter { get; set; } = -1;

    /// <summary>Crash before what was asked is done, instead of after.</summary>
    public bool CrashBefore { get; set; }

    /// <summary>Sessions on each draining task.</summary>
    public long Busy { get; set; }

    /// <summary>The one draining task that has those sessions; null: all.</summary>
    public string? BusyTask { get; set; }

    /// <summary>Looks until the sessions end; negative: never.</summary>
    public int LooksUntilIdle { get; set; } = -1;

    /// <summary>The new app's tasks never become healthy.</summary>
    public bool NeverHealthy { get; set; }

    /// <summary>Fewest tasks that took new sessions at any time, since the first app came.</summary>
    public int FewestServing { get; private set; } = int.MaxValue;

    /// <summary>Tasks killed while they took new sessions or had some.</summary>
    public int KilledBusy { get; private set; }

    /// <summary>Why the next kills fail.</summary>
    public Queue<string> KillFailures { get; } = new();

    public string Apps => string.Join(", ", _apps.Values.Select(static app => $"{app["id"]} {app["instances"]}").Order(StringComparer.Ordinal));

    public JsonObject App(string id) => _apps[id];

    public Task<IReadOnlyList<DeployedApp>> FetchGroupAsync(string group, CancellationToken cancellation) =>
        Ask<IReadOnlyList<DeployedApp>>("list", () => [.. _apps.Values.Select(Copy)]);

    public Task<DeployedApp?> FetchAsync(string appId, CancellationToken cancellation) =>
        Ask("fetch", () => _apps.TryGetValue(appId, out JsonObject? app) ? Copy(app) : null);

    public Task CreateAsync(JsonObject app, CancellationToken cancellation) => Ask($"create {app["id"]}", () =>
    {
        _apps.Add((string)app["id"]!, (JsonObject)app.DeepClone());
        Fill((string)app["id"]!);
        return true;
    });

    public Task ScaleAsync(string appId, int instances, CancellationToken cancellation) => Ask($"scale {appId} {instances}", () =>
    {
        _apps[appId]["instances"] = instances;
        Fill(appId);
        return true;
    });

    public Task<string?> KillAsync(IReadOnlyList<string> taskIds, CancellationToken cancellation) => Ask($"kill {taskIds.Count}", () =>
    {
        if (KillFailures.TryDequeue(out string? reason)) return reason;
        NoteKills(taskIds);
        foreach (JsonObject app in _apps.Values)
        {
            JsonArray tasks = app["tasks"]!.AsArray();
            JsonNode[] gone = [.. tasks.Where(task => taskIds.Contains((string)task!["id"]!))!];
            if (gone.Length == 0) continue;
            foreach (JsonNode task in gone) tasks.Remove(task);
            app["instances"] = (int)app["instances"]! - gone.Length;
            _scaledAt[(string)app["id"]!] = ++_time;
        }

        return null;
    });

    public Task DeleteAsync(string appId, bool force, CancellationToken cancellation) => Ask($"delete {appId}", () =>
    {
        NoteKills([.. Copy(_apps[appId]).App.Tasks.Select(static task => task.Id)]);
        return _apps.Remove(appId);
    });

    public Task<LoadBalancerLook> LookAsync(IReadOnlyCollection<string> backends, CancellationToken cancellation)
    {
        if (LooksUntilIdle-- == 0) Busy = 0;
        List<ServerStatistics> servers = [.. Servers()];
        if (servers.Count > 0) FewestServing = Math.Min(FewestServing, servers.Count(static server => server.IsUp));
        return Task.FromResult(new LoadBalancerLook([new LoadBalancerView("lb:9090", 2, [.. servers.Where(server => backends.Contains(server.Backend))])], []));
    }

    private void NoteKills(IReadOnlyCollection<string> taskIds)
    {
        HashSet<string> names = [.. _apps.Values.Select(Copy).SelectMany(static app => app.App.Tasks).Where(task => taskIds.Contains(task.Id)).Select(NameOf)];
        KilledBusy += Servers().Count(server => names.Contains(server.Server) && (server.IsUp || server.Busy > 0));
    }

    private IEnumerable<ServerStatistics> Servers()
    {
        DeployedApp[] apps = [.. _apps.Values.Select(Copy)];
        HashSet<string> draining = Draining(apps);
        DeployedApp? newest = apps.Length > 1 ? apps.MaxBy(static app => app.StartedAt) : null;
        return apps.SelectMany(app => app.App.Tasks.Select(task => new ServerStatistics(
            Deployed.Backend,
            NameOf(task),
            NeverHealthy && app == newest ? "DOWN" : draining.Contains(task.Id) ? "MAINT" : "UP",
            draining.Contains(task.Id) && (BusyTask ?? task.Id) == task.Id ? Busy : 0,
            0)));
    }

    private HashSet<string> Draining(DeployedApp[] apps)
    {
        if (apps.Length < 2) return [];
        DeployedApp started = apps.MaxBy(static app => app.StartedAt)!;
        DeployedApp scaled = apps.MaxBy(app => _scaledAt[app.Id])!;
        DeployedApp older = apps.Single(app => app != scaled);
        int healthy = NeverHealthy && scaled == started ? 0 : scaled.Instances;
        int count = Math.Min(healthy, Math.Max(0, healthy + older.Instances - (scaled.TargetInstances ?? 1)));
        return [.. older.App.Tasks.Select(static task => task.Id).Order(StringComparer.Ordinal).Take(count)];
    }

    private static string NameOf(MarathonTask task) => $"{task.Host!.Replace('.', '_')}_{task.Ports[0]}";

    private void Fill(string id)
    {
        JsonArray tasks = _apps[id]["tasks"] as JsonArray ?? [];
        _apps[id]["tasks"] = tasks.Parent is null ? tasks : tasks.DeepClone();
        while (_apps[id]["tasks"]!.AsArray().Count < (int)_apps[id]["instances"]!)
        {
            _tasks++;
            _apps[id]["tasks"]!.AsArray().Add(new JsonObject
            {
                ["id"] = $"{id}.{_tasks:000}",
                ["host"] = "10.0.0.1",
                ["state"] = "TASK_RUNNING",
                ["ports"] = new JsonArray(31000 + _tasks),
            });
        }

        while (_apps[id]["tasks"]!.AsArray().Count > (int)_apps[id]["instances"]!) _apps[id]["tasks"]!.AsArray().RemoveAt(0);
        _scaledAt[id] = ++_time;
    }

    private DeployedApp Copy(JsonObject app)
    {
        JsonObject copy = (JsonObject)app.DeepClone();
        string scaled = new DateTime(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(_scaledAt[(string)app["id"]!]).ToString("O");
        copy["versionInfo"] = new JsonObject { ["lastScalingAt"] = scaled };
        return DeployedApp.Of(copy);
    }

    private async Task<T> Ask<T>(string what, Func<T> answer)
    {
        await Task.CompletedTask;
        if (++_questions > MostQuestions) throw new InvalidOperationException($"no end after {MostQuestions} questions: {Apps}\n{string.Join('\n', Done)}");
        bool crash = CrashAfter-- == 0;
        if (crash && CrashBefore) throw new CrashException();
        if (what is not ("fetch" or "list")) Done.Add(what);
        T result = answer();
        return crash ? throw new CrashException() : result;
    }
}

/// <summary>The process is killed here.</summary>
internal sealed class CrashException : Exception;

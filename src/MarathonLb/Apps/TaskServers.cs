using System.Net;
using MarathonLb.Findings;
using MarathonLb.Marathon;

namespace MarathonLb.Apps;

/// <summary>Turns the tasks of an app into servers of its services (spec, section 1).</summary>
/// <param name="options">What the command line says.</param>
/// <param name="addresses">Knows the agents' addresses.</param>
internal sealed class TaskServers(AppsOptions options, IHostAddresses addresses)
{
    private readonly LruCache<string, bool> _verdicts = new(options.HealthMemory);

    /// <summary>Adds each serving task of an app to the drafts of its service ports.</summary>
    /// <param name="app">The app.</param>
    /// <param name="mode">Its networking mode.</param>
    /// <param name="drafts">The services by the index of their service port; null where no port could be assigned.</param>
    /// <param name="findings">Receives a word for each task that can't serve.</param>
    /// <param name="verdicts">What is known of the tasks' health, where it counts.</param>
    /// <returns>False if a host could not be resolved, which may be otherwise the next time.</returns>
    public bool AddTo(
        AppInstance app, NetworkMode mode, ServiceDraft?[] drafts, List<Finding> findings, out IReadOnlyList<(string TaskId, bool Alive)> verdicts)
    {
        List<(string TaskId, bool Alive)>? judged = options.HealthCheck && app.Definition.HealthChecks.Length > 0 ? [] : null;
        verdicts = judged ?? (IReadOnlyList<(string TaskId, bool Alive)>)[];
        bool resolved = true;

        // Tasks with addresses of their own all listen on the app's ports.
        int[]? common = mode == NetworkMode.Container && app.Tasks is [MarathonTask first, ..] ? PortRules.TaskPorts(app.Definition, mode, first) : null;
        foreach (MarathonTask task in app.Tasks)
        {
            if (string.IsNullOrEmpty(task.Host) || !TaskRules.IsServing(task.State) || (judged is not null && !IsAlive(task, judged))) continue;
            int[] ports = common ?? PortRules.TaskPorts(app.Definition, mode, task);
            string? ip = mode == NetworkMode.Container ? task.IpAddress : addresses.Ipv4Of(task.Host);
            if (WhyUnusable(task.Host, ip, ports, mode) is (string reason, string advice))
            {
                resolved &= ip is not null || mode == NetworkMode.Container;
                findings.Add(new Finding(
                    FindingSeverity.Warning, "task-unusable", app.AppId, $"task {task.Id}", null, $"{reason}; the task gets no traffic", advice));
                continue;
            }

            bool draining = app.IsDraining(task);
            for (int i = 0; i < Math.Min(ports.Length, drafts.Length); i++)
            {
                drafts[i]?.Servers.Add(new Server(task.Host, ip!, ports[i], task.Id, draining) { KnownHealthy = task.Health == TaskHealth.Alive });
            }
        }

        return resolved;
    }

    /// <summary>Remembers what an app knew of those tasks whose health Marathon does not tell now, as if it had just been said.</summary>
    /// <param name="app">The app.</param>
    /// <param name="verdicts">What it knew.</param>
    public void Remember(AppInstance app, IReadOnlyList<(string TaskId, bool Alive)> verdicts)
    {
        if (verdicts.Count == 0 || !Array.Exists(app.Tasks, static task => task.Health == TaskHealth.Unknown)) return;
        HashSet<string> unknown = [.. app.Tasks.Where(static task => task.Health == TaskHealth.Unknown).Select(static task => task.Id)];
        foreach ((string task, bool alive) in verdicts)
        {
            if (unknown.Contains(task)) _verdicts.Set(task, alive);
        }
    }

    /// <summary>A task's verdict; where a new Marathon leader has not looked yet, the last known one.</summary>
    private bool IsAlive(MarathonTask task, List<(string TaskId, bool Alive)> verdicts)
    {
        bool alive = task.Health == TaskHealth.Alive;
        if (task.Health != TaskHealth.Unknown) _verdicts.Set(task.Id, alive);
        else if (!_verdicts.TryGetValue(task.Id, out alive)) return false;
        verdicts.Add((task.Id, alive));
        return alive;
    }

    private static (string Reason, string Advice)? WhyUnusable(string host, string? ip, int[] ports, NetworkMode mode)
    {
        if (!IsHostText(host)) return ("its host is not a host name", "Look at what Marathon's API says of it.");
        if (ip is null)
        {
            return mode == NetworkMode.Container
                ? ("it has no address of its own yet", "It is looked at again in the next round.")
                : ($"its host '{host}' has no IPv4 address", "Check the name service of the load balancer's node.");
        }

        // The characters are looked at too: an IPv6 address may end in '%' and a zone, and .NET takes any text for a zone.
        if (!IsHostText(ip) || !IPAddress.IsValid(ip)) return ("its address is not an IP address", "Look at what Marathon's API says of it.");
        if (ports.Length == 0) return ("it has no ports", "Define ports in the app, or leave it out of the group.");
        return Array.TrueForAll(ports, static port => port is >= 0 and <= 65535)
            ? null
            : ("one of its ports is not a TCP port", "Look at what Marathon's API says of it.");
    }

    private static bool IsHostText(string host) =>
        host.AsSpan().IndexOfAnyExcept(HostCharacters) < 0;

    private static readonly System.Buffers.SearchValues<char> HostCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:");
}

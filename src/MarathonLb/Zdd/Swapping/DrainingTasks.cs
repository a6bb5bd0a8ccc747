using System.Globalization;
using System.Net;
using MarathonLb.Apps;
using MarathonLb.Marathon;
using MarathonLb.Zdd.Balancers;
using MarathonLb.Zdd.Definition;

namespace MarathonLb.Zdd.Swapping;

/// <summary>Finds an app's tasks among the servers of the load balancers, by the names that marathon-lb gives them (spec, section 3).</summary>
/// <param name="view">What is known now.</param>
internal sealed class DrainingTasks(SwapView view)
{
    /// <summary>The app's tasks that every load balancer drains in every backend they are in, with the sessions left on them.</summary>
    public IReadOnlyList<(string TaskId, long Busy)> Of(DeployedApp app)
    {
        List<(string, long)> draining = [];
        foreach (MarathonTask task in app.ServingTasks)
        {
            List<ServerStatistics>? servers = ServersOf(app, task);
            if (servers is { Count: > 0 } && servers.TrueForAll(static server => server.IsDraining))
            {
                draining.Add((task.Id, servers.Sum(static server => server.Busy)));
            }
        }

        return draining;
    }

    /// <summary>The first of the app's tasks that a load balancer does not list, or null.</summary>
    public string? Missing(DeployedApp app) => app.ServingTasks.FirstOrDefault(task => ServersOf(app, task) is null)?.Id;

    /// <summary>The servers of a task at all load balancers, or null if one of them does not have it.</summary>
    public List<ServerStatistics>? ServersOf(DeployedApp app, MarathonTask task)
    {
        List<ServerStatistics> servers = [];
        foreach (ServerStatistics? server in LookUp(app, task))
        {
            if (server is null) return null;
            servers.Add(server);
        }

        return servers;
    }

    /// <summary>All servers of the app's tasks, wherever one is listed.</summary>
    public IEnumerable<ServerStatistics> ListedServers(DeployedApp app) =>
        app.App.Tasks.Where(static task => !string.IsNullOrEmpty(task.Host)).SelectMany(task => LookUp(app, task)).OfType<ServerStatistics>();

    /// <summary>
    /// Servers of tasks that have ended, which a load balancer keeps in maintenance until their last sessions have: they are nobody's, and get no new ones.
    /// </summary>
    public HashSet<(string Backend, string Server)> Leftovers()
    {
        HashSet<(string, string)> tasks = [.. new[] { view.Apps.Old, view.Apps.New }
            .SelectMany(app => app.ServingTasks.SelectMany(task => LookUp(app, task))).OfType<ServerStatistics>().Select(static server => (server.Backend, server.Server))];
        return [.. view.Balancers.Views.SelectMany(static balancer => balancer.Servers).Where(static server => server.IsDraining)
            .Select(static server => (server.Backend, server.Server)).Where(server => !tasks.Contains(server))];
    }

    /// <summary>How many of the app's tasks take new sessions at every load balancer.</summary>
    public int UpTasks(DeployedApp app) =>
        app.ServingTasks.Count(task => ServersOf(app, task) is { Count: > 0 } servers && servers.TrueForAll(static server => server.IsUp));

    /// <summary>The task's server in each backend of each load balancer; null where it is not listed.</summary>
    private IEnumerable<ServerStatistics?> LookUp(DeployedApp app, MarathonTask task)
    {
        int[] ports = PortRules.TaskPorts(app.App, app.Mode, task);
        foreach (LoadBalancerView balancer in view.Balancers.Views)
        {
            for (int i = 0; i < Math.Min(view.Backends.Count, ports.Length); i++)
            {
                yield return balancer.Servers.FirstOrDefault(
                    server => server.Backend == view.Backends[i] && IsServerOf(server.Server, app.Mode, task, ports[i]));
            }
        }
    }

    /// <summary>
    /// A host name stands in a server's name with the address that the load balancer has for it, which is not looked up here: the name service may
    /// answer us otherwise.
    /// </summary>
    private static bool IsServerOf(string name, NetworkMode mode, MarathonTask task, int port)
    {
        string host = task.Host!;
        if (mode == NetworkMode.Container) return task.IpAddress is string own && name == ServerIdentity.NameOf(host, own, port);
        if (name == ServerIdentity.NameOf(host, host, port)) return true;
        string start = Names.Cleaned(host) + "_";
        string end = string.Create(CultureInfo.InvariantCulture, $"_{port}");
        return name.Length > start.Length + end.Length
            && name.StartsWith(start, StringComparison.Ordinal)
            && name.EndsWith(end, StringComparison.Ordinal)
            && IsIpv4(name[start.Length..^end.Length]);
    }

    private static bool IsIpv4(string cleaned) => cleaned.Count(static c => c == '_') == 3 && IPAddress.TryParse(cleaned.Replace('_', '.'), out _);
}

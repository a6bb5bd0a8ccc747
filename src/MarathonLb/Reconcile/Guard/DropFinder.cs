using MarathonLb.Apps;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Cluster;
using MarathonLb.Reconcile.Live;
using MarathonLb.Reconcile.Planning;

namespace MarathonLb.Reconcile.Guard;

/// <summary>Finds the servers that an answer of Marathon's would take out, and those among them whose tasks are known to end.</summary>
/// <param name="evidence">What events have said.</param>
internal sealed class DropFinder(KillEvidence evidence)
{
    /// <summary>Compares services with those that were applied last. Costs next to nothing while no server goes.</summary>
    /// <param name="applied">The services that were applied last.</param>
    /// <param name="wanted">Those that the answer comes to.</param>
    /// <param name="answer">The answer: a task that it shows as ending, or as failing its health checks, is no loss without a reason.</param>
    public Drop Between(Service[] applied, Service[] wanted, MarathonSnapshot answer)
    {
        int before = applied.Sum(static service => service.Servers.Length);
        int after = wanted.Sum(static service => service.Servers.Length);
        HashSet<ServerKey> lost = [];
        if (after < before)
        {
            HashSet<string> ending = Ending(answer);
            foreach ((ServerKey key, Server server, Service service) in Gone(applied, wanted))
            {
                if (!ending.Contains(server.TaskId) && !evidence.Explains(server.TaskId, service.Definition.Id)) lost.Add(key);
            }
        }

        return new Drop(before, after, answer.Apps.Length == 0, lost);
    }

    /// <summary>Compares services with a configuration that an earlier process of ours left: whose task a server was is not known any more.</summary>
    /// <param name="file">The configuration on disk.</param>
    /// <param name="document">The one that the answer comes to.</param>
    /// <param name="answer">The answer.</param>
    public static Drop Since(ReadOnlyMemory<byte> file, ReadOnlyMemory<byte> document, MarathonSnapshot answer)
    {
        HashSet<ServerKey> before = Servers(file);
        HashSet<ServerKey> after = Servers(document);

        // Servers of the operator's own, in HAPROXY_HEAD say, stand in both.
        return new Drop(before.Count, after.Count, answer.Apps.Length == 0, before.Where(key => !after.Contains(key)).ToHashSet());
    }

    private static HashSet<ServerKey> Servers(ReadOnlyMemory<byte> config) =>
        [.. ConfigSections.BackendsOf(config).SelectMany(static backend => backend.Servers.Select(server => new ServerKey(backend.Name, server.Name)))];

    private static IEnumerable<(ServerKey Key, Server Server, Service Service)> Gone(Service[] applied, Service[] wanted)
    {
        HashSet<Service> kept = new(wanted, ReferenceEqualityComparer.Instance);
        HashSet<Service> earlier = new(applied, ReferenceEqualityComparer.Instance);
        HashSet<ServerKey> there =
            [.. wanted.Where(service => !earlier.Contains(service)).SelectMany(static service => service.Servers.Select(server => new ServerKey(service.Backend, server.Name)))];
        foreach (Service service in applied)
        {
            if (kept.Contains(service)) continue;
            foreach (Server server in service.Servers)
            {
                ServerKey key = new(service.Backend, server.Name);
                if (!there.Contains(key)) yield return (key, server, service);
            }
        }
    }

    private static HashSet<string> Ending(MarathonSnapshot answer) =>
        [.. answer.Apps.SelectMany(static app => app.Tasks)
            .Where(static task => LeavingTask.IsLeaving(task.State) || task.Health == TaskHealth.Dead).Select(static task => task.Id)];
}

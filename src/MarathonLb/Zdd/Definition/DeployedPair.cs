using MarathonLb.Apps;

namespace MarathonLb.Zdd.Definition;

/// <summary>Two apps of a group in the roles of a swap.</summary>
/// <param name="Old">The app that goes.</param>
/// <param name="New">The app that comes.</param>
internal sealed record DeployedPair(DeployedApp Old, DeployedApp New)
{
    /// <summary>The last two deploys of a group; of equal dates the one seen first is the new one, as the load balancer takes it.</summary>
    /// <param name="apps">At least two.</param>
    public static DeployedPair LastTwo(IReadOnlyList<DeployedApp> apps)
    {
        DeployedApp[] latestFirst = [.. apps.OrderByDescending(static app => app.StartedAt)];
        return new(latestFirst[1], latestFirst[0]);
    }

    /// <summary>The roles the other way round.</summary>
    public DeployedPair Reversed => new(New, Old);

    /// <summary>
    /// The backends that hold both apps' tasks, by the index of their service port: those of ports that both apps have. One that only the new app
    /// has comes when the old one is gone.
    /// </summary>
    /// <exception cref="ZddException">There are none.</exception>
    public string[] Backends()
    {
        string group = New.Group ?? Old.Group ?? "";
        List<string> backends = [];
        for (int i = 0; New.BoundPort(i) is int port && Old.BoundPort(i) == port; i++) backends.Add(Names.OfBackend(group, port));
        return backends.Count > 0
            ? [.. backends]
            : throw new ZddException(
                ZddExitCode.MissingField,
                $"{Old.Id} and {New.Id} of group {group} have no service port in common ({DeploymentLabels.Port(0)}): the load balancer can't serve them as one; delete the one that you don't want");
    }
}

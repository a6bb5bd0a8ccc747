namespace MarathonLb.Zdd.Balancers;

/// <summary>What one load balancer says.</summary>
/// <param name="Name">Its address, for messages.</param>
/// <param name="Processes">How many HAProxy processes it has.</param>
/// <param name="Servers">The servers of the backends that were asked for.</param>
internal sealed record LoadBalancerView(string Name, int Processes, IReadOnlyList<ServerStatistics> Servers)
{
    /// <summary>A settled HAProxy: a master and a worker. More: workers of before a reload still have sessions.</summary>
    public const int SettledProcesses = 2;

    /// <summary>True if no worker of before a reload is left, which the statistics would not show.</summary>
    public bool IsSettled => Processes <= SettledProcesses;
}

/// <summary>What all load balancers say at one moment.</summary>
/// <param name="Views">Those that answered.</param>
/// <param name="Failures">A line for each that did not.</param>
internal sealed record LoadBalancerLook(IReadOnlyList<LoadBalancerView> Views, IReadOnlyList<string> Failures)
{
    /// <summary>True if each of them answered.</summary>
    public bool IsWhole => Failures.Count == 0 && Views.Count > 0;
}

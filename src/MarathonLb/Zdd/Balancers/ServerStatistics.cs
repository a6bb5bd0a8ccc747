namespace MarathonLb.Zdd.Balancers;

/// <summary>A server's line in HAProxy's statistics.</summary>
/// <param name="Backend">pxname.</param>
/// <param name="Server">svname.</param>
/// <param name="Status">status, such as UP, DOWN, MAINT or "no check".</param>
/// <param name="Sessions">scur: sessions on it now.</param>
/// <param name="Queued">qcur: requests that wait for it.</param>
internal sealed record ServerStatistics(string Backend, string Server, string Status, long Sessions, long Queued)
{
    /// <summary>True if it takes new sessions. The original does not know "no check", so that an app without health checks waits for the time-out.</summary>
    public bool IsUp => Status is "UP" or "no check";

    /// <summary>True if the load balancer gives it no new sessions.</summary>
    public bool IsDraining => Status == "MAINT";

    /// <summary>What would be cut if its task were killed now.</summary>
    public long Busy => Sessions + Queued;
}

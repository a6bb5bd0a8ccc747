namespace MarathonLb.Reconcile.Live;

/// <summary>How servers come and go at run time.</summary>
internal sealed record LiveOptions
{
    /// <summary>Longest that sessions of a removed server may go on (<c>--drain-timeout</c>).</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// A removed server is not deleted before this: a task that comes back at once on its address finds it, and HAProxy 2.6 has had faults in deletions right after a server's last
    /// session (haproxy.md, section 1.4).
    /// </summary>
    public TimeSpan DeleteAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a server is looked at that waits for its first good check.</summary>
    public TimeSpan CheckInterval { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How often a server that leaves is looked at.</summary>
    public TimeSpan LeaveInterval { get; init; } = TimeSpan.FromMilliseconds(500);
}

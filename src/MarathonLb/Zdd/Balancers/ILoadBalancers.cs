namespace MarathonLb.Zdd.Balancers;

/// <summary>The load balancers that serve the group.</summary>
internal interface ILoadBalancers
{
    /// <summary>Asks all of them.</summary>
    /// <param name="backends">The backends to ask about.</param>
    /// <param name="cancellation">Ends the asking.</param>
    Task<LoadBalancerLook> LookAsync(IReadOnlyCollection<string> backends, CancellationToken cancellation);
}

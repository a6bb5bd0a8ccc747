using MarathonLb.Zdd.Balancers;
using MarathonLb.Zdd.Definition;

namespace MarathonLb.Zdd.Swapping;

/// <summary>Everything that a step is decided from.</summary>
/// <param name="Apps">Both apps as Marathon has them.</param>
/// <param name="Backends">The backends that they share.</param>
/// <param name="Balancers">What the load balancers say.</param>
internal sealed record SwapView(DeployedPair Apps, IReadOnlyList<string> Backends, LoadBalancerLook Balancers);

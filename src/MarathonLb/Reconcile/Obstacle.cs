using System.Net;

namespace MarathonLb.Reconcile;

/// <summary>Something outside the configuration that would make HAProxy fail to load it.</summary>
/// <param name="Line">The line of the configuration, or null if it is the configuration as a whole.</param>
/// <param name="Reason">What is in the way.</param>
/// <param name="Advice">What to do.</param>
internal sealed record Obstacle(int? Line, string Reason, string Advice)
{
    /// <summary>The address and port that somebody else has; null if it is something else.</summary>
    public IPEndPoint? Taken { get; init; }
}

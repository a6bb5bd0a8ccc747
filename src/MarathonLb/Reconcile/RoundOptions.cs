namespace MarathonLb.Reconcile;

/// <summary>How a round goes about its work.</summary>
internal sealed record RoundOptions
{
    /// <summary>Least time between two reloads (<c>--reload-gap</c>).</summary>
    public TimeSpan ReloadGap { get; init; }

    /// <summary>True to go on without the apps that HAProxy rejects; false with <c>--skip-config-cleanup</c>.</summary>
    public bool Isolates { get; init; } = true;
}

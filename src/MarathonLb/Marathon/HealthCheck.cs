namespace MarathonLb.Marathon;

/// <summary>An entry of an app's <c>healthChecks</c>. What Marathon leaves out has Marathon's own default.</summary>
internal sealed record HealthCheck
{
    /// <summary><c>protocol</c>: HTTP, HTTPS, TCP, COMMAND, MESOS_HTTP, MESOS_HTTPS or MESOS_TCP.</summary>
    public string Protocol { get; init; } = "HTTP";

    /// <summary><c>path</c>; null if absent.</summary>
    public string? Path { get; init; }

    /// <summary><c>port</c>; null if absent.</summary>
    public int? Port { get; init; }

    /// <summary><c>portIndex</c>; null if absent.</summary>
    public int? PortIndex { get; init; }

    /// <summary><c>gracePeriodSeconds</c>.</summary>
    public int GracePeriodSeconds { get; init; } = 300;

    /// <summary><c>intervalSeconds</c>.</summary>
    public int IntervalSeconds { get; init; } = 60;

    /// <summary><c>timeoutSeconds</c>.</summary>
    public int TimeoutSeconds { get; init; } = 20;

    /// <summary><c>maxConsecutiveFailures</c>.</summary>
    public int MaxConsecutiveFailures { get; init; } = 3;
}

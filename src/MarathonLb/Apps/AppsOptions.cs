namespace MarathonLb.Apps;

/// <summary>What the command line says about apps.</summary>
internal sealed record AppsOptions
{
    /// <summary>The groups that this load balancer exposes; <c>*</c> is every app.</summary>
    public required string[] Groups { get; init; }

    /// <summary>True with --strict-mode: only services with ENABLED are exposed.</summary>
    public bool StrictMode { get; init; }

    /// <summary>True with --health-check: tasks that Marathon does not find healthy are left out.</summary>
    public bool HealthCheck { get; init; }

    /// <summary>--keep-empty-services: a service without servers is kept, and answers 503 itself.</summary>
    public bool KeepEmptyServices { get; init; }

    /// <summary>First port for IP-per-task apps without service ports.</summary>
    public int MinServicePort { get; init; } = 10050;

    /// <summary>Last port for IP-per-task apps without service ports.</summary>
    public int MaxServicePort { get; init; } = 10100;

    /// <summary>Health verdicts remembered.</summary>
    public int HealthMemory { get; init; } = 1000;

    /// <summary>marathon-lb's own app ($FRAMEWORK_NAME), which is skipped; null if it does not run under Marathon.</summary>
    public string? FrameworkName { get; init; }

    /// <summary>Which apps may bring templates in labels.</summary>
    public RawLabelPolicy RawLabels { get; init; } = RawLabelPolicy.Everybody;

    /// <summary>True if the configuration shows a service: it is enabled, of one of our groups, and has servers or is kept without.</summary>
    public bool Exposes(Service service) =>
        service.Enabled && (KeepEmptyServices || service.Servers.Length > 0) && Exposes(service.Groups);

    /// <summary>True if one of a service's groups is one of ours. A service without a group is exposed only by <c>*</c>.</summary>
    public bool Exposes(ReadOnlySpan<string> groups)
    {
        foreach (string ours in Groups)
        {
            if (ours == "*" || groups.Contains(ours)) return true;
        }

        return false;
    }
}

namespace MarathonLb.Marathon;

/// <summary>
/// What we read of an app in <c>GET /v2/apps?embed=apps.tasks</c>: facts as Marathon gives them, nothing derived (spec, section 1, is applied by
/// the Apps room). JSON null counts as absent. Immutable, so that an unchanged app can be recognised by reference.
/// </summary>
[System.Text.Json.Serialization.JsonConverter(typeof(Json.MarathonAppConverter))]
internal sealed class MarathonApp
{
    private MarathonTask[] _tasks = [];

    /// <summary>The id, with its leading slash.</summary>
    public required string Id { get; init; }

    /// <summary>The labels in document order; those with a null value are left out, and of a repeated name the last counts.</summary>
    public AppLabel[] Labels { get; init; } = [];

    /// <summary>True if <c>ipAddress</c> is present and not <c>{}</c>.</summary>
    public bool HasIpAddress { get; init; }

    /// <summary><c>container.docker.network</c>, such as BRIDGE.</summary>
    public string? DockerNetwork { get; init; }

    /// <summary><c>networks[].mode</c>; an entry without a mode is null.</summary>
    public string?[] NetworkModes { get; init; } = [];

    /// <summary><c>container.docker.portMappings</c>.</summary>
    public PortMapping[] DockerPortMappings { get; init; } = [];

    /// <summary><c>container.portMappings</c>.</summary>
    public PortMapping[] PortMappings { get; init; } = [];

    /// <summary><c>ports</c>.</summary>
    public int[] Ports { get; init; } = [];

    /// <summary>The <c>port</c>s present in <c>portDefinitions</c>; null if there are no port definitions, empty if the list is.</summary>
    public int[]? PortDefinitions { get; init; }

    /// <summary><c>ipAddress.discovery.ports[].number</c>.</summary>
    public int[] DiscoveryPorts { get; init; } = [];

    /// <summary><c>healthChecks</c>.</summary>
    public HealthCheck[] HealthChecks { get; init; } = [];

    /// <summary><c>instances</c>: how many tasks the app should have.</summary>
    public int Instances { get; init; }

    /// <summary><c>versionInfo.lastScalingAt</c>, ISO 8601.</summary>
    public string? LastScalingAt { get; init; }

    /// <summary><c>tasks</c>, in document order.</summary>
    public MarathonTask[] Tasks
    {
        get => _tasks;
        init => _tasks = value;
    }

    /// <summary>The first thing in the app's document that is not of the expected kind, such as <c>ports[0]: a string where a number belongs</c>; null if all is well.</summary>
    public string? Malformed { get; init; }

    /// <summary>The same app with other tasks.</summary>
    public MarathonApp With(MarathonTask[] tasks)
    {
        MarathonApp copy = (MarathonApp)MemberwiseClone();
        copy._tasks = tasks;
        return copy;
    }
}

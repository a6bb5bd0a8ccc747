namespace MarathonLb.Marathon.Json;

/// <summary>An app while it is being read: what the document has said of it so far.</summary>
internal sealed class AppDraft
{
    public string? Id { get; set; }

    public AppLabel[] Labels { get; set; } = [];

    public bool HasIpAddress { get; set; }

    public string? DockerNetwork { get; set; }

    public string?[] NetworkModes { get; set; } = [];

    public PortMapping[] DockerPortMappings { get; set; } = [];

    public PortMapping[] PortMappings { get; set; } = [];

    public int[] Ports { get; set; } = [];

    public int[]? PortDefinitions { get; set; }

    public int[] DiscoveryPorts { get; set; } = [];

    public HealthCheck[] HealthChecks { get; set; } = [];

    public int Instances { get; set; }

    public string? LastScalingAt { get; set; }

    public MarathonTask[] Tasks { get; set; } = [];

    /// <summary>The finished app; null if it has no id to call it by.</summary>
    /// <param name="malformed">The first thing in its document that is not of the expected kind.</param>
    public MarathonApp? Finish(string? malformed) => string.IsNullOrEmpty(Id) ? null : new MarathonApp
    {
        Id = Id,
        Labels = Labels,
        HasIpAddress = HasIpAddress,
        DockerNetwork = DockerNetwork,
        NetworkModes = NetworkModes,
        DockerPortMappings = DockerPortMappings,
        PortMappings = PortMappings,
        Ports = Ports,
        PortDefinitions = PortDefinitions,
        DiscoveryPorts = DiscoveryPorts,
        HealthChecks = HealthChecks,
        Instances = Instances,
        LastScalingAt = LastScalingAt,
        Tasks = Tasks,
        Malformed = malformed,
    };
}

using MarathonLb.Apps.Labels;
using MarathonLb.Marathon;
using MarathonLb.Templates;

namespace MarathonLb.Apps;

/// <summary>A service while its app is being read.</summary>
internal sealed class ServiceDraft
{
    public required int Index { get; init; }

    /// <summary>The service port in the app, before a PORT label.</summary>
    public required int OriginalPort { get; init; }

    public required ServiceLabels Labels { get; init; }

    public required Template[] Overrides { get; init; }

    /// <summary>False if a label makes the service unfit to serve.</summary>
    public required bool Good { get; init; }

    public HealthCheck? HealthCheck { get; init; }

    /// <summary>True if the health check decides the mode, even over a MODE label.</summary>
    public bool ForcedHttp { get; init; }

    public List<Server> Servers { get; init; } = [];

    /// <summary>The port it is bound to.</summary>
    public int Port => Labels.Port ?? OriginalPort;
}

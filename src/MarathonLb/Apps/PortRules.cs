using MarathonLb.Marathon;

namespace MarathonLb.Apps;

/// <summary>Which ports an app serves on and which its tasks listen on (spec, section 1; goldens 12 and 24).</summary>
internal static class PortRules
{
    /// <summary>The app's networking mode: each rule overrides those before it.</summary>
    public static NetworkMode ModeOf(MarathonApp app)
    {
        NetworkMode mode = app.HasIpAddress ? NetworkMode.Container : NetworkMode.Host;
        if (app.DockerNetwork is "USER") mode = NetworkMode.Container;
        if (app.DockerNetwork is "BRIDGE") mode = NetworkMode.Bridge;
        foreach (string? named in app.NetworkModes)
        {
            mode = named switch
            {
                null or "container" => NetworkMode.Container,
                "container/bridge" => NetworkMode.Bridge,
                _ => NetworkMode.Host,
            };
        }

        return mode;
    }

    /// <summary>True if the app gets its service ports from the range for IP-per-task apps, if there is one.</summary>
    public static bool NeedsAssignedPorts(MarathonApp app)
    {
        NetworkMode mode = ModeOf(app);
        return NeedsAssignedPorts(mode, OwnServicePorts(app, mode), app.Tasks);
    }

    /// <summary>The service ports in the order of the labels' index; null where none could be assigned.</summary>
    /// <param name="app">The app.</param>
    /// <param name="mode">Its networking mode.</param>
    /// <param name="assigner">Assigns ports.</param>
    /// <param name="assigned">True if that was asked: what it says depends on the other apps too.</param>
    public static int?[] ServicePorts(AppInstance app, NetworkMode mode, PortAssigner assigner, out bool assigned)
    {
        int?[] ports = OwnServicePorts(app.Definition, mode);
        assigned = assigner.IsOn && NeedsAssignedPorts(mode, ports, app.Tasks);
        return assigned
            ? Array.ConvertAll(TaskPorts(app.Definition, mode, app.Tasks[0]), port => assigner.PortFor(app.AppId, port))
            : ports;
    }

    private static bool NeedsAssignedPorts(NetworkMode mode, int?[] ports, MarathonTask[] tasks) =>
        ports.Length == 0 && mode == NetworkMode.Container && tasks.Length > 0;

    private static int?[] OwnServicePorts(MarathonApp definition, NetworkMode mode)
    {
        PortMapping[] mappings = mode == NetworkMode.Host ? [] : Mappings(definition);
        return Array.Exists(mappings, static mapping => mapping.ServicePort is not null)
            ? [.. mappings.Where(static mapping => mapping.ServicePort is not null).Select(static mapping => mapping.ServicePort)]
            : Array.ConvertAll(definition.PortDefinitions ?? definition.Ports, static port => (int?)port);
    }

    /// <summary>The ports that a task listens on, in the order of the service ports.</summary>
    public static int[] TaskPorts(MarathonApp app, NetworkMode mode, MarathonTask task)
    {
        if (mode == NetworkMode.Container)
        {
            return app.DiscoveryPorts.Length > 0 ? app.DiscoveryPorts : ContainerPorts(app);
        }

        if (task.Ports.Length > 0) return task.Ports;
        if (app.PortDefinitions is { Length: > 0 } defined) return defined;
        return mode == NetworkMode.Bridge ? ContainerPorts(app) : [];
    }

    private static int[] ContainerPorts(MarathonApp app) =>
        [.. Mappings(app).Where(static mapping => mapping.ContainerPort is not null).Select(static mapping => mapping.ContainerPort!.Value)];

    private static PortMapping[] Mappings(MarathonApp app) =>
        app.DockerPortMappings.Length > 0 ? app.DockerPortMappings : app.PortMappings;
}

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

    /// <summary>The service ports in the order of the labels' index; null where none could be assigned.</summary>
    public static int?[] ServicePorts(AppInstance app, NetworkMode mode, PortAssigner assigner)
    {
        MarathonApp definition = app.Definition;
        int?[] ports = [];
        if (mode != NetworkMode.Host)
        {
            ports = [.. Mappings(definition).Where(static mapping => mapping.ServicePort is not null).Select(static mapping => mapping.ServicePort)];
        }

        if (ports.Length == 0)
        {
            ports = Array.ConvertAll(definition.PortDefinitions ?? definition.Ports, static port => (int?)port);
        }

        if (ports.Length == 0 && mode == NetworkMode.Container && assigner.IsOn && app.Tasks.Length > 0)
        {
            int[] taskPorts = TaskPorts(definition, mode, app.Tasks[0]);
            ports = Array.ConvertAll(taskPorts, port => assigner.PortFor(app.AppId, port));
        }

        return ports;
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

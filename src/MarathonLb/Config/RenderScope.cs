using MarathonLb.Apps;

namespace MarathonLb.Config;

/// <summary>The values that placeholders get while a template prints. One object, refilled: rendering allocates nothing.</summary>
internal sealed class RenderScope
{
    /// <summary>The service whose lines are printed; null in a global template.</summary>
    public Service? Service { get; set; }

    /// <summary>{backend}: the service's, or the cleaned host in a grouped vhost.</summary>
    public string Backend { get; set; } = "";

    /// <summary>{hostname}: the vhost of a rule, else the whole VHOST value; null prints None.</summary>
    public string? Hostname { get; set; }

    /// <summary>The server whose line is printed; null elsewhere.</summary>
    public Server? Server { get; set; }

    /// <summary>{host} outside a server line: the vhost of a grouped frontend.</summary>
    public string Host { get; set; } = "";

    /// <summary>{name}: the cleaned host of a grouped frontend.</summary>
    public string Name { get; set; } = "";

    /// <summary>{sslCerts}.</summary>
    public string SslCerts { get; set; } = "";

    /// <summary>{bindOpts}.</summary>
    public string BindOpts { get; set; } = "";

    /// <summary>{network_allowed}.</summary>
    public string Network { get; set; } = "";

    /// <summary>{healthCheckPort}; null prints None, and nothing in {healthCheckPortOptions}.</summary>
    public int? HealthCheckPort { get; set; }

    /// <summary>{haproxy_dir}.</summary>
    public string HaproxyDir { get; set; } = "";

    /// <summary>Turns to a service, with the values that hold for all of its templates but the vhost rules.</summary>
    public void Enter(Service service)
    {
        Service = service;
        Server = null;
        Backend = service.Backend;
        Hostname = service.VhostValue;
        HealthCheckPort = null;
    }

    /// <summary>Turns away from services, to a global template.</summary>
    public void Leave()
    {
        Service = null;
        Server = null;
        Backend = "";
        Hostname = null;
    }
}

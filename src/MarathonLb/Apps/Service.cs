using MarathonLb.Apps.Labels;
using MarathonLb.Marathon;
using MarathonLb.Templates;

namespace MarathonLb.Apps;

/// <summary>
/// A service port of an app, with everything the configuration needs. Immutable, and made anew only when its app changes, so that an unchanged
/// service is recognised by reference and costs a copy instead of a rendering.
/// </summary>
internal sealed class Service
{
    /// <summary>The app's id, or its deployment group's.</summary>
    public required string AppId { get; init; }

    /// <summary>The n of its labels.</summary>
    public required int Index { get; init; }

    /// <summary>The port it is bound to, named by and sorted by: the service port, or the PORT label.</summary>
    public required int Port { get; init; }

    /// <summary>False if ENABLED, or strict mode without it, hides the service.</summary>
    public required bool Enabled { get; init; }

    /// <summary>HTTP or TCP.</summary>
    public required ServiceMode Mode { get; init; }

    /// <summary>Its labels.</summary>
    public required ServiceLabels Labels { get; init; }

    /// <summary>The load balancer groups that expose it.</summary>
    public required string[] Groups { get; init; }

    /// <summary>Its servers, sorted by host and port, each once.</summary>
    public required Server[] Servers { get; init; }

    /// <summary>Its health check, if it has one.</summary>
    public HealthCheck? HealthCheck { get; init; }

    /// <summary>The templates that it brings itself; empty for most.</summary>
    public Template[] Overrides { get; init; } = [];

    /// <summary>The app as Marathon describes it, for Liquid templates.</summary>
    public required MarathonApp Definition { get; init; }

    /// <summary>With BACKEND_HEALTHCHECK_PORT_INDEX: the service on whose port the servers are checked; null without it or if it does not exist.</summary>
    public Service? CheckedService { get; set; }

    /// <summary>The backend's name.</summary>
    public required string Backend { get; init; }

    /// <summary>Its vhosts, lower-cased; empty without VHOST.</summary>
    public string[] Vhosts { get; init; } = [];

    /// <summary>The whole VHOST value, commas included, as {hostname} shows it outside vhost rules; null without VHOST.</summary>
    public string? VhostValue { get; init; }

    /// <summary>The stem of the vhost ACL's name: the cleaned first vhost and the app.</summary>
    public string CleanedHostname { get; init; } = "";

    /// <summary>The app id, cleaned: the stem of the app-id ACL's name.</summary>
    public required string CleanedAppId { get; init; }

    /// <summary>The order of its vhost rules, larger first; before the map line has its say.</summary>
    public int Weight { get; init; }

    /// <summary>True in HTTP mode.</summary>
    public bool IsHttp => Mode == ServiceMode.Http;

    /// <summary>REDIRECT_TO_HTTPS.</summary>
    public bool Redirects => Labels.RedirectToHttps is true;

    /// <summary>STICKY.</summary>
    public bool IsSticky => Labels.Sticky is true;

    /// <summary>False if it has no listener of its own, because its address and port belong to another service.</summary>
    public bool Listens { get; init; } = true;

    /// <summary>The service that this one is, with all that it claims; null if it has all of it.</summary>
    public Service? Original { get; init; }

    /// <summary>The same service with other servers.</summary>
    public Service With(Server[] servers) => Copy(servers, Vhosts, Listens, Original);

    /// <summary>The same service without what belongs to others.</summary>
    /// <param name="listens">False to take its listener.</param>
    /// <param name="hosts">The vhosts to take.</param>
    public Service Without(bool listens, IReadOnlySet<string> hosts) =>
        Copy(Servers, hosts.Count == 0 ? Vhosts : Array.FindAll(Vhosts, host => !hosts.Contains(host)), listens, Original ?? this);

    private Service Copy(Server[] servers, string[] vhosts, bool listens, Service? original) => new()
    {
        AppId = AppId,
        Index = Index,
        Port = Port,
        Enabled = Enabled,
        Mode = Mode,
        Labels = Labels,
        Groups = Groups,
        Servers = servers,
        HealthCheck = HealthCheck,
        Overrides = Overrides,
        Definition = Definition,
        CheckedService = CheckedService,
        Backend = Backend,
        Vhosts = vhosts,
        VhostValue = vhosts.Length > 0 ? string.Join(',', vhosts) : null,
        CleanedHostname = vhosts.Length > 0 ? $"{Names.Cleaned(vhosts[0])}_{Names.OfApp(AppId)}" : "",
        CleanedAppId = CleanedAppId,
        Weight = Weight,
        Listens = listens,
        Original = original,
    };

    /// <summary>The service's own template of this name, or null.</summary>
    public Template? OverrideOf(TemplateName name)
    {
        foreach (Template template in Overrides)
        {
            if (template.Name == name) return template;
        }

        return null;
    }
}

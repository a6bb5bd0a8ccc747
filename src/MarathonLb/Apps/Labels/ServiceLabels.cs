namespace MarathonLb.Apps.Labels;

/// <summary>
/// The labels of one service port, <c>HAPROXY_{n}_…</c> (spec, section 2). A property is its type's default until its label is read;
/// an empty value counts as unset.
/// </summary>
[LabelSet(LabelScope.Service)]
internal sealed partial class ServiceLabels
{
    [Label("GROUP", LabelKind.List, Fault = LabelFault.LeaveOut,
        Doc = "The load balancer groups that expose this service port; replaces HAPROXY_GROUP for it.", Example = "external,internal")]
    internal partial string[]? Group { get; }

    [Label("VHOST", LabelKind.HostList, Fault = LabelFault.LeaveOut,
        Doc = "Host names, comma separated: exposes the service on ports 80 and 443 under them.", Example = "www.example.com,example.com")]
    internal partial string[]? Vhost { get; }

    [Label("PATH", LabelKind.PathPrefix, Fault = LabelFault.LeaveOut,
        Doc = "Only requests whose path begins so; several prefixes separated by spaces. Raises a weight of 0 to 1.", Example = "/api")]
    internal partial string? Path { get; }

    [Label("AUTH", LabelKind.Auth, Fault = LabelFault.LeaveOut,
        Doc = "Basic authentication on the vhost, and only there (the service port and 9091 stay open): realm:user:encryptedpassword.", Example = "staff:admin:$6$salt$hash")]
    internal partial AuthLabel? Auth { get; }

    [Label("ENABLED", LabelKind.Flag,
        Doc = "Exposes the service, or not. Without it: yes, but no with --strict-mode.", Example = "true")]
    internal partial bool? Enabled { get; }

    [Label("STICKY", LabelKind.Flag,
        Doc = "Keeps a client on the server that it first met, by a cookie (http mode).", Example = "true")]
    internal partial bool? Sticky { get; }

    [Label("REDIRECT_TO_HTTPS", LabelKind.Flag,
        Doc = "Answers HTTP requests for the vhost with a redirect to HTTPS.", Example = "true")]
    internal partial bool? RedirectToHttps { get; }

    [Label("USE_HSTS", LabelKind.Flag,
        Doc = "Adds the Strict-Transport-Security header to answers.", Example = "true")]
    internal partial bool? UseHsts { get; }

    [Label("SSL_CERT", LabelKind.FilePath, Fault = LabelFault.LeaveOut,
        Doc = "A PEM file (certificate and key): the service's own frontend speaks TLS with it; with --group-https-by-vhost the vhost's too.",
        Example = "/etc/ssl/certs/example.pem")]
    internal partial string? SslCert { get; }

    [Label("BIND_OPTIONS", LabelKind.BindOptions, Fault = LabelFault.LeaveOut,
        Doc = "More options for the bind line of the service's own frontend (and grouped vhost frontends).", Example = "alpn h2,http/1.1")]
    internal partial string? BindOptions { get; }

    [Label("BIND_ADDR", LabelKind.Address, Fault = LabelFault.LeaveOut,
        Doc = "The address that the service's own frontend listens on. Without it: all.", Example = "10.1.2.3")]
    internal partial string? BindAddr { get; }

    [Label("PORT", LabelKind.Port, Fault = LabelFault.LeaveOut,
        Doc = "The port to bind and to name the backend with, instead of the service port. Better define the service port itself.",
        Example = "10001")]
    internal partial int? Port { get; }

    [Label("MODE", LabelKind.Mode, Fault = LabelFault.LeaveOut,
        Doc = "http or tcp. Without it: http with a VHOST or an HTTP health check, else tcp.", Example = "http")]
    internal partial string? Mode { get; }

    [Label("BALANCE", LabelKind.Balance,
        Doc = "The balancing algorithm. Without it: roundrobin.", Example = "leastconn")]
    internal partial string? Balance { get; }

    [Label("BACKEND_WEIGHT", LabelKind.Integer,
        Doc = "The order of the vhost's rules among all, larger first. 0 unless set (1 with a PATH).", Example = "10")]
    internal partial int? BackendWeight { get; }

    [Label("BACKEND_NETWORK_ALLOWED_ACL", LabelKind.NetworkList, Fault = LabelFault.LeaveOut,
        Doc = "Networks separated by spaces: only clients in them may connect.", Example = "127.0.0.0/8 10.1.0.0/16")]
    internal partial string[]? BackendNetworkAllowedAcl { get; }

    [Label("BACKEND_HEALTHCHECK_PORT_INDEX", LabelKind.Count,
        Doc = "Checks the servers on the port of the app's service with this index.", Example = "1")]
    internal partial int? BackendHealthcheckPortIndex { get; }

    [Label("HTTP_BACKEND_PROXYPASS_PATH", LabelKind.UrlPath, Fault = LabelFault.LeaveOut,
        Doc = "Strips this path prefix before the request reaches the task.", Example = "/app")]
    internal partial string? ProxypassPath { get; }

    [Label("HTTP_BACKEND_REVPROXY_PATH", LabelKind.UrlPath, Fault = LabelFault.LeaveOut,
        Doc = "Puts this root before the path of the task's Location headers.", Example = "/app")]
    internal partial string? RevproxyPath { get; }

    [Label("HTTP_BACKEND_REDIR", LabelKind.UrlPath, Fault = LabelFault.LeaveOut,
        Doc = "Redirects the root of the domain to this path.", Example = "/app/start")]
    internal partial string? RedirPath { get; }
}

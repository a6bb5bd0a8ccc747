using MarathonLb.Templates;

namespace MarathonLb.Cli.Reference;

/// <summary>What the reference says about a placeholder.</summary>
internal static class PlaceholderText
{
    /// <summary>A phrase: what it becomes.</summary>
    public static string Of(Placeholder placeholder) => placeholder switch
    {
        Placeholder.AppId => "the app's id",
        Placeholder.Backend => "the backend's name: the id without its first `/`, each `/` a `_`, then `_` and the service port; in the grouped SNI rule the vhost, cleaned",
        Placeholder.Balance => "the balancing algorithm",
        Placeholder.BindAddr => "the address to listen on, or `*`",
        Placeholder.BindOptions => "the service's BIND_OPTIONS after a space, or nothing",
        Placeholder.BindOpts => "the distinct BIND_OPTIONS of all services of the vhost, each after a space, or nothing",
        Placeholder.CleanedUpAppId => "the app's id with `_` for every character but letters, digits and `-`",
        Placeholder.CleanedUpHostname => "the first vhost, cleaned in the same way, then `_` and the id with `_` for `/`: the name of the vhost's ACL",
        Placeholder.CookieOptions => "` check cookie VALUE` with STICKY, or nothing",
        Placeholder.HaproxyDir => "the folder of the configuration file",
        Placeholder.HealthCheckFalls => "the check's maxConsecutiveFailures plus one",
        Placeholder.HealthCheckGracePeriodSeconds => "the check's gracePeriodSeconds",
        Placeholder.HealthCheckIntervalSeconds => "the check's intervalSeconds",
        Placeholder.HealthCheckMaxConsecutiveFailures => "the check's maxConsecutiveFailures",
        Placeholder.HealthCheckOptions => "the server-level health-check template after a space, or nothing",
        Placeholder.HealthCheckPath => "the check's path, or `/`",
        Placeholder.HealthCheckPort => "the port to check, or `None`",
        Placeholder.HealthCheckPortIndex => "the check's portIndex, or `None`",
        Placeholder.HealthCheckPortOptions => "` port N`, or nothing without a port",
        Placeholder.HealthCheckProtocol => "the check's protocol",
        Placeholder.HealthCheckTimeoutSeconds => "the check's timeoutSeconds",
        Placeholder.Host => "on a server line the task's host as Marathon names it; in grouped mode the vhost",
        Placeholder.HostIpv4 => "the server's IP address",
        Placeholder.Hostname => "the vhost; in templates for the whole service the VHOST label as it is, or `None`",
        Placeholder.Mode => "`http` or `tcp`",
        Placeholder.Name => "the vhost, cleaned: the name of its frontend and backend in grouped mode",
        Placeholder.NetworkAllowed => "one network of BACKEND_NETWORK_ALLOWED_ACL",
        Placeholder.OtherOptions => "` disabled` for a draining server, or nothing",
        Placeholder.Passwd => "the third part of AUTH: the encrypted password",
        Placeholder.Path => "the PATH label",
        Placeholder.Port => "the server's port",
        Placeholder.ProxyPath => "the HTTP_BACKEND_PROXYPASS_PATH label",
        Placeholder.Realm => "the first part of AUTH",
        Placeholder.RedirPath => "the HTTP_BACKEND_REDIR label",
        Placeholder.RootPath => "the HTTP_BACKEND_REVPROXY_PATH label",
        Placeholder.ServerId => "the server's id, derived from its name",
        Placeholder.ServerName => "the server's name: host, IP address and port, cleaned, joined by `_`",
        Placeholder.ServicePort => "the port to listen on",
        Placeholder.SslCert => "` ssl crt FILE` with SSL_CERT, or nothing",
        Placeholder.SslCerts => "`crt A crt B …`, the certificate files",
        Placeholder.User => "the second part of AUTH",
        _ => throw new ArgumentOutOfRangeException(nameof(placeholder), placeholder, "no words for it yet"),
    };
}

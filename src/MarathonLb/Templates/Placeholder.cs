namespace MarathonLb.Templates;

/// <summary>
/// The names that a formatted template may use in braces. The order of the members carries no meaning;
/// the text in the attribute is the contract (spec, section 4 and goldens/templates).
/// </summary>
internal enum Placeholder : byte
{
    /// <summary>Not a placeholder: literal text.</summary>
    None,

    [PlaceholderName("appId")] AppId,
    [PlaceholderName("backend")] Backend,
    [PlaceholderName("balance")] Balance,
    [PlaceholderName("bindAddr")] BindAddr,
    [PlaceholderName("bindOptions")] BindOptions,
    [PlaceholderName("bindOpts")] BindOpts,
    [PlaceholderName("cleanedUpAppId")] CleanedUpAppId,
    [PlaceholderName("cleanedUpHostname")] CleanedUpHostname,
    [PlaceholderName("cookieOptions")] CookieOptions,
    [PlaceholderName("haproxy_dir")] HaproxyDir,
    [PlaceholderName("healthCheckFalls")] HealthCheckFalls,
    [PlaceholderName("healthCheckGracePeriodSeconds")] HealthCheckGracePeriodSeconds,
    [PlaceholderName("healthCheckIntervalSeconds")] HealthCheckIntervalSeconds,
    [PlaceholderName("healthCheckMaxConsecutiveFailures")] HealthCheckMaxConsecutiveFailures,
    [PlaceholderName("healthCheckOptions")] HealthCheckOptions,
    [PlaceholderName("healthCheckPath")] HealthCheckPath,
    [PlaceholderName("healthCheckPort")] HealthCheckPort,
    [PlaceholderName("healthCheckPortIndex")] HealthCheckPortIndex,
    [PlaceholderName("healthCheckPortOptions")] HealthCheckPortOptions,
    [PlaceholderName("healthCheckProtocol")] HealthCheckProtocol,
    [PlaceholderName("healthCheckTimeoutSeconds")] HealthCheckTimeoutSeconds,
    [PlaceholderName("host")] Host,
    [PlaceholderName("host_ipv4")] HostIpv4,
    [PlaceholderName("hostname")] Hostname,
    [PlaceholderName("mode")] Mode,
    [PlaceholderName("name")] Name,
    [PlaceholderName("network_allowed")] NetworkAllowed,
    [PlaceholderName("otherOptions")] OtherOptions,
    [PlaceholderName("passwd")] Passwd,
    [PlaceholderName("path")] Path,
    [PlaceholderName("port")] Port,
    [PlaceholderName("proxypath")] ProxyPath,
    [PlaceholderName("realm")] Realm,
    [PlaceholderName("redirpath")] RedirPath,
    [PlaceholderName("rootpath")] RootPath,
    [PlaceholderName("serverId")] ServerId,
    [PlaceholderName("serverName")] ServerName,
    [PlaceholderName("servicePort")] ServicePort,
    [PlaceholderName("sslCert")] SslCert,
    [PlaceholderName("sslCerts")] SslCerts,
    [PlaceholderName("user")] User,
}

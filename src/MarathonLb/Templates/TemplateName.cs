namespace MarathonLb.Templates;

/// <summary>
/// Every template there is. An operator replaces one by an environment variable or a file, an app team by a label where
/// <see cref="TemplateAttribute.Overridable"/> says so (spec, section 4).
/// </summary>
internal enum TemplateName : byte
{
    /// <summary>No template.</summary>
    None,

    [Template("HEAD", TemplateSyntax.Raw,
        Doc = "The top of the file: global, defaults and the statistics listener. Printed once, first.")]
    Head,

    [Template("HTTP_FRONTEND_HEAD", TemplateSyntax.Raw,
        Doc = "Opens the shared HTTP frontend; vhost rules follow.")]
    HttpFrontendHead,

    [Template("HTTP_FRONTEND_APPID_HEAD", TemplateSyntax.Raw,
        Doc = "Opens the frontend that routes by the X-Marathon-App-Id header; app rules follow.")]
    HttpFrontendAppidHead,

    [Template("HTTPS_FRONTEND_HEAD", TemplateSyntax.Format, Placeholder.SslCerts,
        Doc = "Opens the shared HTTPS frontend; vhost rules follow.")]
    HttpsFrontendHead,

    [Template("HTTPS_GROUPED_FRONTEND_HEAD", TemplateSyntax.Raw,
        Doc = "With --group-https-by-vhost: opens the TCP frontend that looks at the server name (SNI).")]
    HttpsGroupedFrontendHead,

    [Template("HTTPS_GROUPED_VHOST_FRONTEND_ACL", TemplateSyntax.Format, Placeholder.Backend, Placeholder.Host,
        Doc = "With --group-https-by-vhost: one rule per vhost, from its server name to its own frontend.")]
    HttpsGroupedVhostFrontendAcl,

    [Template("HTTPS_GROUPED_VHOST_BACKEND_HEAD", TemplateSyntax.Format, Placeholder.Name,
        Doc = "With --group-https-by-vhost: the backend that hands a vhost's connections to its own frontend.")]
    HttpsGroupedVhostBackendHead,

    [Template("HTTPS_GROUPED_VHOST_FRONTEND_HEAD", TemplateSyntax.Format, Placeholder.Name, Placeholder.SslCerts,
        Placeholder.BindOpts,
        Doc = "With --group-https-by-vhost: opens a vhost's own frontend, with its certificates; its rules follow.")]
    HttpsGroupedVhostFrontendHead,

    [Template("USERLIST_HEAD", TemplateSyntax.Format, Placeholder.Backend, Placeholder.User, Placeholder.Passwd,
        Overridable = true, PerService = true,
        Doc = "The user list of a service with an AUTH label.")]
    UserlistHead,

    [Template("HTTP_FRONTEND_ACL", TemplateSyntax.Format, Placeholder.CleanedUpHostname, Placeholder.Hostname, Placeholder.Backend,
        Overridable = true, PerService = true,
        Doc = "HTTP, one vhost: its condition and its rule.")]
    HttpFrontendAcl,

    [Template("HTTP_FRONTEND_ACL_ONLY", TemplateSyntax.Format, Placeholder.CleanedUpHostname, Placeholder.Hostname,
        Overridable = true, PerService = true,
        Doc = "HTTP: the condition for one of several vhosts, without a rule.")]
    HttpFrontendAclOnly,

    [Template("HTTP_FRONTEND_ROUTING_ONLY", TemplateSyntax.Format, Placeholder.CleanedUpHostname, Placeholder.Backend,
        Overridable = true, PerService = true,
        Doc = "HTTP, several vhosts: the rule after their conditions.")]
    HttpFrontendRoutingOnly,

    [Template("HTTP_FRONTEND_ACL_WITH_AUTH", TemplateSyntax.Format, Placeholder.CleanedUpHostname, Placeholder.Hostname,
        Placeholder.AppId, Placeholder.Realm, Placeholder.Backend,
        Overridable = true, PerService = true,
        Doc = "HTTP, one vhost with AUTH.")]
    HttpFrontendAclWithAuth,

    [Template("HTTP_FRONTEND_ROUTING_ONLY_WITH_AUTH", TemplateSyntax.Format, Placeholder.CleanedUpHostname, Placeholder.Realm,
        Placeholder.Backend,
        Overridable = true, PerService = true,
        Doc = "HTTP, several vhosts with AUTH: the rule after their conditions.")]
    HttpFrontendRoutingOnlyWithAuth,

    [Template("HTTP_FRONTEND_ACL_WITH_PATH", TemplateSyntax.Format, Placeholder.CleanedUpHostname, Placeholder.Hostname,
        Placeholder.Path, Placeholder.AppId, Placeholder.Backend,
        Overridable = true, PerService = true,
        Doc = "HTTP, one vhost with PATH.")]
    HttpFrontendAclWithPath,

    [Template("HTTP_FRONTEND_ACL_ONLY_WITH_PATH", TemplateSyntax.Format, Placeholder.Path, Placeholder.Backend,
        Overridable = true, PerService = true,
        Doc = "HTTP: the condition for a PATH, without a rule.")]
    HttpFrontendAclOnlyWithPath,

    [Template("HTTP_FRONTEND_ROUTING_ONLY_WITH_PATH", TemplateSyntax.Format, Placeholder.CleanedUpHostname, Placeholder.Backend,
        Overridable = true, PerService = true,
        Doc = "HTTP, several vhosts with PATH: the rule after their conditions.")]
    HttpFrontendRoutingOnlyWithPath,

    [Template("HTTP_FRONTEND_ACL_WITH_AUTH_AND_PATH", TemplateSyntax.Format, Placeholder.CleanedUpHostname, Placeholder.Hostname,
        Placeholder.Path, Placeholder.AppId, Placeholder.Realm, Placeholder.Backend,
        Overridable = true, PerService = true,
        Doc = "HTTP, one vhost with AUTH and PATH.")]
    HttpFrontendAclWithAuthAndPath,

    [Template("HTTP_FRONTEND_ACL_ONLY_WITH_PATH_AND_AUTH", TemplateSyntax.Format, Placeholder.Path, Placeholder.CleanedUpHostname,
        Placeholder.Hostname, Placeholder.Realm, Placeholder.Backend,
        Overridable = true, PerService = true,
        Doc = "HTTP, several vhosts with AUTH and PATH: the conditions for both, without a rule.")]
    HttpFrontendAclOnlyWithPathAndAuth,

    [Template("HTTP_FRONTEND_ROUTING_ONLY_WITH_PATH_AND_AUTH", TemplateSyntax.Format, Placeholder.CleanedUpHostname,
        Placeholder.Realm, Placeholder.Backend,
        Overridable = true, PerService = true,
        Doc = "HTTP, several vhosts with AUTH and PATH: the rule after their conditions.")]
    HttpFrontendRoutingOnlyWithPathAndAuth,

    [Template("BACKEND_REDIRECT_HTTP_TO_HTTPS", TemplateSyntax.Format, Placeholder.BindAddr, Placeholder.CleanedUpHostname,
        Overridable = true, PerService = true,
        Doc = "HTTP: answers a vhost with REDIRECT_TO_HTTPS.")]
    BackendRedirectHttpToHttps,

    [Template("BACKEND_REDIRECT_HTTP_TO_HTTPS_WITH_PATH", TemplateSyntax.Format, Placeholder.BindAddr,
        Placeholder.CleanedUpHostname, Placeholder.Backend,
        Overridable = true, PerService = true,
        Doc = "HTTP: answers a vhost with REDIRECT_TO_HTTPS and PATH.")]
    BackendRedirectHttpToHttpsWithPath,

    [Template("HTTPS_FRONTEND_ACL", TemplateSyntax.Format, Placeholder.CleanedUpHostname, Placeholder.Hostname, Placeholder.AppId,
        Placeholder.Backend,
        Overridable = true, PerService = true,
        Doc = "HTTPS: the condition and the rule of a vhost.")]
    HttpsFrontendAcl,

    [Template("HTTPS_FRONTEND_ACL_WITH_AUTH", TemplateSyntax.Format, Placeholder.CleanedUpHostname, Placeholder.Hostname,
        Placeholder.AppId, Placeholder.Realm, Placeholder.Backend,
        Overridable = true, PerService = true,
        Doc = "HTTPS: a vhost with AUTH.")]
    HttpsFrontendAclWithAuth,

    [Template("HTTPS_FRONTEND_ACL_WITH_PATH", TemplateSyntax.Format, Placeholder.CleanedUpHostname, Placeholder.Hostname,
        Placeholder.AppId, Placeholder.Backend,
        Overridable = true, PerService = true,
        Doc = "HTTPS: a vhost with PATH.")]
    HttpsFrontendAclWithPath,

    [Template("HTTPS_FRONTEND_ACL_ONLY_WITH_PATH", TemplateSyntax.Format, Placeholder.Path, Placeholder.Backend,
        Overridable = true, PerService = true,
        Doc = "HTTPS: the condition for a PATH, once for all vhosts of a service.")]
    HttpsFrontendAclOnlyWithPath,

    [Template("HTTPS_FRONTEND_ACL_WITH_AUTH_AND_PATH", TemplateSyntax.Format, Placeholder.CleanedUpHostname, Placeholder.Hostname,
        Placeholder.AppId, Placeholder.Realm, Placeholder.Backend,
        Overridable = true, PerService = true,
        Doc = "HTTPS: a vhost with AUTH and PATH.")]
    HttpsFrontendAclWithAuthAndPath,

    [Template("HTTPS_FRONTEND_AUTH_ACL_ONLY", TemplateSyntax.Format, Placeholder.CleanedUpHostname, Placeholder.Backend,
        Overridable = true, PerService = true,
        Doc = "Accepted for compatibility; never printed.")]
    HttpsFrontendAuthAclOnly,

    [Template("HTTPS_FRONTEND_AUTH_REQUEST_ONLY", TemplateSyntax.Format, Placeholder.Realm, Placeholder.Hostname,
        Placeholder.CleanedUpHostname,
        Overridable = true, PerService = true,
        Doc = "Accepted for compatibility; never printed.")]
    HttpsFrontendAuthRequestOnly,

    [Template("HTTPS_FRONTEND_ROUTING_ONLY_WITH_PATH_AND_AUTH", TemplateSyntax.Format, Placeholder.CleanedUpHostname,
        Placeholder.Realm, Placeholder.Backend,
        Overridable = true, PerService = true,
        Doc = "Accepted for compatibility; never printed.")]
    HttpsFrontendRoutingOnlyWithPathAndAuth,

    [Template("HTTP_FRONTEND_APPID_ACL", TemplateSyntax.Format, Placeholder.CleanedUpAppId, Placeholder.Hostname,
        Placeholder.AppId, Placeholder.Backend,
        Overridable = true, PerService = true,
        Doc = "The app-id frontend: the condition and the rule of an app.")]
    HttpFrontendAppidAcl,

    [Template("MAP_HTTP_FRONTEND_ACL", TemplateSyntax.Format, Placeholder.HaproxyDir,
        OverriddenBy = HttpFrontendAcl,
        Doc = "With --haproxy-map, HTTP: the one line that looks vhosts up in the map (printed by a service with one vhost).")]
    MapHttpFrontendAcl,

    [Template("MAP_HTTP_FRONTEND_ACL_ONLY", TemplateSyntax.Format, Placeholder.HaproxyDir,
        OverriddenBy = HttpFrontendAclOnly,
        Doc = "With --haproxy-map, HTTP: the same, printed by a service with several vhosts.")]
    MapHttpFrontendAclOnly,

    [Template("MAP_HTTPS_FRONTEND_ACL", TemplateSyntax.Format, Placeholder.Hostname, Placeholder.HaproxyDir,
        OverriddenBy = HttpsFrontendAcl,
        Doc = "With --haproxy-map, HTTPS: the one line that looks vhosts up in the map.")]
    MapHttpsFrontendAcl,

    [Template("MAP_HTTP_FRONTEND_APPID_ACL", TemplateSyntax.Format, Placeholder.HaproxyDir,
        OverriddenBy = HttpFrontendAppidAcl,
        Doc = "With --haproxy-map: the one line that looks app ids up in the map.")]
    MapHttpFrontendAppidAcl,

    [Template("FRONTEND_HEAD", TemplateSyntax.Format, Placeholder.BindAddr, Placeholder.Backend, Placeholder.ServicePort,
        Placeholder.Mode, Placeholder.SslCert, Placeholder.BindOptions,
        Overridable = true, PerService = true,
        Doc = "Opens a service's own frontend on its service port.")]
    FrontendHead,

    [Template("FRONTEND_BACKEND_GLUE", TemplateSyntax.Format, Placeholder.Backend,
        Overridable = true, PerService = true,
        Doc = "Sends a service's frontend to its backend.")]
    FrontendBackendGlue,

    [Template("BACKEND_HEAD", TemplateSyntax.Format, Placeholder.Backend, Placeholder.Balance, Placeholder.Mode,
        Overridable = true, PerService = true,
        Doc = "Opens a service's backend.")]
    BackendHead,

    [Template("BACKEND_HSTS_OPTIONS", TemplateSyntax.Raw,
        Overridable = true, PerService = true,
        Doc = "Backend, http mode, with USE_HSTS: the Strict-Transport-Security header.")]
    BackendHstsOptions,

    [Template("BACKEND_HTTP_OPTIONS", TemplateSyntax.Raw,
        Overridable = true, PerService = true,
        Doc = "Backend, http mode: options and headers for the application.")]
    BackendHttpOptions,

    [Template("HTTP_BACKEND_PROXYPASS_GLUE", TemplateSyntax.Format, Placeholder.Hostname, Placeholder.ProxyPath,
        Overridable = true, PerService = true,
        Doc = "Backend, http mode, with HTTP_BACKEND_PROXYPASS_PATH: strips the path prefix.")]
    HttpBackendProxypassGlue,

    [Template("HTTP_BACKEND_REVPROXY_GLUE", TemplateSyntax.Format, Placeholder.Hostname, Placeholder.RootPath,
        Overridable = true, PerService = true,
        Doc = "Backend, http mode, with HTTP_BACKEND_REVPROXY_PATH: rewrites Location.")]
    HttpBackendRevproxyGlue,

    [Template("HTTP_BACKEND_REDIR", TemplateSyntax.Format, Placeholder.Hostname, Placeholder.RedirPath,
        PerService = true,
        Doc = "Backend, http mode, with HTTP_BACKEND_REDIR: redirects the domain's root. The label of this name is the path, so a service can't bring its own template.")]
    HttpBackendRedir,

    [Template("HTTP_BACKEND_NETWORK_ALLOWED_ACL", TemplateSyntax.Format, Placeholder.NetworkAllowed,
        Overridable = true, PerService = true,
        Doc = "Backend, http mode: one line per network of BACKEND_NETWORK_ALLOWED_ACL.")]
    HttpBackendNetworkAllowedAcl,

    [Template("TCP_BACKEND_NETWORK_ALLOWED_ACL", TemplateSyntax.Format, Placeholder.NetworkAllowed,
        Overridable = true, PerService = true,
        Doc = "Backend, tcp mode: one line per network of BACKEND_NETWORK_ALLOWED_ACL.")]
    TcpBackendNetworkAllowedAcl,

    [Template("HTTP_BACKEND_ACL_ALLOW_DENY", TemplateSyntax.Raw,
        PerService = true,
        Doc = "Backend, http mode: after the networks, refuses everybody else.")]
    HttpBackendAclAllowDeny,

    [Template("TCP_BACKEND_ACL_ALLOW_DENY", TemplateSyntax.Raw,
        PerService = true,
        Doc = "Backend, tcp mode: after the networks, refuses everybody else.")]
    TcpBackendAclAllowDeny,

    [Template("BACKEND_STICKY_OPTIONS", TemplateSyntax.Raw,
        Overridable = true, PerService = true,
        Doc = "Backend with STICKY: the session cookie.")]
    BackendStickyOptions,

    [Template("BACKEND_HTTP_HEALTHCHECK_OPTIONS", TemplateSyntax.Format, Placeholder.HealthCheckPortIndex,
        Placeholder.HealthCheckPort, Placeholder.HealthCheckProtocol, Placeholder.HealthCheckTimeoutSeconds,
        Placeholder.HealthCheckIntervalSeconds, Placeholder.HealthCheckGracePeriodSeconds,
        Placeholder.HealthCheckMaxConsecutiveFailures, Placeholder.HealthCheckFalls, Placeholder.HealthCheckPortOptions,
        Placeholder.HealthCheckPath,
        Overridable = true, PerService = true,
        Doc = "Backend, http mode: how its servers are checked over HTTP.")]
    BackendHttpHealthcheckOptions,

    [Template("BACKEND_TCP_HEALTHCHECK_OPTIONS", TemplateSyntax.Format, Placeholder.HealthCheckPortIndex,
        Placeholder.HealthCheckPort, Placeholder.HealthCheckProtocol, Placeholder.HealthCheckTimeoutSeconds,
        Placeholder.HealthCheckIntervalSeconds, Placeholder.HealthCheckGracePeriodSeconds,
        Placeholder.HealthCheckMaxConsecutiveFailures, Placeholder.HealthCheckFalls, Placeholder.HealthCheckPortOptions,
        Overridable = true, PerService = true,
        Doc = "Backend: how its servers are checked over TCP.")]
    BackendTcpHealthcheckOptions,

    [Template("BACKEND_SERVER_HTTP_HEALTHCHECK_OPTIONS", TemplateSyntax.Format, Placeholder.HealthCheckPortIndex,
        Placeholder.HealthCheckPort, Placeholder.HealthCheckProtocol, Placeholder.HealthCheckTimeoutSeconds,
        Placeholder.HealthCheckIntervalSeconds, Placeholder.HealthCheckGracePeriodSeconds,
        Placeholder.HealthCheckMaxConsecutiveFailures, Placeholder.HealthCheckFalls, Placeholder.HealthCheckPortOptions,
        Placeholder.HealthCheckPath,
        Overridable = true, PerService = true,
        Doc = "The part of a server line that switches its HTTP check on; stripped, and put after one space.")]
    BackendServerHttpHealthcheckOptions,

    [Template("BACKEND_SERVER_TCP_HEALTHCHECK_OPTIONS", TemplateSyntax.Format, Placeholder.HealthCheckPortIndex,
        Placeholder.HealthCheckPort, Placeholder.HealthCheckProtocol, Placeholder.HealthCheckTimeoutSeconds,
        Placeholder.HealthCheckIntervalSeconds, Placeholder.HealthCheckGracePeriodSeconds,
        Placeholder.HealthCheckMaxConsecutiveFailures, Placeholder.HealthCheckFalls, Placeholder.HealthCheckPortOptions,
        Overridable = true, PerService = true,
        Doc = "The part of a server line that switches its TCP check on; stripped, and put after one space.")]
    BackendServerTcpHealthcheckOptions,

    [Template("BACKEND_SERVER_OPTIONS", TemplateSyntax.Format, Placeholder.ServerName, Placeholder.Host, Placeholder.HostIpv4,
        Placeholder.Port, Placeholder.ServerId, Placeholder.CookieOptions, Placeholder.HealthCheckOptions,
        Placeholder.OtherOptions,
        Overridable = true, PerService = true,
        Doc = "One line per server (task).")]
    BackendServerOptions,

    [Template("TAIL", TemplateSyntax.Raw,
        Doc = "Ours: extra sections at the very end of the file. Empty unless an operator fills it.")]
    Tail,
}

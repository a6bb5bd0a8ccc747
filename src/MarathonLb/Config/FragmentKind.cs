namespace MarathonLb.Config;

/// <summary>The places in the configuration where a service's lines stand.</summary>
internal enum FragmentKind : byte
{
    /// <summary>The user list of its AUTH label.</summary>
    UserList,

    /// <summary>Its rules in the shared HTTP frontend.</summary>
    HttpRules,

    /// <summary>Its rule in the app-id frontend.</summary>
    AppIdRule,

    /// <summary>Its rules in the shared HTTPS frontend.</summary>
    HttpsRules,

    /// <summary>Its use_backend lines in the shared HTTP frontend, where they are printed apart (<see cref="RuleLines"/>).</summary>
    HttpRoutes,

    /// <summary>Its use_backend lines in the shared HTTPS frontend, where they are printed apart.</summary>
    HttpsRoutes,

    /// <summary>Its own frontend.</summary>
    Frontend,

    /// <summary>Its backend.</summary>
    Backend,

    /// <summary>Its rules in a vhost's own frontend (--group-https-by-vhost).</summary>
    GroupedRules,

    /// <summary>Not a service's: a global template.</summary>
    Global,
}

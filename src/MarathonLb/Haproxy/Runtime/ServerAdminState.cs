namespace MarathonLb.Haproxy.Runtime;

/// <summary>What was told about a server (<c>srv_admin_state</c>).</summary>
[Flags]
internal enum ServerAdminState
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>In maintenance by a command, ours or an operator's, or because it was added.</summary>
    ForcedMaintenance = 1,

    /// <summary>In maintenance with the server that it tracks.</summary>
    InheritedMaintenance = 2,

    /// <summary><c>disabled</c> on its configuration line; stays beside the forced one until it is made ready.</summary>
    ConfiguredMaintenance = 4,

    /// <summary>Drains by a command.</summary>
    ForcedDrain = 8,

    /// <summary>Drains with the server that it tracks.</summary>
    InheritedDrain = 16,

    /// <summary>In maintenance because its host name was not resolved.</summary>
    ResolverMaintenance = 32,

    /// <summary>Its host name was set by a command.</summary>
    HostNameChanged = 64,

    /// <summary>In maintenance, for whatever reason (HAProxy's own mask: the configured one alone does not count).</summary>
    AnyMaintenance = ForcedMaintenance | InheritedMaintenance | ResolverMaintenance,

    /// <summary>Drains, for whatever reason.</summary>
    AnyDrain = ForcedDrain | InheritedDrain,

    /// <summary>In maintenance or draining.</summary>
    AnyOut = AnyMaintenance | AnyDrain,
}

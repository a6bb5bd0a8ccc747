namespace MarathonLb.Apps;

/// <summary>HAProxy's mode of a service's frontend and backend.</summary>
internal enum ServiceMode : byte
{
    /// <summary>Connections.</summary>
    Tcp,

    /// <summary>Requests.</summary>
    Http,
}

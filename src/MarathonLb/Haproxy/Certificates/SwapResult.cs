namespace MarathonLb.Haproxy.Certificates;

/// <summary>How setting a certificate at run time ended.</summary>
internal enum SwapResult
{
    /// <summary>HAProxy serves it.</summary>
    Done,

    /// <summary>HAProxy can't use this content, at run time or otherwise.</summary>
    Refused,

    /// <summary>Certificates are locked, or somebody has a transaction open: try again.</summary>
    Busy,

    /// <summary>HAProxy closed, or said nothing.</summary>
    NoAnswer,

    /// <summary>HAProxy can't take it at run time.</summary>
    NotAtRunTime,
}

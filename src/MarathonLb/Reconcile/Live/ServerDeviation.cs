namespace MarathonLb.Reconcile.Live;

/// <summary>In what a running server is not what it should be.</summary>
internal enum DeviationKind
{
    /// <summary>HAProxy does not have it.</summary>
    Missing,

    /// <summary>Nobody wants it.</summary>
    Unexpected,

    /// <summary>Its address or port is another one.</summary>
    Address,

    /// <summary>The port of its check is another one.</summary>
    CheckPort,

    /// <summary>Its weight is another one, and was not set by hand.</summary>
    Weight,

    /// <summary>It should be in maintenance.</summary>
    Serves,

    /// <summary>We held it in maintenance and don't want to any more.</summary>
    StillHeld,

    /// <summary>An operator has put it into maintenance or drains it, or gave it another weight. Left as it is, and shown.</summary>
    ByHand,
}

/// <summary>A server that is not what it should be.</summary>
/// <param name="Key">The server.</param>
/// <param name="Kind">In what.</param>
/// <param name="Detail">What was found, for the log.</param>
internal sealed record ServerDeviation(ServerKey Key, DeviationKind Kind, string Detail);

using MarathonLb.Reconcile.Planning;

namespace MarathonLb.Reconcile.Live;

/// <summary>Why we keep a server in maintenance.</summary>
internal enum HoldKind
{
    /// <summary>It was added and waits for its first good health check.</summary>
    Waiting,

    /// <summary>Its task goes or is gone; its sessions may finish, then it is deleted.</summary>
    Leaving,

    /// <summary>As leaving, but the file still has it: a reload that will take it out is to come.</summary>
    Departing,

    /// <summary>Its line says <c>disabled</c>: a blue-green deploy drains it.</summary>
    Disabled,
}

/// <summary>A server that we keep in maintenance.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Line">Its line; null if it is not known any more.</param>
/// <param name="Since">Since when, by the clock's timestamp.</param>
internal sealed record Hold(HoldKind Kind, ServerLine? Line, long Since)
{
    /// <summary>True once its sessions were cut, at the end of --drain-timeout.</summary>
    public bool IsCut { get; init; }

    /// <summary>True if HAProxy won't delete it before a reload, because other settings point to it.</summary>
    public bool IsStuck { get; init; }
}

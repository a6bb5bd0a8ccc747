namespace MarathonLb.Haproxy;

/// <summary>What becomes of a server in a new worker that was in maintenance in the old one by our hand.</summary>
internal enum HeldAs
{
    /// <summary>We did not put it there; its state is carried over as it is.</summary>
    Nothing,

    /// <summary>It is what its line says.</summary>
    Up,

    /// <summary>It is down until its check passes.</summary>
    Down,
}

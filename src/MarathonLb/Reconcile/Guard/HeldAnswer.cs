namespace MarathonLb.Reconcile.Guard;

/// <summary>An answer of Marathon's that is held, and since when the answers agree on it.</summary>
internal sealed class HeldAnswer
{
    /// <summary>The latest of the answers.</summary>
    public required Drop Drop { get; set; }

    /// <summary>When the first of them came, by the clock's timestamp.</summary>
    public required long Since { get; init; }

    /// <summary>Since when all answers agree; null after one that could not be used.</summary>
    public required long? AgreedSince { get; set; }

    /// <summary>True if an operator has accepted it: the next answer that agrees is applied.</summary>
    public bool Accepted { get; set; }
}

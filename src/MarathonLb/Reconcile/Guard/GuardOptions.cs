namespace MarathonLb.Reconcile.Guard;

/// <summary>When a sudden loss of servers is believed.</summary>
internal sealed record GuardOptions
{
    /// <summary>Losses of fewer servers are never held: in a small cluster every change is a big one.</summary>
    public const int FewestServers = 5;

    /// <summary>Percent of the servers that may go without an explanation; 100 lets all go but for an empty list.</summary>
    public int MaxDrop { get; init; } = 50;

    /// <summary>A larger loss is believed when Marathon's answers have agreed on it for so long.</summary>
    public TimeSpan MaxDropHold { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>An empty list of apps is believed after so long; null for never.</summary>
    public TimeSpan? EmptyHold { get; init; }

    /// <summary>How long an answer of one kind is held.</summary>
    public TimeSpan? HoldOf(Drop drop) => drop.EmptyList ? EmptyHold : MaxDropHold;
}

using MarathonLb.Reconcile.Live;

namespace MarathonLb.Reconcile.Guard;

/// <summary>What an answer of Marathon's would change in the number of servers, compared with the last state that was applied.</summary>
/// <param name="Before">Servers that were applied last.</param>
/// <param name="After">Servers that the answer comes to.</param>
/// <param name="EmptyList">True if the answer has no apps at all, of whatever group.</param>
/// <param name="Lost">The servers that would go although neither an event nor the answer itself says that their tasks end.</param>
internal sealed record Drop(int Before, int After, bool EmptyList, IReadOnlySet<ServerKey> Lost)
{
    /// <summary>How many servers go unexplained and unreplaced: a task that comes stands for one that went.</summary>
    public int Unexplained => Math.Max(0, Math.Min(Before - After, Lost.Count));

    /// <summary>Servers more than before.</summary>
    public int Gain => Math.Max(0, After - Before);

    /// <summary>
    /// True if another answer says about the same: what both would leave differs by no more than a part that would not be held itself. A living
    /// cluster's answers differ a little, a Marathon that loses other apps each time does not know what it says.
    /// </summary>
    /// <param name="other">The other answer.</param>
    /// <param name="maxDrop">That part, in percent.</param>
    public bool Agrees(Drop other, int maxDrop)
    {
        if (EmptyList != other.EmptyList) return false;
        int differing = Lost.Count(key => !other.Lost.Contains(key)) + other.Lost.Count(key => !Lost.Contains(key));
        return differing < GuardOptions.FewestServers || differing * 100L <= maxDrop * (long)Math.Max(After, other.After);
    }

    /// <summary>For example <c>an empty list of apps (40 servers would go)</c>.</summary>
    public override string ToString() => EmptyList ? $"an empty list of apps ({Before} servers would go)" : $"a list that leaves {After} of {Before} servers";
}

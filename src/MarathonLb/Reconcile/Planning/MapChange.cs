namespace MarathonLb.Reconcile.Planning;

/// <summary>What changes in a map that HAProxy has loaded.</summary>
/// <param name="Path">The map, by the path that the configuration names it by.</param>
/// <param name="Added">Entries of keys that were not there.</param>
/// <param name="Changed">Entries whose value is another one.</param>
/// <param name="Removed">Keys that go.</param>
/// <param name="Wanted">The whole map, to replace it in one step where single commands would show something between.</param>
internal sealed record MapChange(
    string Path,
    IReadOnlyList<MapEntry> Added,
    IReadOnlyList<MapEntry> Changed,
    IReadOnlyList<string> Removed,
    ReadOnlyMemory<byte> Wanted)
{
    /// <summary>True if one command brings it about, so that no request can see half of it.</summary>
    public bool IsSingle => Added.Count + Changed.Count + Removed.Count == 1 && !HasTwins;

    /// <summary>True if a key stands twice: the first counts, and commands would change both.</summary>
    public bool HasTwins { get; init; }
}

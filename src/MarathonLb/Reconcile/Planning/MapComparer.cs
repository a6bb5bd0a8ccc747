using System.Text;

namespace MarathonLb.Reconcile.Planning;

/// <summary>Compares two versions of a map file; what is equal at both ends is passed over.</summary>
internal static class MapComparer
{
    /// <summary>What changes from one version to the other; null if nothing does.</summary>
    /// <param name="path">The map.</param>
    /// <param name="running">What HAProxy has.</param>
    /// <param name="wanted">What it should have.</param>
    public static MapChange? Compare(string path, ReadOnlySpan<byte> running, ReadOnlyMemory<byte> wanted)
    {
        ReadOnlySpan<byte> next = wanted.Span;
        if (running.SequenceEqual(next)) return null;
        Dictionary<string, string> before = Read(running, out bool twinsBefore);
        Dictionary<string, string> after = Read(next, out bool twinsAfter);
        List<MapEntry> added = [];
        List<MapEntry> changed = [];
        foreach ((string key, string value) in after)
        {
            if (!before.TryGetValue(key, out string? earlier)) added.Add(new MapEntry(key, value));
            else if (earlier != value) changed.Add(new MapEntry(key, value));
        }

        List<string> removed = [.. before.Keys.Where(key => !after.ContainsKey(key))];
        bool twins = twinsBefore || twinsAfter;
        return added.Count + changed.Count + removed.Count == 0 && !twins
            ? null
            : new MapChange(path, added, changed, removed, wanted) { HasTwins = twins };
    }

    /// <summary>The entries of a map, in order.</summary>
    public static List<MapEntry> EntriesOf(ReadOnlySpan<byte> map)
    {
        List<MapEntry> entries = [];
        foreach (Range range in map.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = map[range].Trim(" \t\r"u8);
            int end = line.IndexOf((byte)' ');
            if (end > 0 && line[0] != (byte)'#') entries.Add(new MapEntry(Encoding.UTF8.GetString(line[..end]), Encoding.UTF8.GetString(line[(end + 1)..])));
        }

        return entries;
    }

    private static Dictionary<string, string> Read(ReadOnlySpan<byte> map, out bool twins)
    {
        Dictionary<string, string> entries = new(StringComparer.Ordinal);
        twins = false;
        foreach ((string key, string value) in EntriesOf(map)) twins |= !entries.TryAdd(key, value);
        return entries;
    }
}

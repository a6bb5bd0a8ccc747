namespace MarathonLb.Haproxy.Runtime;

/// <summary>Reads <c>show map</c>: <c>0x55e1ae44bfe0 key value</c> a line, in the order of the map.</summary>
internal static class MapEntries
{
    /// <summary>Reads the answer to <see cref="RuntimeCommands.ShowMap"/>.</summary>
    /// <exception cref="FormatException">It is something else, such as an error.</exception>
    public static List<KeyValuePair<string, string>> Parse(string answer)
    {
        List<KeyValuePair<string, string>> entries = [];
        foreach (Range range in answer.AsSpan().Split('\n'))
        {
            ReadOnlySpan<char> line = answer.AsSpan(range);
            if (line.IsEmpty) continue;
            int key = line.IndexOf(' ') + 1;
            int end = key + line[key..].IndexOf(' ');
            if (!line.StartsWith("0x") || key == 0 || end < key) throw new FormatException($"not an entry of a map: '{line}'");
            entries.Add(new(line[key..end].ToString(), line[(end + 1)..].ToString()));
        }

        return entries;
    }
}

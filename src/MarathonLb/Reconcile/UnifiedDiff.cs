using DiffPlex.Renderer;

namespace MarathonLb.Reconcile;

/// <summary>What changes between two texts, in the form that <c>diff -u</c> prints.</summary>
internal static class UnifiedDiff
{
    private const int ContextLines = 3;

    /// <summary>
    /// Most lines that may differ when some go and some come. The time grows with their square: 20,000 take 0.7 s, all lines of 5,000 apps would take a minute.
    /// </summary>
    private const int MostChanges = 20_000;

    /// <summary>The diff's lines; none if the texts are equal. A diff longer than the limit is cut, and its last line says so.</summary>
    public static IReadOnlyList<string> Lines(string oldText, string newText, string oldName, string newName, int limit = 2000)
    {
        if (string.Equals(oldText, newText, StringComparison.Ordinal)) return [];
        (int removed, int added) = Count(oldText, newText);
        if (removed > 0 && added > 0 && removed + added > MostChanges)
        {
            return [$"--- {oldName}", $"+++ {newName}", $"… {removed} lines removed and {added} added: too many for a diff"];
        }

        string diff = UnidiffRenderer.GenerateUnidiff(oldText, newText, oldName, newName, ignoreWhitespace: false, ignoreCase: false, ContextLines);
        string[] lines = diff.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < lines.Length; i++) lines[i] = lines[i].TrimEnd('\r');
        return lines.Length <= limit ? lines : [.. lines.AsSpan(0, limit), $"… {lines.Length - limit} more lines"];
    }

    /// <summary>How many lines are only in the one and only in the other text, wherever they stand.</summary>
    private static (int Removed, int Added) Count(string oldText, string newText)
    {
        Dictionary<string, int> surplus = new(StringComparer.Ordinal);
        foreach (string line in oldText.Split('\n')) surplus[line] = surplus.GetValueOrDefault(line) + 1;
        foreach (string line in newText.Split('\n')) surplus[line] = surplus.GetValueOrDefault(line) - 1;
        return (surplus.Values.Where(count => count > 0).Sum(), -surplus.Values.Where(count => count < 0).Sum());
    }
}

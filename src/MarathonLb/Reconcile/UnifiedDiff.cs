using DiffPlex.Renderer;

namespace MarathonLb.Reconcile;

/// <summary>What changes between two texts, in the form that <c>diff -u</c> prints.</summary>
internal static class UnifiedDiff
{
    private const int ContextLines = 3;

    /// <summary>The diff's lines; none if the texts are equal. A diff longer than the limit is cut, and its last line says so.</summary>
    public static IReadOnlyList<string> Lines(string oldText, string newText, string oldName, string newName, int limit = 2000)
    {
        if (string.Equals(oldText, newText, StringComparison.Ordinal)) return [];
        string diff = UnidiffRenderer.GenerateUnidiff(oldText, newText, oldName, newName, ignoreWhitespace: false, ignoreCase: false, ContextLines);
        string[] lines = diff.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < lines.Length; i++) lines[i] = lines[i].TrimEnd('\r');
        return lines.Length <= limit ? lines : [.. lines.AsSpan(0, limit), $"… {lines.Length - limit} more lines"];
    }
}

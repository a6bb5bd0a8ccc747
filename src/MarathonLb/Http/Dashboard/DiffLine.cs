namespace MarathonLb.Http.Dashboard;

/// <summary>A line of a unified diff.</summary>
/// <param name="Kind">added, removed, place, or same: the style's names.</param>
/// <param name="Text">The line.</param>
internal sealed record DiffLine(string Kind, string Text)
{
    /// <summary>Reads a line.</summary>
    public static DiffLine Of(string line) => new(
        line.StartsWith("+++", StringComparison.Ordinal) || line.StartsWith("---", StringComparison.Ordinal) || line.StartsWith("@@", StringComparison.Ordinal) ? "place"
        : line.StartsWith('+') ? "added" : line.StartsWith('-') ? "removed" : "same",
        line);
}

/// <summary>A configuration that can be chosen for comparison.</summary>
/// <param name="Name">Its name.</param>
/// <param name="From">True if it is compared from.</param>
/// <param name="To">True if it is compared to.</param>
internal sealed record Choice(string Name, bool From, bool To);

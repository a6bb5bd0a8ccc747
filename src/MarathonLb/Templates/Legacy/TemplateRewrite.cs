using MarathonLb.Findings;

namespace MarathonLb.Templates.Legacy;

/// <summary>A line of a template that HAProxy no longer takes, and what became of it.</summary>
/// <param name="Line">Where it stands in the template, from 1.</param>
/// <param name="Old">The line as it was written.</param>
/// <param name="New">What is printed instead, lines separated by a line feed; empty if nothing; null if the old line stays.</param>
/// <param name="Reason">Why, without a final stop.</param>
/// <param name="Advice">What to write, with a final stop.</param>
internal sealed record TemplateRewrite(int Line, string Old, string? New, string Reason, string Advice)
{
    /// <summary>Longest line quoted, in characters.</summary>
    private const int LongestQuote = 200;

    /// <summary>Information if the new line does what the old one said; a warning if something is lost.</summary>
    public FindingSeverity Severity => New is { Length: > 0 } ? FindingSeverity.Info : FindingSeverity.Warning;

    /// <summary>One sentence: place, old, new and why.</summary>
    public string Summary
    {
        get
        {
            string result = New switch
            {
                null => "stays as it is",
                "" => "is left out",
                _ => $"is printed as '{Quoted(New)}'",
            };
            return $"line {Line}: '{Quoted(Old)}' {result}: {Reason}";
        }
    }

    private static string Quoted(string text)
    {
        string shown = string.Join(" / ", text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return shown.Length <= LongestQuote ? shown : shown[..LongestQuote] + "…";
    }
}

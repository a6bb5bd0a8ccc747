namespace MarathonLb.Templates.Legacy;

/// <summary>What to print for an old line.</summary>
/// <param name="Lines">The lines to print instead, without indent; none to print nothing; null to leave the line as it is.</param>
/// <param name="Reason">Why, without a final stop.</param>
/// <param name="Advice">What to write, with a final stop.</param>
/// <param name="Consumed">How many lines of the template it was made from.</param>
internal sealed record LineVerdict(string[]? Lines, string Reason, string Advice, int Consumed = 1)
{
    private const string Usual = "Write the new form into the template.";

    /// <summary>The line is printed in another form.</summary>
    public static LineVerdict Becomes(string reason, params string[] lines) => new(lines, reason, Usual);

    /// <summary>The line is not printed.</summary>
    public static LineVerdict Dropped(string reason, string advice) => new([], reason, advice);

    /// <summary>The line stays, and HAProxy will complain.</summary>
    public static LineVerdict Stays(string reason, string advice) => new(null, reason, advice);
}

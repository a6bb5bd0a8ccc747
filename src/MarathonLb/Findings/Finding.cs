namespace MarathonLb.Findings;

/// <summary>
/// Something that one app, label or template did wrong, said so that its owner can mend it: where, what, why, and what to write instead.
/// A finding never stops the others.
/// </summary>
/// <param name="Severity">What it costs.</param>
/// <param name="Code">A stable word for machines, such as <c>label-value</c>.</param>
/// <param name="AppId">The app it is about, or null for something global.</param>
/// <param name="Subject">The label, template, field or file it is about, as its writer spells it, or null for the app as a whole.</param>
/// <param name="Value">The value that was found; shortened, and masked where it is a secret.</param>
/// <param name="Reason">What is wrong and what follows from it.</param>
/// <param name="Advice">What to write instead.</param>
internal sealed record Finding(
    FindingSeverity Severity,
    string Code,
    string? AppId,
    string? Subject,
    string? Value,
    string Reason,
    string Advice)
{
    /// <summary>The service port's index n in <c>HAPROXY_{n}_…</c>, where there is one.</summary>
    public int? Index { get; init; }

    /// <summary>One line for a log or a terminal.</summary>
    public override string ToString()
    {
        string where = AppId is null ? "" : $"app {AppId}: ";
        string what = Subject is null ? "" : Value is null ? $"{Subject}: " : $"{Subject}='{Value}': ";
        return $"{where}{what}{Reason}. {Advice}";
    }
}

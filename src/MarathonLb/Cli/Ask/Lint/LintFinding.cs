using MarathonLb.Findings;

namespace MarathonLb.Cli.Ask.Lint;

/// <summary>A finding with its place in the file.</summary>
/// <param name="Finding">What is wrong.</param>
/// <param name="Path">The JSON path of the value that it is about.</param>
/// <param name="Line">The line on which that begins, from 1.</param>
internal sealed record LintFinding(Finding Finding, string Path, int Line)
{
    /// <summary>The finding in words, without app and place.</summary>
    public string Message
    {
        get
        {
            string value = Finding.Value is null ? "" : $"'{Finding.Value}': ";
            return Finding.Advice.Length == 0 ? $"{value}{Finding.Reason}." : $"{value}{Finding.Reason}. {Finding.Advice}";
        }
    }
}

using System.Globalization;
using System.Text;
using MarathonLb.Findings;
using MarathonLb.Observability;

namespace MarathonLb.Cli.Ask.Lint;

/// <summary>Writes findings as lines: for people, or for GitHub Actions.</summary>
internal static class LintText
{
    /// <summary><c>FILE:LINE: error: $.labels.X: message [code]</c>, and a line that sums up if anything was found.</summary>
    public static string Plain(string file, IReadOnlyList<LintFinding> findings, TerminalColours colours)
    {
        StringBuilder text = new();
        foreach (LintFinding lint in findings)
        {
            string severity = colours.Of(lint.Finding.Severity, NameOf(lint.Finding.Severity));
            string app = lint.Finding.AppId is string id ? $" app {id}:" : "";
            text.Append(CultureInfo.InvariantCulture, $"{file}:{lint.Line}: {severity}:{LogText.Escape(app)} {colours.Strong(LogText.Escape(lint.Path))}: {LogText.Escape(lint.Message)} [{lint.Finding.Code}]\n");
        }

        if (findings.Count == 0) return "";
        int errors = findings.Count(static lint => lint.Finding.Severity == FindingSeverity.Error);
        return text.Append(CultureInfo.InvariantCulture, $"{errors} error(s), {findings.Count - errors} warning(s)\n").ToString();
    }

    /// <summary><c>::error file=F,line=N,title=CODE::message</c>.</summary>
    public static string GitHub(string file, IReadOnlyList<LintFinding> findings)
    {
        StringBuilder text = new();
        foreach (LintFinding lint in findings)
        {
            string command = lint.Finding.Severity switch
            {
                FindingSeverity.Error => "error",
                FindingSeverity.Warning => "warning",
                _ => "notice",
            };
            string app = lint.Finding.AppId is string id ? $"app {id}: " : "";
            text.Append(CultureInfo.InvariantCulture, $"::{command} file={Property(file)},line={lint.Line},title={Property(lint.Finding.Code)}::{Data($"{app}{lint.Path}: {lint.Message}")}\n");
        }

        return text.ToString();
    }

    /// <summary>The severity in a word.</summary>
    public static string NameOf(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Error => "error",
        FindingSeverity.Warning => "warning",
        _ => "note",
    };

    /// <summary>A label must not be able to write a command of its own.</summary>
    private static string Data(string text) => text.Replace("%", "%25", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}

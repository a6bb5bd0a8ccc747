using System.Text;
using MarathonLb.Findings;
using MarathonLb.Haproxy;
using MarathonLb.Reconcile.Planning;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Reconcile;

/// <summary>Says what one round found and changed, with secrets masked and long lists cut.</summary>
internal sealed partial class RoundLog(ILogger logger, SecretMask mask)
{
    /// <summary>Longest first configuration of which a diff is made, in bytes: nobody reads that of thousands of apps against nothing.</summary>
    private const int LongestFirst = 1 << 20;

    /// <summary>Longest configuration that is compared line by line for the log, in bytes: the lines of thousands of apps would take many times their room in memory. <c>marathon-lb diff</c> compares any two.</summary>
    private const int LongestDiffed = 8 << 20;

    /// <summary>Most lines of one kind: a template that is wrong in 10,000 apps must not fill a disk.</summary>
    private const int MostLines = 100;

    /// <summary>Hides this round's secrets.</summary>
    public SecretMask Mask => mask;

    /// <summary>One line per finding.</summary>
    public void Findings(IReadOnlyCollection<Finding> findings)
    {
        foreach (Finding finding in findings.Take(MostLines))
        {
            string text = mask.Apply(finding.ToString());
            LogLevel level = Level(finding.Severity);
            Log.Found(logger, level, text);
        }

        if (findings.Count > MostLines) Log.More(logger, LogLevel.Warning, findings.Count - MostLines);
    }

    /// <summary>What HAProxy says: errors if it rejects the configuration, and warnings.</summary>
    public void Verdict(ValidationReport report, CandidateFiles files, Func<int, string?> ownerOfLine)
    {
        if (report.Verdict == ValidationVerdict.NotAsked)
        {
            LastProblem = $"HAProxy could not be asked: {report.Failure}";
            Log.NotAsked(logger, report.Failure ?? "unknown reason");
        }

        if (report.Verdict == ValidationVerdict.NoListener)
        {
            LastProblem = "the configuration has nothing to listen on";
            Log.NoListener(logger);
        }

        if (report.Truncated) Log.Truncated(logger);
        ValidationMessage[] worth = [.. report.Messages.Where(message => message is { Severity: > MessageSeverity.Notice, IsSummary: false })
            .OrderByDescending(message => message.Severity)];

        // HAProxy died with nothing but its last words, or with none.
        if (report.Verdict == ValidationVerdict.Invalid && !report.Errors.Any())
        {
            worth = [.. report.Messages];
            string said = mask.Apply(report.Failure ?? "");
            Log.Silent(logger, report.ExitCode ?? -1, said);
            LastProblem ??= $"haproxy -c ended with {report.ExitCode} and no error message";
        }

        foreach (ValidationMessage message in worth.Take(MostLines))
        {
            Say(message, files, ownerOfLine);
        }

        if (worth.Length > MostLines) Log.More(logger, LogLevel.Warning, worth.Length - MostLines);
    }

    /// <summary>Says what makes the whole configuration useless.</summary>
    public void Problem(string problem)
    {
        LastProblem = mask.Apply(problem);
        Log.Useless(logger, LastProblem);
    }

    /// <summary>HAProxy's first complaint, or whatever else went wrong last, masked; null if nothing did.</summary>
    public string? LastProblem { get; private set; }

    /// <summary>One line that says what changes, and at level DEBUG a diff.</summary>
    /// <param name="current">What is on disk.</param>
    /// <param name="wanted">What comes.</param>
    /// <param name="file">The configuration's path.</param>
    /// <param name="level">At what level to say it: the daemon says it again when the round ends.</param>
    /// <returns>The line, and what it says.</returns>
    public (string Text, ChangeSummary Summary) Changes(ConfigSnapshot current, ConfigSnapshot wanted, string file, LogLevel level)
    {
        ReadOnlyMemory<byte> old = current.Config.GetValueOrDefault(), next = wanted.Config.GetValueOrDefault();
        bool onlyMaps = old.Span.SequenceEqual(next.Span);
        ChangeSummary summary = current.Satisfies(wanted) ? ChangeSummary.Nothing
            : onlyMaps ? ChangeSummary.Nothing with { RestChanged = true }
            : ChangeSummary.Between(old, next);
        string text = ReferenceEquals(summary, ChangeSummary.Nothing) ? "none, HAProxy has to load it again" : onlyMaps ? "only map files changed" : summary.ToString();
        Log.Changes(logger, level, text);
        if (next.Length < (old.Length > 0 ? LongestDiffed : LongestFirst) && logger.IsEnabled(LogLevel.Debug)) Diff(Text(old), Text(next), file);
        return (text, summary);
    }

    /// <summary>One line that says what is changed by commands.</summary>
    public static string Changes(RuntimePlan plan)
    {
        int added = plan.Backends.Sum(static change => change.Added.Count), removed = plan.Backends.Sum(static change => change.Removed.Count);
        int changed = plan.Backends.Sum(static change => change.Changed.Count);
        ChangeSummary summary = new([], [], [.. plan.Backends.Select(static change => change.Backend)], added, removed, changed, RestChanged: false);
        int entries = plan.Maps.Sum(static map => map.Added.Count + map.Changed.Count + map.Removed.Count);
        string maps = entries == 0 ? "" : $"map entries: {entries} changed";
        return plan.Backends.Count == 0 ? maps.Length > 0 ? maps : summary.ToString() : maps.Length > 0 ? $"{summary}; {maps}" : summary.ToString();
    }

    private void Diff(string oldText, string newText, string file)
    {
        foreach (string line in UnifiedDiff.Lines(oldText, newText, file, $"{file} (new)"))
        {
            Log.Diff(logger, mask.Apply(line));
        }
    }

    private void Say(ValidationMessage message, CandidateFiles files, Func<int, string?> ownerOfLine)
    {
        LogLevel level = message.Severity == MessageSeverity.Alert ? LogLevel.Error : LogLevel.Warning;
        string? owner = message.Line is { } line && message.File == files.Config ? ownerOfLine(line) : null;
        string place = message.Line is { } number ? $"line {number}" : "the configuration";
        if (owner is not null) place = $"{place} (from {owner})";
        string[] lines = mask.Apply(files.WithRealPaths(message.Text)).Split('\n');
        if (message.Severity == MessageSeverity.Alert) LastProblem ??= $"{place}: {lines[0]}";
        Log.Haproxy(logger, level, place, lines[0]);
        foreach (string further in lines.Skip(1)) Log.HaproxyFurther(logger, level, further);
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    private static LogLevel Level(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Error => LogLevel.Error,
        FindingSeverity.Warning => LogLevel.Warning,
        _ => LogLevel.Information,
    };

    private static partial class Log
    {
        [LoggerMessage(EventId = 5020, Message = "{Finding}")]
        public static partial void Found(ILogger logger, LogLevel level, string finding);

        [LoggerMessage(EventId = 5021, Message = "… and {Count} more of these")]
        public static partial void More(ILogger logger, LogLevel level, int count);

        [LoggerMessage(EventId = 5022, Message = "changes: {Summary}")]
        public static partial void Changes(ILogger logger, LogLevel level, string summary);

        [LoggerMessage(5023, LogLevel.Debug, "{Line}")]
        public static partial void Diff(ILogger logger, string line);

        [LoggerMessage(EventId = 5024, Message = "HAProxy on {Place}: {Text}")]
        public static partial void Haproxy(ILogger logger, LogLevel level, string place, string text);

        [LoggerMessage(EventId = 5025, Message = "  {Text}")]
        public static partial void HaproxyFurther(ILogger logger, LogLevel level, string text);

        [LoggerMessage(5026, LogLevel.Error, "HAProxy could not be asked: {Reason}; check --haproxy-binary, or use --skip-validation")]
        public static partial void NotAsked(ILogger logger, string reason);

        [LoggerMessage(5027, LogLevel.Error, "the configuration has nothing to listen on, HAProxy would not start; check HAPROXY_HEAD and --dont-bind-http-https")]
        public static partial void NoListener(ILogger logger);

        [LoggerMessage(5028, LogLevel.Warning, "HAProxy stopped reading after 50 errors: there may be more")]
        public static partial void Truncated(ILogger logger);

        [LoggerMessage(5030, LogLevel.Error, "the configuration can't be used: {Problem}")]
        public static partial void Useless(ILogger logger, string problem);

        [LoggerMessage(5029, LogLevel.Error, "haproxy -c ended with {ExitCode} and no error message; it said: {Said}")]
        public static partial void Silent(ILogger logger, int exitCode, string said);
    }
}

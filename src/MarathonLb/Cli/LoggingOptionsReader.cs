using MarathonLb.Observability;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Cli;

/// <summary>Reads the logging flags. They are shared by all commands.</summary>
internal static class LoggingOptionsReader
{
    /// <summary>What the word <c>simple</c> stands for.</summary>
    private const string SimplePattern = "%(levelname)s: %(message)s";

    /// <summary>The options; problems are added to the values' list.</summary>
    public static LoggingOptions Read(OptionValues values)
    {
        string name = values.Text(DirectFlags.LogLevel) ?? DirectFlags.LogLevel.Default!;
        LogLevel? level = LogLevelNames.Parse(name);
        if (level is null)
        {
            values.Problems.Add($"--log-level: '{name}' is no level; write one of {string.Join(", ", LogLevelNames.All)}");
        }

        string socket = values.Text(DirectFlags.SyslogSocket) ?? DirectFlags.SyslogSocket.Default!;
        return new(
            level ?? LogLevel.Information,
            Format(values),
            socket is "/dev/null" or "" ? null : socket,
            values.Has(DirectFlags.SyslogSocket));
    }

    private static ILogLineFormat Format(OptionValues values)
    {
        string text = values.Text(DirectFlags.LogFormat) ?? DirectFlags.LogFormat.Default!;
        if (text == "json") return new JsonLogFormat();
        if (LogPatternParser.Parse(text == "simple" ? SimplePattern : text, out string problem) is { } pieces) return new PatternLogFormat(pieces);
        values.Problems.Add($"--log-format: {problem}");
        return new PatternLogFormat([]);
    }
}

using Microsoft.Extensions.Logging;

namespace MarathonLb.Observability;

/// <summary>Python's names and numbers for log levels, which the flags take and the lines print.</summary>
internal static class LogLevelNames
{
    /// <summary>The names that <c>--log-level</c> takes, most severe first.</summary>
    public static IReadOnlyList<string> All { get; } = ["CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG", "NOTSET"];

    /// <summary>The level for a name in any case, or null.</summary>
    public static LogLevel? Parse(string name) => name.ToUpperInvariant() switch
    {
        "CRITICAL" => LogLevel.Critical,
        "ERROR" => LogLevel.Error,
        "WARNING" => LogLevel.Warning,
        "INFO" => LogLevel.Information,
        "DEBUG" => LogLevel.Debug,
        "NOTSET" => LogLevel.Trace,
        _ => null,
    };

    /// <summary>The name printed for a level. Python has none below DEBUG.</summary>
    public static string Name(LogLevel level) => level switch
    {
        LogLevel.Critical => "CRITICAL",
        LogLevel.Error => "ERROR",
        LogLevel.Warning => "WARNING",
        LogLevel.Information => "INFO",
        _ => "DEBUG",
    };

    /// <summary>Python's number for a level.</summary>
    public static int Number(LogLevel level) => level switch
    {
        LogLevel.Critical => 50,
        LogLevel.Error => 40,
        LogLevel.Warning => 30,
        LogLevel.Information => 20,
        _ => 10,
    };
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace MarathonLb.Observability;

/// <summary>Builds the loggers: standard error, and syslog where there is one. No service container: starting one costs more than all else we do at start.</summary>
internal static partial class LoggingSetup
{
    /// <summary>The factory for all loggers; dispose it at the end so that the last lines are written.</summary>
    /// <param name="options">How we log.</param>
    /// <param name="time">Tells when.</param>
    /// <param name="terminal">Takes the console's lines in order with other output; null for the usual console logger.</param>
    public static ILoggerFactory Create(LoggingOptions options, TimeProvider time, Terminal? terminal = null)
    {
        // Added one by one: providers given to the constructor are not disposed with the factory, and lines still queued would be lost.
        LoggerFactory factory = new([], new LoggerFilterOptions { MinLevel = options.Level });
        factory.AddProvider(terminal is null ? Console(options.Format, time) : new TerminalLoggerProvider(terminal, options.Format, time));
        bool lost = false;
        if (options.SyslogSocket is { } path)
        {
            SyslogSocket socket = new(path);
            if (socket.Probe())
            {
                factory.AddProvider(new SyslogLoggerProvider(socket, options.Format, time));
            }
            else
            {
                socket.Dispose();
                lost = options.SyslogSocketGiven;
            }
        }

        if (lost) Log.NoSyslog(factory.CreateLogger(LogRecord.OurName), options.SyslogSocket!);
        return factory;
    }

    private static ConsoleLoggerProvider Console(ILogLineFormat format, TimeProvider time)
    {
        ConsoleLoggerOptions options = new()
        {
            FormatterName = LineConsoleFormatter.FormatterName,
            LogToStandardErrorThreshold = LogLevel.Trace,
        };
        return new ConsoleLoggerProvider(new FixedOptions(options), [new LineConsoleFormatter(format, time)]);
    }

    private sealed class FixedOptions(ConsoleLoggerOptions value) : IOptionsMonitor<ConsoleLoggerOptions>
    {
        public ConsoleLoggerOptions CurrentValue => value;

        public ConsoleLoggerOptions Get(string? name) => value;

        public IDisposable? OnChange(Action<ConsoleLoggerOptions, string?> listener) => null;
    }

    private static partial class Log
    {
        [LoggerMessage(8000, LogLevel.Warning, "no syslog daemon listens on {Path} (--syslog-socket): logging to standard error only; start one, or give /dev/null")]
        public static partial void NoSyslog(ILogger logger, string path);
    }
}

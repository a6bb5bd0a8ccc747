using System.Text;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Observability;

/// <summary>Loggers that write to syslog's socket, in the same format as the console.</summary>
internal sealed class SyslogLoggerProvider(SyslogSocket socket, ILogLineFormat format, TimeProvider time) : ILoggerProvider
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new SyslogLogger(categoryName, socket, format, time);

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();

    private sealed class SyslogLogger(string category, SyslogSocket socket, ILogLineFormat format, TimeProvider time) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            StringBuilder line = new();
            LogRecord record = new(time.GetLocalNow(), logLevel, category, eventId, formatter(state, exception), exception) { Arguments = state as IReadOnlyList<KeyValuePair<string, object?>> };
            format.Append(line, record);
            socket.Send(logLevel, line.ToString());
        }
    }
}

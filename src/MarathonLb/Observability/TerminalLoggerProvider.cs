using System.Text;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Observability;

/// <summary>Loggers that write to a terminal at once, so that lines and what is printed or asked between them keep their order.</summary>
/// <param name="terminal">The terminal.</param>
/// <param name="format">How a record becomes a line.</param>
/// <param name="time">Tells when.</param>
internal sealed class TerminalLoggerProvider(Terminal terminal, ILogLineFormat format, TimeProvider time) : ILoggerProvider
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new TerminalLogger(categoryName, terminal, format, time);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class TerminalLogger(string category, Terminal terminal, ILogLineFormat format, TimeProvider time) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            StringBuilder line = new();
            LogRecord record = new(time.GetLocalNow(), logLevel, category, eventId, formatter(state, exception), exception) { Arguments = state as IReadOnlyList<KeyValuePair<string, object?>> };
            format.Append(line, record);
            terminal.WriteLine(line.ToString());
        }
    }
}

using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace MarathonLb.Observability;

/// <summary>Lets the console logger print lines in our formats.</summary>
internal sealed class LineConsoleFormatter(ILogLineFormat format, TimeProvider time) : ConsoleFormatter(FormatterName)
{
    /// <summary>The name the console logger selects it by.</summary>
    public const string FormatterName = "marathon-lb";

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        StringBuilder line = new();
        string message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        LogRecord record = new(time.GetLocalNow(), logEntry.LogLevel, logEntry.Category, logEntry.EventId, message, logEntry.Exception)
        {
            Arguments = logEntry.State as IReadOnlyList<KeyValuePair<string, object?>>,
        };
        format.Append(line, record);
        textWriter.Write(line.Append('\n'));
    }
}

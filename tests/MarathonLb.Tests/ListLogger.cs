using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Tests;

/// <summary>Keeps what is logged.</summary>
internal sealed class ListLogger(LogLevel least = LogLevel.Trace) : ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();
    private readonly ConcurrentQueue<IReadOnlyList<KeyValuePair<string, object?>>> _arguments = new();

    public IReadOnlyList<(LogLevel Level, string Text)> Lines => [.. _lines];

    /// <summary>The arguments of each line.</summary>
    public IReadOnlyList<IReadOnlyList<KeyValuePair<string, object?>>> Arguments => [.. _arguments];

    public string Text => string.Join('\n', _lines.Select(line => $"{line.Level}: {line.Text}"));

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        _lines.Enqueue((logLevel, formatter(state, exception)));
        _arguments.Enqueue([.. state as IReadOnlyList<KeyValuePair<string, object?>> ?? []]);
    }
}

using Microsoft.Extensions.Logging;

namespace MarathonLb.Observability;

/// <summary>One thing that is logged, before it becomes a line. <see cref="Message"/> is raw: formats escape it.</summary>
/// <param name="Time">When, in local time.</param>
/// <param name="Level">How severe.</param>
/// <param name="Category">The logger's category: a type's full name for our own types.</param>
/// <param name="Event">Which event.</param>
/// <param name="Message">What.</param>
/// <param name="Exception">The exception that goes with it, if any.</param>
internal readonly record struct LogRecord(DateTimeOffset Time, LogLevel Level, string Category, EventId Event, string Message, Exception? Exception)
{
    /// <summary>The name the original logs under; everything in this assembly uses it.</summary>
    public const string OurName = "marathon_lb";

    /// <summary>The message's arguments by name, for formats that have fields; null if it has none.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>>? Arguments { get; init; }

    /// <summary>The logger's name as the line shows it.</summary>
    public string Name => Category.StartsWith("MarathonLb.", StringComparison.Ordinal) ? OurName : Category;

    /// <summary>The type that logged, without its namespace.</summary>
    public string Module => Category[(Category.LastIndexOf('.') + 1)..];
}

using System.Globalization;

namespace MarathonSimulator.State;

/// <summary>Timestamps as Marathon writes them: UTC, milliseconds, <c>Z</c>.</summary>
internal static class MarathonTime
{
    public static string Format(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads a timestamp from a document; null when there is none.</summary>
    public static DateTime? Parse(string? text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var utc)
            ? utc : null;
}

/// <summary>Hands out app versions: the present moment, but never the same millisecond twice.</summary>
internal sealed class VersionClock
{
    private readonly Lock _gate = new();
    private DateTime _last;

    public DateTime Next()
    {
        lock (_gate)
        {
            var now = DateTime.UtcNow;
            now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
            _last = now > _last ? now : _last.AddMilliseconds(1);
            return _last;
        }
    }
}

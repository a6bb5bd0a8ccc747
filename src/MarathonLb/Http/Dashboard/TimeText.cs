using System.Globalization;

namespace MarathonLb.Http.Dashboard;

/// <summary>Times as a person reads them; all in UTC, as logs have them.</summary>
internal static class TimeText
{
    /// <summary>A moment, to the second.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A span, as coarse as it may be.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 10 } => $"{Number(Math.Round(span.TotalSeconds, 1))} s",
        { TotalMinutes: < 2 } => $"{Number(Math.Floor(span.TotalSeconds))} s",
        { TotalHours: < 2 } => $"{Number(Math.Floor(span.TotalMinutes))} min",
        { TotalDays: < 2 } => $"{Number(Math.Floor(span.TotalHours))} h",
        _ => $"{Number(Math.Floor(span.TotalDays))} d",
    };

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);
}

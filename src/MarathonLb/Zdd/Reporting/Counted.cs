using System.Globalization;

namespace MarathonLb.Zdd.Reporting;

/// <summary>Numbers of things in sentences.</summary>
internal static class Counted
{
    /// <summary>Such as "1 task" and "2 tasks".</summary>
    public static string Of(long number, string thing) => string.Create(CultureInfo.InvariantCulture, $"{number} {thing}{(number == 1 ? "" : thing.EndsWith('s') ? "es" : "s")}");
}

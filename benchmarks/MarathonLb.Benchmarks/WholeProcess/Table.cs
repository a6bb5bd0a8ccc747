using System.Globalization;

namespace MarathonLb.Benchmarks.WholeProcess;

/// <summary>A Markdown table on standard output, row by row as they are measured.</summary>
internal static class Table
{
    /// <summary>The machine's load average of the last minute: other work makes times longer.</summary>
    public static string Load => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    /// <summary>Prints the head.</summary>
    public static void Head(params ReadOnlySpan<string> columns)
    {
        Row(columns);
        Console.WriteLine("|" + string.Concat(Enumerable.Repeat("---|", columns.Length)));
    }

    /// <summary>Prints a row.</summary>
    public static void Row(params ReadOnlySpan<string> cells) => Console.WriteLine($"| {string.Join(" | ", cells)} |");

    /// <summary>A time in ms.</summary>
    public static string Milliseconds(double milliseconds) => Number(milliseconds, milliseconds < 100 ? "0.0" : "N0") + " ms";

    /// <summary>A time in seconds.</summary>
    public static string Seconds(double milliseconds) => Number(milliseconds / 1000, "0.00") + " s";

    /// <summary>A whole number.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The middle of some numbers.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}

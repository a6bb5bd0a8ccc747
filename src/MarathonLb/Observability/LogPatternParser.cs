using System.Globalization;
using System.Text;

namespace MarathonLb.Observability;

/// <summary>Reads Python's <c>%</c> patterns: <c>%(name)</c>, flags, width, precision, conversion; <c>%%</c> is a percent sign.</summary>
internal static class LogPatternParser
{
    private const int WidestField = 1000;

    private static readonly Dictionary<string, LogField> Fields =
        Enum.GetValues<LogField>().Where(field => field != LogField.Literal).ToDictionary(PythonName, StringComparer.Ordinal);

    /// <summary>The names a pattern may use, sorted.</summary>
    public static IEnumerable<string> KnownNames => Fields.Keys.Order(StringComparer.Ordinal);

    /// <summary>The pattern's pieces, or null and what is wrong with it.</summary>
    public static IReadOnlyList<LogPatternPiece>? Parse(string pattern, out string problem)
    {
        List<LogPatternPiece> pieces = [];
        StringBuilder literal = new();
        int at = 0;
        while (at < pattern.Length)
        {
            if (pattern[at] != '%')
            {
                literal.Append(pattern[at++]);
                continue;
            }

            int start = at++;
            if (at < pattern.Length && pattern[at] == '%')
            {
                literal.Append(pattern[at++]);
                continue;
            }

            if (ParseField(pattern, ref at, out problem) is not { } piece)
            {
                problem = $"at character {start + 1}: {problem}";
                return null;
            }

            if (literal.Length > 0) pieces.Add(Literal(literal.ToString()));
            literal.Clear();
            pieces.Add(piece);
        }

        if (literal.Length > 0) pieces.Add(Literal(literal.ToString()));
        problem = "";
        return pieces;
    }

    private static LogPatternPiece? ParseField(string pattern, ref int at, out string problem)
    {
        int close = at < pattern.Length && pattern[at] == '(' ? pattern.IndexOf(')', at) : -1;
        if (close < 0)
        {
            problem = "a % starts no field; write %(name)s for a field or %% for a percent sign";
            return null;
        }

        string name = pattern[(at + 1)..close];
        if (!Fields.TryGetValue(name, out LogField field))
        {
            problem = $"'{name}' is no field; known are {string.Join(", ", KnownNames)}";
            return null;
        }

        at = close + 1;
        string flags = Run(pattern, ref at, "#0- +");
        int width = Number(pattern, ref at) ?? 0;
        int precision = -1;
        if (at < pattern.Length && pattern[at] == '.')
        {
            at++;
            precision = Number(pattern, ref at) ?? 0;
        }

        char conversion = at < pattern.Length ? pattern[at++] : '\0';
        problem = "";
        if (!"sdifr".Contains(conversion, StringComparison.Ordinal))
        {
            problem = $"%({name}) has no conversion; write %({name})s (or d, f for numbers)";
        }
        else if (conversion is 'd' or 'i' or 'f' && !IsNumber(field))
        {
            problem = $"'{name}' is text and can't be printed with {conversion}; write %({name})s";
        }
        else if (width > WidestField || precision > WidestField)
        {
            problem = $"%({name}) is wider than {WidestField} characters; write a smaller width";
        }

        return problem.Length == 0 ? new(field, "", flags, width, precision, conversion) : null;
    }

    private static LogPatternPiece Literal(string text) => new(LogField.Literal, text, "", 0, -1, 's');

    private static bool IsNumber(LogField field) => field is LogField.Created or LogField.LevelNo or LogField.LineNo or LogField.Msecs
        or LogField.Process or LogField.RelativeCreated or LogField.Thread;

    /// <summary>Python spells its fields in lower case, but for these.</summary>
    private static string PythonName(LogField field) => field switch
    {
        LogField.FuncName => "funcName",
        LogField.ProcessName => "processName",
        LogField.RelativeCreated => "relativeCreated",
        LogField.ThreadName => "threadName",
        _ => field.ToString().ToLowerInvariant(),
    };

    private static string Run(string pattern, ref int at, string allowed)
    {
        int start = at;
        while (at < pattern.Length && allowed.Contains(pattern[at], StringComparison.Ordinal)) at++;
        return pattern[start..at];
    }

    private static int? Number(string pattern, ref int at)
    {
        string digits = Run(pattern, ref at, "0123456789");
        if (digits.Length == 0) return null;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : int.MaxValue;
    }
}

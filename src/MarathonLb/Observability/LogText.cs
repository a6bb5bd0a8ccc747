using System.Globalization;
using System.Text;

namespace MarathonLb.Observability;

/// <summary>
/// Makes text safe for a log line: a label value that holds a newline or an escape sequence must not be able to forge a line, clear a terminal or turn
/// the reading direction around.
/// </summary>
internal static class LogText
{
    /// <summary>The text on one line, control and format characters written as escapes.</summary>
    public static string Escape(string text)
    {
        int first = 0;
        while (first < text.Length && !IsHidden(text[first])) first++;
        if (first == text.Length) return text;
        StringBuilder escaped = new(text, 0, first, text.Length + 16);
        foreach (char c in text.AsSpan(first))
        {
            AppendEscaped(escaped, c);
        }

        return escaped.ToString();
    }

    private static void AppendEscaped(StringBuilder escaped, char c)
    {
        _ = c switch
        {
            _ when !IsHidden(c) => escaped.Append(c),
            '\n' => escaped.Append("\\n"),
            '\r' => escaped.Append("\\r"),
            < (char)0x100 => escaped.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
            _ => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
        };
    }

    /// <summary>Tabs stay: configurations are indented with them. Lone surrogates would not survive UTF-8, so they are left to the encoder.</summary>
    private static bool IsHidden(char c) =>
        c != '\t' && (char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}

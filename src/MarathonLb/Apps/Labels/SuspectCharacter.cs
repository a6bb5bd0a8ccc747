using System.Globalization;

namespace MarathonLb.Apps.Labels;

/// <summary>
/// Finds the first character of a value that has no business there, and names it so that its writer can see what the eye does not: a
/// no-break space pasted from a web page, a typographic quote, a newline. In a structural place such a character is either a mistake or an
/// attempt to add a line to the configuration.
/// </summary>
internal static class SuspectCharacter
{
    /// <summary>Characters with a meaning in HAProxy's configuration syntax: quotes, the escape, the comment (configuration manual, 2.2).</summary>
    private const string Syntax = "\"'\\#";

    /// <summary>
    /// Looks for a character that can't be seen, that looks like another (typographic quotes and dashes), or that HAProxy's parser would read as syntax.
    /// Letters of any alphabet pass: to HAProxy they are bytes like others.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="spaces">True if single words may be separated by spaces here.</param>
    /// <param name="what">What the value is, such as "a host name".</param>
    /// <param name="problem">Says which character stands where.</param>
    /// <returns>True if one was found.</returns>
    public static bool IsIn(string value, bool spaces, string what, out LabelProblem problem)
    {
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            if (c is > ' ' and <= '~' && !Syntax.Contains(c, StringComparison.Ordinal)) continue;
            if ((c == ' ' && spaces) || char.IsLetterOrDigit(c)) continue;
            problem = new LabelProblem(
                $"{NameOf(value, i)} at position {i + 1} has no place in {what}",
                "Remove it, or write the value again by hand.");
            return true;
        }

        problem = default;
        return false;
    }

    /// <summary>Looks for a control character or an invisible one; everything that can be seen is allowed.</summary>
    public static bool IsInvisibleIn(string value, string what, out LabelProblem problem)
    {
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            if (c == ' ' || !(char.IsControl(c) || IsInvisible(c))) continue;
            problem = new LabelProblem(
                $"{NameOf(value, i)} at position {i + 1} has no place in {what}",
                "Remove it, or write the value again by hand.");
            return true;
        }

        problem = default;
        return false;
    }

    /// <summary>A text on one line: what would end it, or end the text, becomes a space. For values that reach a template and have no grammar of their own.</summary>
    public static string OnOneLine(string text) =>
        text.AsSpan().IndexOfAny('\n', '\r', '\0') < 0 ? text : text.Replace('\n', ' ').Replace('\r', ' ').Replace('\0', ' ');

    /// <summary>A character in words: its common name where people know one, and its code point.</summary>
    public static string NameOf(string value, int position)
    {
        char c = value[position];
        if (char.IsSurrogatePair(value, Math.Min(position, value.Length - 1)) && position + 1 < value.Length)
        {
            return $"the character U+{char.ConvertToUtf32(value[position], value[position + 1]):X4}";
        }

        string? name = c switch
        {
            '\n' => "a line feed",
            '\r' => "a carriage return",
            '\t' => "a tab",
            '\0' => "a NUL",
            ' ' => "a space",
            '"' or '\'' => "a quote",
            '\\' => "a backslash",
            '#' => "a '#'",
            '\u00a0' or '\u202f' or '\u2007' => "a no-break space",
            '\u200b' => "a zero width space",
            '\u200c' or '\u200d' or '\u2060' => "a zero width joiner",
            '\ufeff' => "a byte order mark",
            '\u00ad' => "a soft hyphen",
            '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') => "a text direction mark",
            '\u2018' or '\u2019' or '\u201a' or '\u201c' or '\u201d' or '\u201e' => "a typographic quote",
            '\u2013' or '\u2014' or '\u2011' => "a typographic dash",
            _ => null,
        };
        string code = string.Create(CultureInfo.InvariantCulture, $"U+{(int)c:X4}");
        if (name is not null) return $"{name} ({code})";
        return char.IsControl(c) || IsInvisible(c) ? $"an invisible character ({code})" : $"the character '{c}' ({code})";
    }

    private static bool IsInvisible(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}

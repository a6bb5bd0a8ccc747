using System.Globalization;
using System.Text;

namespace MarathonLb.Templates.Legacy;

/// <summary>Splits a line into words as HAProxy does (configuration manual, 2.2 "Quoting and escaping"), and writes words so that HAProxy reads them back.</summary>
internal static class ConfigWords
{
    /// <summary>The words of a line up to its end or comment; null if a quote is never closed.</summary>
    public static List<ConfigWord>? Split(string line)
    {
        List<ConfigWord> words = [];
        int i = 0;
        while (true)
        {
            while (i < line.Length && IsBlank(line[i])) i++;
            if (i == line.Length || line[i] == '#') return words;
            if (ReadWord(line, ref i) is not ConfigWord word) return null;
            words.Add(word);
        }
    }

    /// <summary>Writes a word; what HAProxy would take for syntax is escaped, or put into single quotes where there is nothing else in it.</summary>
    public static string Write(string text)
    {
        if (text.Length == 0) return "\"\"";
        StringBuilder word = new(text.Length + 8);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            switch (c)
            {
                case ' ' or '#' or '"' or '\'': word.Append('\\').Append(c); break;
                case '\t': word.Append("\\t"); break;
                case '\r': word.Append("\\r"); break;
                case '\n': word.Append("\\n"); break;

                // Before any other letter or digit HAProxy leaves a backslash alone: \1 and \. are what people know.
                case '\\' when i + 1 == text.Length || "\\ #\"'nrtx\t\r\n".Contains(text[i + 1], StringComparison.Ordinal): word.Append("\\\\"); break;
                default: word.Append(c); break;
            }
        }

        return word.ToString();
    }

    /// <summary>A text for a place where HAProxy expands <c>%[…]</c>: it stands for itself.</summary>
    public static string WriteFormat(string text) => Write(text.Replace("%", "%%", StringComparison.Ordinal));

    private static ConfigWord? ReadWord(string line, ref int i)
    {
        StringBuilder text = new();
        int start = i;
        char quote = '\0';
        bool variable = false;
        while (i < line.Length)
        {
            char c = line[i];
            if (quote == '\0' && (IsBlank(c) || c == '#')) break;
            if (quote == '\0' ? c is '"' or '\'' : c == quote)
            {
                quote = c == quote ? '\0' : c;
                i++;
            }
            else if (c == '\\' && quote != '\'')
            {
                text.Append(ReadEscape(line, quote == '"', ref i));
            }
            else
            {
                variable |= c == '$' && quote == '"';
                text.Append(c);
                i++;
            }
        }

        return quote == '\0' ? new ConfigWord(text.ToString(), start, i, variable) : null;
    }

    /// <summary>What a backslash and its followers stand for; before a character without a meaning it stands for itself.</summary>
    private static string ReadEscape(string line, bool quoted, ref int i)
    {
        char next = i + 1 < line.Length ? line[i + 1] : '\0';
        if (next == 'x' && i + 3 < line.Length
            && byte.TryParse(line.AsSpan(i + 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte code))
        {
            i += 4;
            return ((char)code).ToString();
        }

        string? meaning = next switch
        {
            ' ' or '\\' or '#' or '"' or '\'' => next.ToString(),
            '$' when quoted => "$",
            't' => "\t",
            'r' => "\r",
            'n' => "\n",
            _ => null,
        };
        i += meaning is null ? 1 : 2;
        return meaning ?? "\\";
    }

    private static bool IsBlank(char c) => c is ' ' or '\t';
}

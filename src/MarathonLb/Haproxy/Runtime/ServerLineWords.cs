using System.Text;

namespace MarathonLb.Haproxy.Runtime;

/// <summary>
/// Reads the words of a piece of a server line as HAProxy's configuration reader would (configuration manual, section 2.2, "Quoting and escaping"):
/// the Runtime API has other rules, so a word must be read by one set and written by the other.
/// </summary>
internal static class ServerLineWords
{
    /// <summary>
    /// The words, or null if they can't be known here: a quote that does not end, a variable (HAProxy reads its own environment), a comment, a control
    /// character, or an escape that means a byte.
    /// </summary>
    public static List<string>? Split(string text)
    {
        List<string> words = [];
        StringBuilder word = new();
        bool inWord = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c is ' ' or '\t')
            {
                if (inWord) words.Add(word.ToString());
                word.Clear();
                inWord = false;
                continue;
            }

            inWord = true;
            if (c is '"' or '\'')
            {
                if (!ReadQuoted(text, ref i, word)) return null;
            }
            else if (c == '\\')
            {
                if (!ReadEscape(text, ref i, word)) return null;
            }
            else if (c == '#' || char.IsControl(c))
            {
                return null;
            }
            else
            {
                word.Append(c);
            }
        }

        if (inWord) words.Add(word.ToString());
        return words;
    }

    /// <summary>Reads from a quote to its end. Within double quotes a backslash escapes and a dollar names a variable; within single ones nothing does.</summary>
    private static bool ReadQuoted(string text, ref int i, StringBuilder word)
    {
        char quote = text[i];
        for (i++; i < text.Length; i++)
        {
            char c = text[i];
            if (c == quote) return true;
            if (char.IsControl(c)) return false;
            if (quote == '"' && c == '$') return false;
            if (quote == '"' && c == '\\')
            {
                if (i + 1 == text.Length) return false;
                if (text[i + 1] is '"' or '\\' or '$') c = text[++i];
                else return false;
            }

            word.Append(c);
        }

        return false;
    }

    /// <summary>Reads an escape outside quotes. <c>\n</c>, <c>\r</c>, <c>\t</c> and <c>\x</c> mean bytes that no command can carry.</summary>
    private static bool ReadEscape(string text, ref int i, StringBuilder word)
    {
        if (++i == text.Length || text[i] is 'n' or 'r' or 't' or 'x' || char.IsControl(text[i])) return false;
        if (text[i] is not (' ' or '#' or '\\' or '"' or '\'' or '$')) return false;
        word.Append(text[i]);
        return true;
    }
}

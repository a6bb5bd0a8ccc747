using System.Text;

namespace MarathonLb.Asking.Routing;

/// <summary>Splits a line of a configuration into words (configuration manual, 2.2): quotes and backslashes keep blanks, # begins a comment.</summary>
internal static class ConfigWords
{
    /// <summary>The words of a line.</summary>
    public static List<string> Split(string line)
    {
        List<string> words = [];
        StringBuilder word = new();
        bool inWord = false;
        char quote = '\0';
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (quote != '\0' && c == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && c is '"' or '\'')
            {
                (quote, inWord) = (c, true);
            }
            else if (c == '\\' && quote != '\'' && i + 1 < line.Length)
            {
                word.Append(line[++i]);
                inWord = true;
            }
            else if (quote == '\0' && c is ' ' or '\t')
            {
                if (inWord) words.Add(word.ToString());
                word.Clear();
                inWord = false;
            }
            else if (quote == '\0' && c == '#')
            {
                break;
            }
            else
            {
                word.Append(c);
                inWord = true;
            }
        }

        if (inWord) words.Add(word.ToString());
        return words;
    }
}

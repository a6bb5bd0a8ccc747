using System.Globalization;
using System.Text;

namespace MarathonLb.Templates.Legacy;

/// <summary>The replacement of an old rule, whose references count groups that the new pattern may not have.</summary>
internal static class OldReplacement
{
    /// <summary>The text with each <c>\2</c> as <c>\1</c>; null if it refers to the whole match or to the group that is gone.</summary>
    /// <param name="text">The replacement, or the part of it that is left.</param>
    /// <param name="gone">How many groups at the pattern's start are gone.</param>
    public static string? Renumber(string text, int gone)
    {
        StringBuilder result = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            result.Append(text[i]);
            if (text[i] != '\\' || i + 1 == text.Length) continue;
            i++;
            if (!char.IsAsciiDigit(text[i]))
            {
                result.Append(text[i]);
                continue;
            }

            int number = text[i] - '0';
            if (number <= gone) return null;
            result.Append((number - gone).ToString(CultureInfo.InvariantCulture));
        }

        return result.ToString();
    }

    /// <summary>The groups of a pattern: its opening brackets that catch something.</summary>
    public static int CountGroups(string pattern)
    {
        int count = 0;
        bool inClass = false;
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\') i++;
            else if (inClass) inClass = pattern[i] != ']';
            else if (pattern[i] == '[') inClass = true;
            else if (pattern[i] == '(' && string.CompareOrdinal(pattern, i, "(?", 0, 2) != 0) count++;
        }

        return count;
    }
}

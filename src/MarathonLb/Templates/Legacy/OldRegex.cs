namespace MarathonLb.Templates.Legacy;

/// <summary>What can be said of a regular expression without running it.</summary>
internal static class OldRegex
{
    /// <summary>The blanks that a pattern may have after a header's colon or around a URI.</summary>
    private static readonly string[] Blanks = ["[[:space:]]", "[ \t]", "[ \\t]", "[ ]", "\\s", "\\ ", " ", "\t"];

    /// <summary>True if brackets and groups are closed and no alternative stands outside of a group.</summary>
    public static bool IsOnePiece(string pattern)
    {
        int depth = 0;
        for (int i = 0; i < pattern.Length; i = AtomEnd(pattern, i))
        {
            if (pattern[i] == '(') depth++;
            if (pattern[i] == ')' && --depth < 0) return false;
            if (pattern[i] == '|' && depth == 0) return false;
            if (pattern[i] == '[' && AtomEnd(pattern, i) > pattern.Length) return false;
        }

        return depth == 0;
    }

    /// <summary>Where the blanks at a place of a pattern end; the place itself if there are none.</summary>
    public static int SkipBlanks(string pattern, int at)
    {
        while (Array.Find(Blanks, blank => string.CompareOrdinal(pattern, at, blank, 0, blank.Length) == 0) is string found)
        {
            at += found.Length;
            if (at < pattern.Length && pattern[at] is '*' or '+' or '?') at++;
        }

        return at;
    }

    /// <summary>The end of the group that opens at a place, behind its bracket; −1 if it is never closed.</summary>
    public static int GroupEnd(string pattern, int at)
    {
        int depth = 0;
        for (int i = at; i < pattern.Length; i = AtomEnd(pattern, i))
        {
            if (pattern[i] == '(') depth++;
            if (pattern[i] == ')' && --depth == 0) return i + 1;
        }

        return -1;
    }

    /// <summary>True if some part of a pattern may match a blank.</summary>
    public static bool MayMatchBlank(string pattern) => Atoms(pattern).Any(static atom => atom[0] switch
    {
        '.' or ' ' or '\t' => true,
        '\\' => atom is "\\D" or "\\W" or "\\s" or "\\ ",
        '[' => atom[1] == '^' ? !atom.Contains(' ', StringComparison.Ordinal) && !atom.Contains("\\s", StringComparison.Ordinal) : !IsPlainClass(atom),
        _ => false,
    });

    /// <summary>True if some part of a pattern may match a question mark, with which a query begins.</summary>
    public static bool MayMatchQuery(string pattern) => Atoms(pattern).Any(static atom => atom[0] switch
    {
        '.' => true,
        '\\' => atom is "\\D" or "\\W" or "\\S" or "\\?",
        '[' => !IsPlainClass(atom),
        _ => false,
    });

    /// <summary>True if a pattern has a letter whose case matters.</summary>
    public static bool HasLetters(string pattern) =>
        pattern.Where((c, i) => char.IsAsciiLetter(c) && (i == 0 || pattern[i - 1] != '\\')).Any();

    /// <summary>True if a class names letters, digits and what paths are made of, and nothing else.</summary>
    private static bool IsPlainClass(string atom) => atom[1..^1].All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '/' or '.');

    private static IEnumerable<string> Atoms(string pattern)
    {
        for (int i = 0; i < pattern.Length;)
        {
            int end = Math.Min(AtomEnd(pattern, i), pattern.Length);
            yield return pattern[i..end];
            i = end;
        }
    }

    /// <summary>Where the next atom begins: an escape is two characters, a class ends with its bracket. Beyond the end if it is never closed.</summary>
    private static int AtomEnd(string pattern, int at)
    {
        if (pattern[at] == '\\') return at + 2;
        if (pattern[at] != '[') return at + 1;
        int i = at + 1;
        if (i < pattern.Length && pattern[i] == '^') i++;
        if (i < pattern.Length && pattern[i] == ']') i++;
        while (i < pattern.Length && pattern[i] != ']')
        {
            if (string.CompareOrdinal(pattern, i, "[:", 0, 2) == 0 && pattern.IndexOf(":]", i, StringComparison.Ordinal) is int close and > 0) i = close + 1;
            i += pattern[i] == '\\' ? 2 : 1;
        }

        return i < pattern.Length ? i + 1 : pattern.Length + 1;
    }
}

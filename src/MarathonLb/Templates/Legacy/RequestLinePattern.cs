namespace MarathonLb.Templates.Legacy;

/// <summary>
/// A pattern of an old rule that speaks of the request line, <c>^([^ :]*)\ /app/?(.*)</c>, split into method and URI. The old rules saw
/// <c>GET /app/x?y HTTP/1.1</c>; the new ones see path and query.
/// </summary>
/// <param name="Methods">The methods it asks for, separated by spaces; empty if any will do.</param>
/// <param name="Groups">How many groups the method's part has: 0 or 1.</param>
/// <param name="Uri">The pattern of the URI, without anchor; it takes the rest of the line with it if it ends with <see cref="TakesRest"/>.</param>
internal sealed record RequestLinePattern(string Methods, int Groups, string Uri)
{
    private static readonly string[] AnyMethod =
        ["[^ :]*", "[^ ]*", "[^ :]+", "[^ ]+", "[^:]*", "[^\\s]*", "[^\\s]+", "\\S*", "\\S+", "\\w*", "\\w+", "[A-Z]*", "[A-Z]+", "[a-zA-Z]*", "[a-zA-Z]+", ".*", ".+", ".*?"];

    private static readonly string[] Rests = ["(.*)$", "(.*)", ".*$", ".*"];

    /// <summary>How it takes what follows, the HTTP version included; empty if it does not.</summary>
    public string TakesRest { get; private init; } = "";

    /// <summary>The pattern of the URI up to the part that takes the rest.</summary>
    public string Front => Uri[..^TakesRest.Length];

    /// <summary>True if it reaches into the query, or may.</summary>
    public bool MayMatchQuery => OldRegex.MayMatchQuery(Front);

    /// <summary>Splits a pattern; null if that can't be done without a guess.</summary>
    public static RequestLinePattern? Read(string pattern)
    {
        if (!pattern.StartsWith('^')) return null;
        int end = MethodEnd(pattern);
        if (end <= 1) return null;
        int uri = OldRegex.SkipBlanks(pattern, end);
        if (uri == end) return null;
        bool group = pattern[1] == '(';
        if (ReadMethods(group ? pattern[2..(end - 1)] : pattern[1..end]) is not string methods) return null;
        string rest = pattern[uri..];
        // A placeholder is taken for a path: that is what {path} and {proxypath} are.
        bool isPath = rest.StartsWith('/') || rest.StartsWith("(/", StringComparison.Ordinal) || rest.StartsWith("[/]", StringComparison.Ordinal)
            || rest.StartsWith("(.", StringComparison.Ordinal) || rest.StartsWith("\\/", StringComparison.Ordinal) || rest.StartsWith(".*", StringComparison.Ordinal)
            || rest.StartsWith('{');
        if (!isPath || !OldRegex.IsOnePiece(rest)) return null;
        RequestLinePattern result = new(methods, group ? 1 : 0, rest)
        {
            TakesRest = Array.Find(Rests, tail => rest.EndsWith(tail, StringComparison.Ordinal) && !rest.EndsWith("\\" + tail, StringComparison.Ordinal)) ?? "",
        };

        // A part that may match a blank would have reached into the HTTP version, which the new rules never see.
        return OldRegex.MayMatchBlank(result.Front) || result.Front.Contains('$', StringComparison.Ordinal) ? null : result;
    }

    /// <summary>Where the method's part ends: at the first blank outside of classes, or behind its group.</summary>
    private static int MethodEnd(string pattern)
    {
        if (pattern.Length > 1 && pattern[1] == '(') return OldRegex.GroupEnd(pattern, 1);
        if (Array.Find(AnyMethod, any => string.CompareOrdinal(pattern, 1, any, 0, any.Length) == 0 && OldRegex.SkipBlanks(pattern, 1 + any.Length) > 1 + any.Length) is string found) return 1 + found.Length;
        int end = 1;
        while (end < pattern.Length && char.IsAsciiLetter(pattern[end])) end++;
        return end;
    }

    private static string? ReadMethods(string text)
    {
        if (Array.IndexOf(AnyMethod, text) >= 0) return "";
        string[] methods = text.Split('|');
        return Array.TrueForAll(methods, static method => method.Length > 0 && method.All(char.IsAsciiLetter)) ? string.Join(' ', methods).ToUpperInvariant() : null;
    }
}

namespace MarathonLb.Apps.Labels;

/// <summary>Paths, files, and the arguments of a bind and a balance line.</summary>
internal static partial class LabelValues
{
    /// <summary>The algorithms of HAProxy 2.6 to 3.x (configuration manual, "balance").</summary>
    private static readonly string[] Algorithms = ["hash", "uri", "url_param", "hdr", "random", "rdp-cookie"];

    /// <summary>Those of them that take no argument; HAProxy ignores one, or refuses it.</summary>
    private static readonly string[] ArgumentFree = ["roundrobin", "static-rr", "leastconn", "first", "source"];

    /// <summary>What path_beg takes: prefixes separated by spaces, after an optional -i; a space within a prefix is escaped by a backslash.</summary>
    public static bool PathPrefix(string value, out string result, out LabelProblem problem)
    {
        const string Advice = "Write one or more prefixes separated by spaces, such as /api /v2; -i before them ignores case.";
        result = value.Trim(' ');
        if (SuspectCharacter.IsIn(WithoutEscapedSpaces(result), spaces: true, "a path", out problem)) return false;
        bool any = false;
        foreach (Range range in result.AsSpan().Split(' '))
        {
            ReadOnlySpan<char> word = result.AsSpan(range);
            if (word.Length == 0) continue;
            if (word is "{" or "}" or "!" or "||" or "or")
            {
                // In a rule that has the path within a condition, these would end it or begin another.
                problem = new LabelProblem($"'{word}' is not a path prefix", Advice);
                return false;
            }

            if (word[0] != '-')
            {
                any = true;
            }
            else if (any || word is not ("-i" or "--"))
            {
                problem = new LabelProblem($"'{word}' is not a path prefix", Advice);
                return false;
            }
        }

        if (any) return true;
        problem = new LabelProblem("there is no path prefix in it", Advice);
        return false;
    }

    /// <summary>
    /// A URL path. One without its first '/' passes, as it always did: it is printed, and fits no request. REDIR may lead to another site.
    /// </summary>
    public static bool UrlPath(string value, out string result, out LabelProblem problem)
    {
        result = value.Trim(' ');
        for (int i = 0; i < result.Length; i++)
        {
            char c = result[i];
            if (char.IsAsciiLetterOrDigit(c) || "/-._~%:@,;=&+!$?*".Contains(c, StringComparison.Ordinal)) continue;
            problem = new LabelProblem(
                $"{SuspectCharacter.NameOf(result, i)} at position {i + 1} has no place in a URL path",
                "Write it percent-encoded.");
            return false;
        }

        problem = default;
        if (result.Length > 0) return true;
        problem = new LabelProblem("there is no path in it", "Write a path such as /app.");
        return false;
    }

    /// <summary>A file or folder of certificates; several as the bind line has them, with the word crt between them.</summary>
    public static bool FilePath(string value, out string result, out LabelProblem problem)
    {
        result = value.Trim(' ');
        if (SuspectCharacter.IsIn(result, spaces: true, "a file name", out problem)) return false;
        string[] words = result.Split(' ');
        for (int i = 0; i < words.Length; i++)
        {
            bool fits = i % 2 == 0 ? words[i].Length > 0 : words[i] == "crt";
            if (fits && (i % 2 == 0 || i + 1 < words.Length)) continue;
            problem = new LabelProblem("this is not a file name", "Write one file or folder, or several as 'a.pem crt b.pem'.");
            return false;
        }

        return true;
    }

    /// <summary>Words for the end of a bind line.</summary>
    public static bool BindOptions(string value, out string result, out LabelProblem problem)
    {
        result = value.Trim(' ');
        return !SuspectCharacter.IsIn(result, spaces: true, "bind options", out problem);
    }

    /// <summary>The text with each escaped space as a letter: what is left of backslashes then has no place in a word.</summary>
    private static string WithoutEscapedSpaces(string text) => text.Replace("\\ ", "xx", StringComparison.Ordinal);

    /// <summary>The text with each space escaped that is not so yet.</summary>
    private static string EscapeSpaces(string text) =>
        text.Replace("\\ ", " ", StringComparison.Ordinal).Replace(" ", "\\ ", StringComparison.Ordinal);

    /// <summary>A balancing algorithm with its arguments.</summary>
    public static bool Balance(string value, out string result, out LabelProblem problem)
    {
        result = value.Trim(' ');
        if (SuspectCharacter.IsIn(result, spaces: true, "a balancing algorithm", out problem)) return false;
        int end = result.AsSpan().IndexOfAny(' ', '(');
        string algorithm = end < 0 ? result : result[..end];
        if (Array.IndexOf(ArgumentFree, algorithm) >= 0 && end >= 0)
        {
            problem = new LabelProblem($"{algorithm} takes no argument", $"Write {algorithm} alone.");
            return false;
        }

        if (Array.IndexOf(Algorithms, algorithm) >= 0 || Array.IndexOf(ArgumentFree, algorithm) >= 0) return true;
        problem = new LabelProblem("HAProxy has no such algorithm", $"Write one of {string.Join(", ", ArgumentFree.Concat(Algorithms))}.");
        return false;
    }

    /// <summary>True if a balancing algorithm reads the request: for a tcp service HAProxy warns and takes turns instead.</summary>
    public static bool BalancesByRequest(string algorithm) =>
        algorithm.StartsWith("uri", StringComparison.Ordinal) || algorithm.StartsWith("url_param", StringComparison.Ordinal)
        || algorithm.StartsWith("hdr", StringComparison.Ordinal);
}

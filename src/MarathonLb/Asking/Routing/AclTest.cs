namespace MarathonLb.Asking.Routing;

/// <summary>An ACL's test (configuration manual, 7.1): <c>EXPRESSION [-i] [-m METHOD] [VALUE…]</c>.</summary>
internal static class AclTest
{
    /// <summary>True or false; null if it can't be told.</summary>
    public static bool? Holds(IReadOnlyList<string> words, RouteScope scope)
    {
        if (words.Count == 0) return null;
        Sample sample = SampleExpression.Evaluate(words[0], scope);
        if (!sample.IsKnown) return null;
        StringComparison comparison = StringComparison.Ordinal;
        string method = MethodOf(words[0]);
        int next = 1;
        for (; next < words.Count && words[next].StartsWith('-') && words[next].Length > 1; next++)
        {
            if (words[next] == "--")
            {
                next++;
                break;
            }

            if (words[next] == "-i") comparison = StringComparison.OrdinalIgnoreCase;
            else if (words[next] == "-m" && next + 1 < words.Count) method = words[++next];
            else return null;
        }

        if (method == "found") return sample.Value is not null;
        if (sample.Value is not string value) return false;
        if (next == words.Count) return value == "1";
        bool? any = false;
        foreach (string pattern in words.Skip(next))
        {
            bool? matches = Matches(value, pattern, method, comparison);
            if (matches is true) return true;
            if (matches is null) any = null;
        }

        return any;
    }

    private static string MethodOf(string expression)
    {
        string fetch = SampleExpression.Call(expression.Split(',')[0]).Name;
        int underscore = fetch.LastIndexOf('_');
        string suffix = underscore < 0 ? "" : fetch[(underscore + 1)..];
        return suffix is "beg" or "end" or "sub" or "dom" or "dir" or "reg" ? suffix : "str";
    }

    private static bool? Matches(string value, string pattern, string method, StringComparison comparison) => method switch
    {
        "str" or "int" => value.Equals(pattern, comparison),
        "beg" => value.StartsWith(pattern, comparison),
        "end" => value.EndsWith(pattern, comparison),
        "sub" => value.Contains(pattern, comparison),
        _ => null,
    };
}

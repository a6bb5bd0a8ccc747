using System.Globalization;

namespace MarathonLb.Asking.Routing;

/// <summary>
/// A sample expression (configuration manual, 7.3 and 7.1): a fetch and its converters, as far as templates route by them. Understood are host, headers,
/// path, query, variables, SNI, and the converters that cut and look up; all else is unknown.
/// </summary>
internal static class SampleExpression
{
    /// <summary>The value of an expression such as <c>req.hdr(host),field(1,:),lower</c>.</summary>
    public static Sample Evaluate(string expression, RouteScope scope)
    {
        List<string> parts = SplitAtCommas(expression);
        if (parts.Count == 0) return Sample.Unknown;
        Sample sample = Fetch(parts[0], scope);
        foreach (string converter in parts.Skip(1))
        {
            if (sample is not { IsKnown: true, Value: string value }) return sample;
            sample = Convert(value, converter, scope);
        }

        return sample;
    }

    /// <summary>The name and the arguments of <c>name(a,b)</c>, quotes around arguments taken off.</summary>
    public static (string Name, List<string> Arguments) Call(string text)
    {
        int open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0 || !text.EndsWith(')')) return (text, []);
        return (text[..open], [.. SplitAtCommas(text[(open + 1)..^1]).Select(Unquoted)]);
    }

    private static Sample Fetch(string text, RouteScope scope)
    {
        (string name, List<string> arguments) = Call(text);
        RouteRequest request = scope.Request;
        string first = arguments.Count > 0 ? arguments[0] : "";
        switch (name)
        {
            case "str": return Sample.Of(first);
            case "req.hdr" or "hdr" or "req.fhdr" or "hdr_beg" or "hdr_end" or "hdr_dom" or "hdr_dir" or "hdr_sub" or "hdr_reg":
                return Sample.Of(request.Headers.GetValueOrDefault(first));
            case "path" or "path_beg" or "path_end" or "path_dir" or "path_sub" or "path_reg": return Sample.Of(request.Path);
            case "pathq": return Sample.Of(request.Path + request.Query);
            case "query": return Sample.Of(request.Query.TrimStart('?'));
            case "method": return Sample.Of("GET");
            case "var": return scope.Variables.TryGetValue(first, out Sample value) ? value : Sample.Of(null);
            case "ssl_fc": return Sample.Of(request.IsTls ? "1" : "0");
            case "req.ssl_sni" or "req_ssl_sni" or "ssl_fc_sni": return Sample.Of(request.IsTls ? request.Host : null);
            case "req.ssl_hello_type" or "req_ssl_hello_type": return Sample.Of(request.IsTls ? "1" : null);
            case "dst_port": return Sample.Of(request.Port.ToString(CultureInfo.InvariantCulture));
            case "http_auth" or "http_auth_group": return Sample.Of(scope.KnowsPassword ? "1" : "0");
            default: return Sample.Unknown;
        }
    }

    private static Sample Convert(string value, string converter, RouteScope scope)
    {
        (string name, List<string> arguments) = Call(converter);
        switch (name)
        {
            case "lower": return Sample.Of(value.ToLowerInvariant());
            case "upper": return Sample.Of(value.ToUpperInvariant());
            case "field" when arguments.Count == 2 && arguments[1].Length > 0 && int.TryParse(arguments[0], CultureInfo.InvariantCulture, out int n) && n > 0:
                string[] fields = value.Split(arguments[1].ToCharArray());
                return Sample.Of(n <= fields.Length && fields[n - 1].Length > 0 ? fields[n - 1] : null);
            case "map" or "map_str" when arguments.Count is 1 or 2:
                if (scope.MapOf(arguments[0]) is not IReadOnlyDictionary<string, string> map) return Sample.Unknown;
                return Sample.Of(map.GetValueOrDefault(value) ?? (arguments.Count == 2 ? arguments[1] : null));
            default: return Sample.Unknown;
        }
    }

    private static string Unquoted(string text) => text.Length >= 2 && text[0] is '"' or '\'' && text[^1] == text[0] ? text[1..^1] : text;

    /// <summary>Splits at commas outside of parentheses and quotes.</summary>
    private static List<string> SplitAtCommas(string text)
    {
        List<string> parts = [];
        int depth = 0;
        char quote = '\0';
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quote != '\0') quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'') quote = c;
            else if (c == '(') depth++;
            else if (c == ')') depth--;
            else if (c == ',' && depth == 0)
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }

        parts.Add(text[start..]);
        return parts;
    }
}

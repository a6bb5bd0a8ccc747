namespace MarathonLb.Templates.Legacy;

/// <summary>One old rule on header lines, in today's words.</summary>
/// <param name="line">The line.</param>
/// <param name="request">True for <c>req…</c>, false for <c>rsp…</c>.</param>
/// <param name="ignoreCase">True for <c>reqi…</c> and <c>rspi…</c>.</param>
internal sealed class OldHeaderRule(OldLine line, bool request, bool ignoreCase)
{
    /// <summary>What no header's name has in it.</summary>
    private static readonly System.Buffers.SearchValues<char> NoName = System.Buffers.SearchValues.Create(" \t\r\n\"'\\");

    private readonly string _set = request ? "http-request" : "http-response";

    /// <summary>What the manual says to use instead.</summary>
    public string Manual(string operation) => operation switch
    {
        "add" => $"Write '{_set} add-header NAME VALUE'.",
        "del" => $"Write '{_set} del-header NAME'.",
        "rep" when request => "Write 'http-request replace-path', 'replace-uri' or 'replace-header NAME REGEX VALUE'; the expression sees the path, the URI or the value only.",
        "rep" => "Write 'http-response replace-header NAME REGEX VALUE' or 'http-response set-status'; the expression sees the value only.",
        "pass" => "Leave it out, or put its condition on the rules that it was to pass by.",
        _ => $"Write '{_set} {operation} if CONDITION'.",
    };

    /// <summary>Header lines to add; several where their writer put an escaped line end between them.</summary>
    public string[]? Add(OldCondition condition)
    {
        string[] headers = line.Word(1).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        string?[] rules = Array.ConvertAll(headers, header =>
        {
            int colon = header.IndexOf(':', StringComparison.Ordinal);
            string name = colon < 0 ? "" : header[..colon].Trim();
            return name.Length == 0 || name.AsSpan().IndexOfAny(NoName) >= 0
                ? null
                : $"{_set} add-header {ConfigWords.Write(name)} {ConfigWords.WriteFormat(header[(colon + 1)..].Trim())}{condition.Text}";
        });
        string[] good = [.. rules.OfType<string>()];
        return good.Length > 0 && good.Length == rules.Length ? good : null;
    }

    /// <summary>A header, or all whose names begin so, to delete whatever its value is.</summary>
    public string[]? Delete(OldCondition condition)
    {
        if (HeaderPattern.Read(line.Word(1)) is not HeaderPattern header || !header.FitsAnyValue) return null;
        return [$"{_set} del-header {header.Name}{(header.IsPrefix ? " -m beg" : "")}{condition.Text}"];
    }

    /// <summary>A header's value, or the path, to replace.</summary>
    public string[]? Replace(OldCondition condition)
    {
        string pattern = line.Word(1);
        string replacement = line.Word(2);
        if (HeaderPattern.Read(pattern) is HeaderPattern header) return ReplaceHeader(header, replacement, condition);
        return request && RequestLinePattern.Read(pattern) is RequestLinePattern start ? ReplacePath(start, replacement, condition) : null;
    }

    /// <summary>A request or a response to refuse, hold or let through, because of its path or of one header.</summary>
    public string[]? Judge(string operation, OldCondition condition)
    {
        string pattern = line.Word(1);
        string flag = ignoreCase ? " -i" : "";
        if (HeaderPattern.Read(pattern) is HeaderPattern { IsPrefix: false } header)
        {
            string fetch = $"{(request ? "req" : "res")}.fhdr({header.Name})";
            string test = header.FitsAnyValue ? $"{fetch} -m found" : $"{fetch} -m reg{flag} {ConfigWords.Write(header.AnchoredValue)}";
            return [$"{_set} {operation}{condition.And(test)}"];
        }

        if (!request || RequestLinePattern.Read(pattern) is not RequestLinePattern start) return null;
        string path = $"{(start.MayMatchQuery ? "pathq" : "path")} -m reg{flag} {ConfigWords.Write("^" + start.Front)}";
        return [$"{_set} {operation}{(start.Methods.Length == 0 ? condition.And(path) : condition.And("method " + start.Methods, path))}"];
    }

    private string[]? ReplaceHeader(HeaderPattern header, string replacement, OldCondition condition)
    {
        if (header.IsPrefix) return null;
        string? before = header.NameGroup is string group && replacement.StartsWith("\\1", StringComparison.Ordinal)
            ? group.EndsWith(':') ? "\\1" : "\\1:"
            : header.Name + ":";
        if (!replacement.StartsWith(before, StringComparison.OrdinalIgnoreCase)) return null;
        if (OldReplacement.Renumber(replacement[before.Length..].TrimStart(' ', '\t'), header.Groups) is not string value) return null;
        return [$"{_set} replace-header {header.Name} {ConfigWords.Write(Cased(header.AnchoredValue))} {ConfigWords.WriteFormat(value)}{condition.Text}"];
    }

    private string[]? ReplacePath(RequestLinePattern start, string replacement, OldCondition condition)
    {
        // The old rule replaced the whole line: what its replacement does not take over, the HTTP version too, was lost.
        int blank = replacement.IndexOf(' ', StringComparison.Ordinal);
        if (blank < 0 || !start.TakesRest.StartsWith('(')) return null;
        string method = replacement[..blank];
        if (method != (start.Groups > 0 ? "\\1" : start.Methods)) return null;
        string last = $"\\{start.Groups + OldReplacement.CountGroups(start.Uri)}";
        string rest = replacement[(blank + 1)..].TrimStart(' ');
        if (!rest.EndsWith(last, StringComparison.Ordinal) || rest.Contains(' ', StringComparison.Ordinal)) return null;
        if (!rest.StartsWith('/') && !rest.StartsWith('\\')) return null;
        if (OldReplacement.Renumber(rest, start.Groups) is not string path) return null;
        string what = start.MayMatchQuery ? "replace-pathq" : "replace-path";
        string where = start.Methods.Length == 0 ? condition.Text : condition.And("method " + start.Methods);
        return [$"http-request {what} {ConfigWords.Write(Cased("^" + start.Uri))} {ConfigWords.WriteFormat(path)}{where}"];
    }

    /// <summary>A pattern that ignores case, where the old rule did and it matters.</summary>
    private string Cased(string pattern) => ignoreCase && OldRegex.HasLetters(pattern) ? "(?i)" + pattern : pattern;
}

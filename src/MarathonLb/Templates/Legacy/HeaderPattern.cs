namespace MarathonLb.Templates.Legacy;

/// <summary>A pattern of an old rule that speaks of one header, <c>^Location:\ (.*)</c>, split into the header's name and the pattern of its value.</summary>
/// <param name="Name">The header.</param>
/// <param name="HasColon">False for <c>^X-Foo</c>, which fits every header whose name begins so.</param>
/// <param name="Value">The pattern of the value, without its anchor; what it stands for begins at the value's start.</param>
/// <param name="NameGroup">What the pattern's first group catches, if it is the name: <c>Name</c> or <c>Name:</c>; else null.</param>
internal sealed record HeaderPattern(string Name, bool HasColon, string Value, string? NameGroup)
{
    /// <summary>How many groups stand in the name's part.</summary>
    public int Groups => NameGroup is null ? 0 : 1;

    /// <summary>True if every value fits.</summary>
    public bool FitsAnyValue => Value is "" or ".*" or ".*$" or "(.*)" or "(.*)$";

    /// <summary>True if the name goes on with anything, as in <c>^X-.*:</c> and <c>^X-</c>.</summary>
    public bool IsPrefix { get; private init; }

    /// <summary>The value's pattern as a pattern of its own.</summary>
    public string AnchoredValue => "^" + Value;

    /// <summary>Splits a pattern; null if that can't be done without a guess.</summary>
    public static HeaderPattern? Read(string pattern)
    {
        if (!pattern.StartsWith('^')) return null;
        bool grouped = pattern.Length > 1 && pattern[1] == '(';
        int start = grouped ? 2 : 1;
        int end = start;
        while (end < pattern.Length && (char.IsAsciiLetterOrDigit(pattern[end]) || pattern[end] is '-' or '_' or '{' or '}')) end++;
        string name = pattern[start..end];
        if (name.Length == 0) return null;
        int any = AnyNameEnd(pattern, end);
        bool prefix = any > end;
        end = any;
        string? group = null;
        if (grouped && !TakeGroup(pattern, name, ref end, out group)) return null;
        bool colon = group?.EndsWith(':') is true;
        if (!colon && end < pattern.Length && pattern[end] == ':')
        {
            colon = true;
            end++;
        }

        if (!colon && (end < pattern.Length || grouped)) return null;
        string value = pattern[OldRegex.SkipBlanks(pattern, end)..];
        if (!OldRegex.IsOnePiece(value)) return null;
        return new HeaderPattern(name, colon, value, group) { IsPrefix = prefix || !colon };
    }

    private static int AnyNameEnd(string pattern, int at)
    {
        foreach (string any in (string[])[".*", "[^:]*", "[^ :]*", "[a-zA-Z-]*", "[A-Za-z-]*"])
        {
            if (string.CompareOrdinal(pattern, at, any, 0, any.Length) == 0) return at + any.Length;
        }

        return at;
    }

    /// <summary>Takes the rest of a group around the name, with or without the colon in it.</summary>
    private static bool TakeGroup(string pattern, string name, ref int end, out string? group)
    {
        group = null;
        if (string.CompareOrdinal(pattern, end, ":)", 0, 2) == 0)
        {
            group = name + ":";
            end += 2;
        }
        else if (end < pattern.Length && pattern[end] == ')')
        {
            group = name;
            end++;
        }

        return group is not null;
    }
}

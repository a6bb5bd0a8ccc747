using System.Globalization;
using System.Text.RegularExpressions;

namespace MarathonLb.Haproxy;

/// <summary>
/// Reads the standard error of <c>haproxy -c</c> (2.6 to 3.2), for example:
/// <code>
/// [NOTICE]   (8366) : haproxy version is 2.6.12
/// [ALERT]    (8366) : config : parsing [x.cfg:12] : unknown keyword 'balanc' in 'backend' section
/// [ALERT]    (8366) : config : [x.cfg:13] : 'server a_1/s1' : invalid port '99999'
/// [ALERT]    (8366) : config : parsing [x.cfg:8]: unmatched quote at position 19:
///   acl x hdr(host) "unfinished
///                   ^
/// [ALERT]    (8366) : Proxy 'f': unable to find required use_backend: 'nosuch0'.
/// [ALERT]    (8366) : http frontend 'f' (x.cfg:3) tries to use incompatible tcp backend 'b' (x.cfg:6) …
/// </code>
/// A place counts only where HAProxy itself writes it: what a configuration line says may look like one.
/// </summary>
internal static partial class ValidationMessages
{
    /// <summary>All messages, in order. Lines before the first one (of a wrapper, of a library) are dropped.</summary>
    /// <param name="standardError">What HAProxy wrote.</param>
    /// <param name="truncated">True if HAProxy said that it stopped at its 50th fatal error.</param>
    public static IReadOnlyList<ValidationMessage> Parse(string standardError, out bool truncated)
    {
        List<ValidationMessage> messages = [];
        truncated = false;
        foreach (string raw in standardError.Split('\n'))
        {
            string line = raw.TrimEnd('\r');
            if (Head().Match(line) is { Success: true } head)
            {
                ValidationMessage message = One(Severity(head.Groups["severity"].ValueSpan), line[head.Length..]);
                truncated |= message.Text.StartsWith("too many fatal errors", StringComparison.Ordinal);
                messages.Add(message);
            }
            else if (messages.Count > 0 && line.Length > 0)
            {
                messages[^1] = messages[^1] with { Text = $"{messages[^1].Text}\n{line}" };
            }
        }

        return messages;
    }

    private static MessageSeverity Severity(ReadOnlySpan<char> word) => word switch
    {
        "ALERT" or "EMERG" or "CRIT" => MessageSeverity.Alert,
        "WARNING" => MessageSeverity.Warning,
        _ => MessageSeverity.Notice,
    };

    private static ValidationMessage One(MessageSeverity severity, string rest)
    {
        Match place = Place().Match(rest);
        string text = place.Success ? rest[place.Length..] : rest;
        // Its line number is that of the line after the last error: whoever owns that one is innocent.
        if (text.StartsWith("too many fatal errors", StringComparison.Ordinal) || Summary().IsMatch(text))
        {
            return new(severity, text) { IsSummary = true };
        }

        if (!place.Success) place = PlaceOfProxy().Match(rest);
        Match server = ServerName().Match(text);
        Match proxy = ProxyName().Match(text);
        Match missing = MissingName().Match(text);
        return new(severity, text)
        {
            File = place.Success ? place.Groups["file"].Value : null,
            Line = place.Success && int.TryParse(place.Groups["line"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int line) ? line : null,
            Proxy = server.Success ? server.Groups["proxy"].Value : proxy.Success ? proxy.Groups["name"].Value : null,
            Server = server.Success ? server.Groups["name"].Value : null,
            Missing = missing.Success ? missing.Groups["name"].Value : null,
        };
    }

    /// <summary>3.x leaves <c>config : </c> out after the parsing.</summary>
    [GeneratedRegex(@"^\[(?<severity>[A-Z]+)\]\s+\(\d+\) : (config : )?", Options, Milliseconds)]
    private static partial Regex Head();

    [GeneratedRegex(@"^([Pp]arsing )?\[(?<file>[^\[\]]+):(?<line>\d+)\] ?: ", Options, Milliseconds)]
    private static partial Regex Place();

    [GeneratedRegex(@"^((http|tcp|spop|syslog|cli|peers|haterm) )?([Pp]roxy|frontend|backend|listen) '[^']*' \((?<file>[^()]+):(?<line>\d+)\)", Options, Milliseconds)]
    private static partial Regex PlaceOfProxy();

    [GeneratedRegex(@"^'server (?<proxy>[^'/]+)/(?<name>[^']+)' :", Options, Milliseconds)]
    private static partial Regex ServerName();

    [GeneratedRegex(@"([Pp]roxy|frontend|backend|listen) '(?<name>[^']+)'", Options, Milliseconds)]
    private static partial Regex ProxyName();

    [GeneratedRegex(@"unable to find (required |server |stick-table |userlist |resolvers )*([a-z_]+: |[a-z]+ )?'(?<name>[^']+)'", Options, Milliseconds)]
    private static partial Regex MissingName();

    [GeneratedRegex(@"^(Error\(s\) found in configuration file|Fatal errors found in configuration|Failed to initialize server\(s\) addr)", Options, Milliseconds)]
    private static partial Regex Summary();

    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;
    private const int Milliseconds = 1000;
}

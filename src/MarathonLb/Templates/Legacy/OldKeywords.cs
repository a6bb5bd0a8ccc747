namespace MarathonLb.Templates.Legacy;

/// <summary>Old words other than the rules on header lines: removed options, renamed time-outs, processes.</summary>
internal static class OldKeywords
{
    private const string NoProcesses = "HAProxy is one process with threads since 2.5";
    private const string RemoveIt = "Remove the line.";

    /// <summary><c>option NAME</c>, and <c>no option NAME</c>.</summary>
    public static LineVerdict? Option(OldLine line)
    {
        bool negated = line.Word(0) == "no";
        if (negated && line.Word(1) != "option") return null;
        string no = negated ? "no " : "";
        return line.Word(negated ? 2 : 1) switch
        {
            "forceclose" => LineVerdict.Becomes("HAProxy has no 'option forceclose' since 2.0", $"{no}option httpclose"),
            "http-tunnel" => LineVerdict.Dropped("HAProxy has no 'option http-tunnel' since 2.1 and keeps connections alive by itself", RemoveIt),
            "http-use-htx" => LineVerdict.Dropped("HAProxy has no 'option http-use-htx' any more and always does what it asked for", RemoveIt),
            "http_proxy" => LineVerdict.Dropped("HAProxy has no 'option http_proxy' since 2.5, and it did nothing since 1.9", "Remove the line, or write 'http-request do-resolve' and 'http-request set-dst'."),
            "independant-streams" => LineVerdict.Becomes("HAProxy spells it 'independent-streams'", $"{no}option independent-streams"),
            "httpchk" when !negated => OldHealthCheck.Read(line),
            _ => null,
        };
    }

    /// <summary><c>timeout NAME</c> under an old name, or in a section that has no use for it.</summary>
    public static LineVerdict? Timeout(OldLine line)
    {
        bool bare = line.Word(0) != "timeout";
        string name = bare ? line.Word(0) : line.Word(1);
        string today = name switch
        {
            "clitimeout" => "client",
            "contimeout" => "connect",
            "srvtimeout" => "server",
            _ => name,
        };
        string section = line.Place.Section;
        if (section == "backend" && today is "client" or "client-fin")
        {
            return LineVerdict.Dropped("a backend has no clients, and HAProxy ignores it there", "Write it into the frontend (HAPROXY_{n}_FRONTEND_HEAD) or into the defaults of HAPROXY_HEAD.");
        }

        if (section == "frontend" && today is "server" or "server-fin" or "connect" or "queue")
        {
            return LineVerdict.Dropped("a frontend has no servers, and HAProxy ignores it there", "Write it into the backend (HAPROXY_{n}_BACKEND_HEAD) or into the defaults of HAPROXY_HEAD.");
        }

        return today == name ? null : LineVerdict.Becomes($"HAProxy has no '{name}' since 2.1", $"timeout {today} {line.From(bare ? 1 : 2)}");
    }

    /// <summary><c>bind … process N</c> and <c>stats socket … process N</c>, <c>stats bind-process N</c>.</summary>
    public static LineVerdict? Process(OldLine line)
    {
        if (!line.Place.IsAtLeast(2, 7)) return null;
        if (line.Word(0) == "stats" && line.Word(1) == "bind-process") return LineVerdict.Dropped(NoProcesses, RemoveIt);
        if (line.Word(0) == "stats" && line.Word(1) != "socket") return null;
        int at = line.Words.FindLastIndex(static word => word.Text == "process");
        return at < 2 || at + 1 == line.Words.Count ? null : LineVerdict.Becomes(NoProcesses, line.Without(at, 2));
    }

    /// <summary><c>bind-process</c>, which did nothing since 2.5.</summary>
    public static LineVerdict? BindProcess(OldLine line) => line.Place.IsAtLeast(2, 7) ? LineVerdict.Dropped(NoProcesses, RemoveIt) : null;

    /// <summary>A word of the global section that HAProxy no longer knows.</summary>
    public static LineVerdict Removed(OldLine line) => LineVerdict.Dropped(
        line.Word(0) switch
        {
            "nbproc" => NoProcesses,
            "debug" => "HAProxy has no 'debug' in its configuration any more; it is the option -d of its command line",
            _ => $"HAProxy has no '{line.Word(0)}' any more",
        },
        line.Word(0) == "nbproc" ? "Remove the line, or write 'nbthread N' for fewer threads than processors." : RemoveIt);

    /// <summary><c>no-sslv3</c> and its like, alone in a line of the global section.</summary>
    public static LineVerdict? Tls(OldLine line) => line.Place.Section == "global"
        ? LineVerdict.Becomes($"'{line.Word(0)}' is an option of bind and server lines; for all of them it is a default", $"ssl-default-bind-options {line.From(0)}")
        : null;

    /// <summary><c>monitor-net NETWORK</c>.</summary>
    public static LineVerdict Monitor(OldLine line) => LineVerdict.Becomes(
        "HAProxy has no 'monitor-net' any more",
        $"http-request return status 200 if {(line.Place.DoubledBraces ? $"{{{{ src {line.From(1)} }}}}" : $"{{ src {line.From(1)} }}")}");

    /// <summary><c>mode health</c>.</summary>
    public static LineVerdict? Mode(OldLine line) => line.Word(1) != "health"
        ? null
        : LineVerdict.Becomes("HAProxy has no 'mode health' any more", "mode http", "http-request return status 200");

    /// <summary><c>appsession</c>.</summary>
    public static LineVerdict Session(OldLine line) => LineVerdict.Stays(
        $"HAProxy has no '{line.Word(0)}' since 1.6", "Write 'stick-table type string len 52 size 100k expire 3h' with 'stick store-response' and 'stick match', or use the label HAPROXY_{n}_STICKY.");

    /// <summary>A section's first line: an address behind its name, or a frontend named like its backend.</summary>
    public static LineVerdict? Section(OldLine line)
    {
        string keyword = line.Word(0);
        if (line.Words.Count > 2 && line.Word(2).Contains(':', StringComparison.Ordinal) && line.Place.IsAtLeast(3, 1))
        {
            return LineVerdict.Becomes("HAProxy wants the address on a 'bind' line", line.Without(2, line.Words.Count - 2), $"  bind {line.From(2)}");
        }

        return keyword == "frontend" && line.Word(1) == "{backend}" && line.Words.Count == 2 && line.Place.Template == TemplateName.FrontendHead && line.Place.IsAtLeast(3, 3)
            ? LineVerdict.Becomes("HAProxy refuses a frontend and a backend of one name since 3.3", "frontend fe:{backend}")
            : null;
    }
}

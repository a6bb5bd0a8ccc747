using CsCheck;

namespace MarathonLb.Tests.Hygiene;

/// <summary>Values as somebody would write them who wants more than a label is meant to give, or whose editor did.</summary>
internal static class Hostile
{
    private static readonly string[] Pieces =
    [
        "\n  use_backend other", "\r\nglobal\n", "\n", "\r", "\0", "\t", " ", "  ", " if TRUE", "' ", "\" ", "\\", "\\ ", "\\n", "\\x0a", "#", " # ", "}", " } || { always_true ", "||", "!", "or",
        "$HOME", "${PATH}", "%[env(HOME)]", "%T", "-f /etc/passwd", "-i ", "--", ",", ":", "::", ";", "@", "*", "/", "..", "(", ")", "[", "]", "<", ">", "{backend}", "{{", "{{ x }}", "{% x %}",
        "\u00a0", "\u2028", "\u2029", "\u0085", "\u200b", "\u202e", "\ufeff", "“", "’", "–", "\ud83d\ude00", "é", "ж", "0", "1", "-1", "true", "http", "a", "b.com", "/api", "10.0.0.0/8", "uri",
        "crt", "alpn h2", "ssl", "r:u:p",
    ];

    /// <summary>Beginnings that one grammar or another takes.</summary>
    private static readonly string[] Starts = ["", "/", "/api", "10.0.0.1", "realm:user:pass", "a.example.com", "http", "roundrobin", "uri", "/etc/ssl/a.pem", "alpn h2", "8080", "true", "HTTP"];

    private static readonly string[] Lines =
    [
        "reqadd X:\\ y", "reqrep ^([^\\ :]*)\\ /app/?(.*) \\1\\ /\\2", "rspirep \"^Location: (https?://{hostname}(:[0-9]+)?)?(/.*)\" \"Location: {rootpath}\\3\" if x", "reqideny ^[^\\ ]*\\ /a", "reqidel ^X-.*:",
        "block if { path_beg /x }", "option httpchk GET / HTTP/1.1\\r\\nHost:\\ x", "option httpchk GET / HTTP/1.1\nHost: x", "bind *:80 process 1", "stats", "bind", "timeout", "option", "no option forceclose", "listen", "frontend a b:c",
        "{% for s in service.servers %}{{ s.name }}{% endfor %}", "{{ labels.a | append: labels.b }}", "{% if x %}", "{% assign a = 'x' %}{% for i in (1..99999999) %}{% assign a = a | append: a %}{% endfor %}", "{{ 1 | divided_by: 0 }}",
        "{{ 'a' | split: '' | join: 1 }}", "{% include 'x' %}", "{% raw %}", "{{ (((((1))))) }}", "backend {backend}", "{", "}", "{{}}",
    ];

    private static readonly Gen<string> Piece = Gen.Frequency((5, Gen.Int[0, Pieces.Length - 1].Select(static i => Pieces[i])), (1, Gen.Char.Where(static c => !char.IsSurrogate(c)).Select(static c => c.ToString())));

    /// <summary>Such values.</summary>
    public static Gen<string> Values { get; } = Gen.Select(Gen.Int[0, Starts.Length - 1], Piece.Array[0, 4], static (start, pieces) => Starts[start] + string.Concat(pieces));

    /// <summary>Template texts: such pieces, lines that HAProxy had once, and Liquid.</summary>
    public static Gen<string> Templates { get; } = Gen.Select(Gen.Bool, Gen.Int[0, Lines.Length - 1].Select(static i => Lines[i]).Array[0, 3], Piece.Array[0, 6], Gen.Int[0, 12], Mixed);

    private static string Mixed(bool liquid, string[] lines, string[] pieces, int place)
    {
        string text = string.Join('\n', lines) + "\n";
        string noise = string.Concat(pieces);
        return (liquid ? "liquid:" : "") + text.Insert(Math.Min(place, text.Length), noise);
    }
}

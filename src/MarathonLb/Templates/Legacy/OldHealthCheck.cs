using System.Text;

namespace MarathonLb.Templates.Legacy;

/// <summary>
/// <c>option httpchk GET / HTTP/1.1\r\nHost:\ x</c>: headers at the end of the version, which HAProxy 2.6 warns of and later ones refuse. With real line ends
/// in place of the escaped ones, or with a space that is not escaped, no HAProxy takes it.
/// </summary>
internal static class OldHealthCheck
{
    private const int Version = 4;

    /// <summary>What to print for a line that begins with <c>option httpchk</c>; null if it is good.</summary>
    public static LineVerdict? Read(OldLine line)
    {
        if (line.Words.Count <= Version) return null;
        string text = string.Join(' ', line.Words.Skip(Version).Select(static word => word.Text));
        bool escaped = text.Contains('\n', StringComparison.Ordinal);
        string[] headers = escaped ? [] : [.. line.Place.Following.TakeWhile(IsHeader)];

        // HAProxy 2.6 takes what is escaped as it was meant to be; real line ends and spaces no HAProxy takes.
        bool refused = headers.Length > 0 || line.Words.Count > Version + 1 || (escaped && line.Place.IsAtLeast(2, 7));
        if (!refused) return null;
        const string Reason = "HAProxy takes no headers at the end of the version";
        return Send(line, string.Join("\r\n", headers.Select(Unescaped).Prepend(text))) is string send
            ? LineVerdict.Becomes(Reason, "option httpchk", send) with { Consumed = 1 + headers.Length }
            : LineVerdict.Stays(Reason, "Write 'option httpchk' and 'http-check send meth GET uri /path ver HTTP/1.1 hdr Host name'.");
    }

    private static string Unescaped(string line) =>
        ConfigWords.Split(line) is List<ConfigWord> words ? string.Join(' ', words.Select(static word => word.Text)) : line.Trim();

    private static string? Send(OldLine line, string text)
    {
        int bodyStart = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        string[] lines = (bodyStart < 0 ? text : text[..bodyStart]).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0 || !lines[0].StartsWith("HTTP/", StringComparison.Ordinal) || lines[0].Contains(' ', StringComparison.Ordinal)) return null;
        StringBuilder send = new($"http-check send meth {ConfigWords.Write(line.Word(2))} uri {ConfigWords.Write(line.Word(3))} ver {ConfigWords.Write(lines[0])}");
        foreach (string header in lines.Skip(1))
        {
            int colon = header.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || header[..colon].Contains(' ', StringComparison.Ordinal)) return null;
            send.Append($" hdr {ConfigWords.Write(header[..colon])} {ConfigWords.WriteFormat(header[(colon + 1)..].Trim())}");
        }

        if (bodyStart >= 0 && text[(bodyStart + 4)..] is { Length: > 0 } body) send.Append($" body {ConfigWords.Write(body)}");
        return send.ToString();
    }

    /// <summary>True for <c>Host: x</c>; a directive has no colon behind its first word.</summary>
    private static bool IsHeader(string line)
    {
        ReadOnlySpan<char> text = line.AsSpan().TrimStart();
        int colon = text.IndexOf(':');
        return colon > 0 && text[..colon].IndexOfAnyExcept(HeaderName) < 0;
    }

    private static readonly System.Buffers.SearchValues<char> HeaderName =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
}

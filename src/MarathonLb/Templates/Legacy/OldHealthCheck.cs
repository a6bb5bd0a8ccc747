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
        int more = text.EndsWith('\r') || !text.Contains('\n', StringComparison.Ordinal) ? HeaderLines(line.Place.Following) : 0;
        bool broken = more > 0 || line.Words.Count > Version + 1;
        if (!broken && (!text.Contains('\n', StringComparison.Ordinal) || !line.Place.IsAtLeast(2, 7))) return null;
        foreach (string header in line.Place.Following.Take(more)) text = $"{text.TrimEnd('\r')}\r\n{ConfigWords.Split(header) switch { { } words => string.Join(' ', words.Select(static word => word.Text)), _ => header }}";
        const string Reason = "HAProxy takes no headers at the end of the version";
        return Send(line, text) is string send
            ? LineVerdict.Becomes(Reason, "option httpchk", send) with { Consumed = 1 + more }
            : LineVerdict.Stays(Reason, "Write 'option httpchk' and 'http-check send meth GET uri /path ver HTTP/1.1 hdr Host name'.");
    }

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

    /// <summary>How many lines follow that are a header, <c>Host: x</c>, and no directive.</summary>
    private static int HeaderLines(ArraySegment<string> following)
    {
        int count = 0;
        while (count < following.Count && IsHeader(following[count])) count++;
        return count;
    }

    private static bool IsHeader(string line)
    {
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && line.AsSpan(0, colon).Trim().IndexOfAnyExcept(HeaderName) < 0 && colon > line.Length - line.AsSpan().TrimStart().Length;
    }

    private static readonly System.Buffers.SearchValues<char> HeaderName =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
}

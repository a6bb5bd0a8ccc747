using System.Globalization;
using System.Net;

namespace MarathonLb.Haproxy;

/// <summary>An address that a configuration listens on.</summary>
/// <param name="Line">The line it stands on, from 1.</param>
/// <param name="Address">The address.</param>
/// <param name="Port">The port.</param>
internal readonly record struct BindLine(int Line, IPAddress Address, int Port)
{
    private static ReadOnlySpan<byte> Word => "bind "u8;

    /// <summary>
    /// The TCP addresses in a configuration's bind lines. What is written with variables, ranges or names is left to HAProxy. Looks for the word and not at each line: of 10,000 apps that
    /// is a configuration of 17 MB with 10,000 such lines.
    /// </summary>
    public static List<BindLine> AllIn(ReadOnlySpan<byte> config)
    {
        List<BindLine> binds = [];
        int line = 1;
        int place = 0;
        while (config[place..].IndexOf(Word) is >= 0 and int found)
        {
            line += config.Slice(place, found).Count((byte)'\n');
            place += found;
            if (IsFirstInLine(config, place)) AddFrom(config[(place + Word.Length)..], line, binds);
            place += Word.Length;
        }

        return binds;
    }

    private static bool IsFirstInLine(ReadOnlySpan<byte> config, int place)
    {
        ReadOnlySpan<byte> before = config[..place].TrimEnd(" \t"u8);
        return before.IsEmpty || before[^1] == (byte)'\n';
    }

    /// <summary>Adds the addresses that a text begins with: one word, commas in it.</summary>
    private static void AddFrom(ReadOnlySpan<byte> text, int line, List<BindLine> binds)
    {
        int end = text.IndexOf((byte)'\n');
        text = (end < 0 ? text : text[..end]).TrimStart(" \t\r"u8);
        int blank = text.IndexOfAny(" \t\r"u8);
        if (blank >= 0) text = text[..blank];
        foreach (Range address in text.Split((byte)','))
        {
            if (Parse(text[address]) is (IPAddress ip, int port)) binds.Add(new BindLine(line, ip, port));
        }
    }

    /// <summary><c>*:80</c>, <c>:80</c>, <c>10.1.2.3:80</c>, <c>[::1]:80</c>, <c>ipv4@10.1.2.3:80</c>.</summary>
    private static (IPAddress Address, int Port)? Parse(ReadOnlySpan<byte> text)
    {
        int colon = text.LastIndexOf((byte)':');
        if (colon < 0 || !int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int port) || port is < 1 or > 65535) return null;
        ReadOnlySpan<byte> host = text[..colon];
        if (host.StartsWith("ipv4@"u8) || host.StartsWith("ipv6@"u8)) host = host[5..];
        if (host.IsEmpty || host.SequenceEqual("*"u8)) return (IPAddress.Any, port);
        return IPAddress.TryParse(host.Trim("[]"u8), out IPAddress? address) ? (address, port) : null;
    }
}

using System.Globalization;
using System.Net;
using System.Text;

namespace MarathonLb.Haproxy;

/// <summary>An address that a configuration listens on.</summary>
/// <param name="Line">The line it stands on, from 1.</param>
/// <param name="Address">The address.</param>
/// <param name="Port">The port.</param>
internal readonly record struct BindLine(int Line, IPAddress Address, int Port)
{
    /// <summary>The TCP addresses in a configuration's bind lines. What is written with variables, ranges or names is left to HAProxy.</summary>
    public static List<BindLine> AllIn(ReadOnlySpan<byte> config)
    {
        List<BindLine> binds = [];
        int line = 0;
        foreach (Range range in config.Split((byte)'\n'))
        {
            line++;
            ReadOnlySpan<byte> text = config[range].TrimStart(" \t"u8);
            if (!text.StartsWith("bind "u8)) continue;
            string[] words = Encoding.UTF8.GetString(text).Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 2) continue;
            foreach (string address in words[1].Split(','))
            {
                if (Parse(address) is (IPAddress ip, int port)) binds.Add(new BindLine(line, ip, port));
            }
        }

        return binds;
    }

    /// <summary><c>*:80</c>, <c>:80</c>, <c>10.1.2.3:80</c>, <c>[::1]:80</c>, <c>ipv4@10.1.2.3:80</c>.</summary>
    private static (IPAddress Address, int Port)? Parse(string text)
    {
        int colon = text.LastIndexOf(':');
        if (colon < 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port) || port is < 1 or > 65535)
        {
            return null;
        }

        string host = text[..colon];
        if (host.StartsWith("ipv4@", StringComparison.Ordinal) || host.StartsWith("ipv6@", StringComparison.Ordinal)) host = host[5..];
        if (host is "" or "*") return (IPAddress.Any, port);
        return IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address) ? (address, port) : null;
    }
}

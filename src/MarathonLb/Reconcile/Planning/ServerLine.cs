using System.Globalization;
using System.Net;
using System.Text;

namespace MarathonLb.Reconcile.Planning;

/// <summary>
/// A line <c>server NAME ADDRESS:PORT …</c> of a backend, as far as changes at run time need to know it. It is read from the rendered line, not from the model: whatever template
/// made it, what <c>add server</c> gets is what a reload would read.
/// </summary>
/// <param name="Name">The server's name.</param>
/// <param name="Text">The whole line without blanks around it; equal text is an equal server.</param>
internal sealed record ServerLine(string Name, string Text)
{
    /// <summary>
    /// Words that <c>add server</c> refuses (haproxy.md, section 1.1), or whose meaning at run time is another one. <c>enabled</c> is among them: the order of commands is ours.
    /// </summary>
    private static readonly string[] Refused =
    [
        "enabled", "init-addr", "init-state", "namespace", "no-check", "no-stick", "non-stick", "stick", "max-reuse", "log-proto", "redir", "resolvers", "resolve-opts", "resolve-prefer",
        "resolve-net", "socks4", "track", "check-addr", "addr", "guid", "shard",
    ];

    /// <summary>The address to connect to, as HAProxy shows it: no brackets around IPv6.</summary>
    public string Address { get; private init; } = "";

    /// <summary>The port to connect to.</summary>
    public int Port { get; private init; }

    /// <summary>The words behind the address without <see cref="Weight"/>, <see cref="CheckPort"/> and <see cref="Disabled"/>, which can change at run time.</summary>
    public string FixedOptions { get; private init; } = "";

    /// <summary>The words behind the address without <c>disabled</c>.</summary>
    public string Options { get; private init; } = "";

    /// <summary><c>weight N</c>; null if it is not given, which HAProxy takes for 1.</summary>
    public int? Weight { get; private init; }

    /// <summary><c>port N</c>: where it is checked; null if it is not given.</summary>
    public int? CheckPort { get; private init; }

    /// <summary>True with <c>disabled</c>: it gets no new sessions.</summary>
    public bool Disabled { get; private init; }

    /// <summary>True with <c>check</c>.</summary>
    public bool IsChecked { get; private init; }

    /// <summary>True with <c>cookie</c>.</summary>
    public bool HasCookie { get; private init; }

    /// <summary>Why no command can add this server; null if one can.</summary>
    public string? Obstacle { get; private init; }

    /// <summary>Reads a line, given without blanks around it. Never fails: what is not understood becomes an <see cref="Obstacle"/>.</summary>
    public static ServerLine Parse(string text)
    {
        string[] words = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 3) return new ServerLine(words.Length > 1 ? words[1] : "", text) { Obstacle = "it has no address" };
        ServerLine line = new(words[1], text);
        if (SpecialIn(text) is string special) return line with { Obstacle = special };
        if (AddressOf(words[2]) is not (string address, int port)) return line with { Obstacle = $"its address '{words[2]}' is not an IP address with a port" };
        return line with { Address = address, Port = port } is var read ? read.WithOptions(words.AsSpan(3)) : line;
    }

    private ServerLine WithOptions(ReadOnlySpan<string> words)
    {
        StringBuilder all = new();
        StringBuilder fixedOnes = new();
        ServerLine line = this;
        for (int i = 0; i < words.Length; i++)
        {
            string word = words[i];
            int? number = i + 1 < words.Length && Number(words[i + 1]) is int value ? value : null;
            if (word == "disabled")
            {
                line = line with { Disabled = true };
                continue;
            }

            bool takesNumber = number is not null && word is "weight" or "port";
            if (takesNumber) line = word == "weight" ? line with { Weight = number } : line with { CheckPort = number };
            else fixedOnes.Append(' ').Append(word);
            all.Append(' ').Append(word);
            if (takesNumber) all.Append(' ').Append(words[++i]);
            line = word switch
            {
                "check" => line with { IsChecked = true },
                "cookie" => line with { HasCookie = true },
                _ when Array.IndexOf(Refused, word) >= 0 => line with { Obstacle = line.Obstacle ?? $"'{word}' is not taken on a server that is added at run time" },
                _ => line,
            };
        }

        return line with { Options = all.ToString().TrimStart(), FixedOptions = fixedOnes.ToString().TrimStart() };
    }

    /// <summary>
    /// Quotes, variables, comments and escapes mean one thing in a file and another on the command line; nothing of ours needs them, and a user's own line is better read by HAProxy.
    /// </summary>
    private static string? SpecialIn(string text)
    {
        foreach (char c in text)
        {
            if (c is '"' or '\'' or '\\' or '$' or ';' or '#' or '<' or > '~' || (c < ' ' && c != '\t')) return $"it holds '{(c is < ' ' or > '~' ? '?' : c)}'";
        }

        return null;
    }

    /// <summary><c>10.0.0.1:80</c>, <c>[2001:db8::1]:80</c> or <c>2001:db8::1:80</c>.</summary>
    private static (string Address, int Port)? AddressOf(string text)
    {
        int colon = text.LastIndexOf(':');
        if (colon <= 0 || Number(text[(colon + 1)..]) is not (> 0 and <= 65535 and int port)) return null;
        string host = text[..colon].Trim('[', ']');
        return IPAddress.TryParse(host, out IPAddress? address) && address.ToString() is string shown && (host.Contains(':', StringComparison.Ordinal) || shown == host)
            ? (shown, port)
            : null;
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}

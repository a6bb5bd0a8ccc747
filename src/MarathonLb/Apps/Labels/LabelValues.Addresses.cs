using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MarathonLb.Apps.Labels;

/// <summary>Hosts, addresses and networks.</summary>
internal static partial class LabelValues
{
    /// <summary>Longest host name (RFC 1035, 2.3.4).</summary>
    private const int LongestHost = 255;

    /// <summary>Host names, comma separated; trimmed and lower-cased. A '*' is allowed: users' own templates match wildcards.</summary>
    public static bool HostList(string value, out string[] result, out LabelProblem problem)
    {
        problem = default;
        result = value.ToLowerInvariant().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (string host in result)
        {
            if (!IsHost(host, out problem)) return false;
        }

        if (result.Length > 0) return true;
        problem = new LabelProblem("there is no host name in it", "Write host names separated by commas.");
        return false;
    }

    /// <summary>An address for a bind line: what HAProxy takes before the colon and the port, lists by comma included.</summary>
    public static bool Address(string value, out string result, out LabelProblem problem)
    {
        result = value.Trim();
        foreach (char c in result)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '.' or ':' or '*' or '@' or '_' or '-' or '[' or ']' or ',' or '/' or '%') continue;
            problem = new LabelProblem(
                $"{SuspectCharacter.NameOf(result, result.IndexOf(c, StringComparison.Ordinal))} has no place in an address",
                "Write an IP address, or * for all.");
            return false;
        }

        problem = default;
        return true;
    }

    /// <summary>Networks separated by spaces: an address with an optional prefix length or mask.</summary>
    public static bool NetworkList(string value, out string[] result, out LabelProblem problem)
    {
        const string Advice = "Write addresses or networks separated by spaces, such as 127.0.0.0/8 10.1.2.3.";
        problem = default;
        result = value.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        foreach (string network in result)
        {
            if (IsNetwork(network)) continue;
            problem = SuspectCharacter.IsIn(network, spaces: false, "a network", out LabelProblem suspect)
                ? suspect
                : new LabelProblem($"'{network}' is not a network", Advice);
            return false;
        }

        if (result.Length > 0) return true;
        problem = new LabelProblem("there is no network in it", Advice);
        return false;
    }

    private static bool IsHost(string host, out LabelProblem problem)
    {
        problem = default;
        if (host[0] == '-')
        {
            // After "-i" in an ACL it would be read as one more flag, "-f" as the name of a file.
            problem = new LabelProblem($"'{Shown(host)}' begins with a '-'", "Write the bare name, such as www.example.com.");
            return false;
        }

        for (int i = 0; i < host.Length; i++)
        {
            char c = host[i];
            if (char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '*') continue;
            string advice = c > '~' && char.IsLetter(c)
                ? "Write the name in its xn-- form (punycode): that is what browsers send."
                : "Write the bare name, such as www.example.com, without scheme, port or path.";
            problem = new LabelProblem($"{SuspectCharacter.NameOf(host, i)} at position {i + 1} of '{Shown(host)}' has no place in a host name", advice);
            return false;
        }

        if (host.Length <= LongestHost) return true;
        problem = new LabelProblem($"a host name of {host.Length} characters is too long", $"The limit is {LongestHost}.");
        return false;
    }

    /// <summary>A host name as a message can show it: characters that can't be seen become '?'; a plain space within it can.</summary>
    private static string Shown(string host) =>
        string.Create(Math.Min(host.Length, 60), host, static (span, text) =>
        {
            for (int i = 0; i < span.Length; i++) span[i] = text[i] is >= ' ' and <= '~' ? text[i] : '?';
        });

    private static bool IsNetwork(string network)
    {
        int slash = network.IndexOf('/', StringComparison.Ordinal);
        string address = slash < 0 ? network : network[..slash];
        if (!IPAddress.TryParse(address, out IPAddress? ip) || address.Contains('%', StringComparison.Ordinal)) return false;
        bool four = ip.AddressFamily == AddressFamily.InterNetwork;

        // .NET reads "10.1" and hexadecimal parts as IPv4; HAProxy would look them up as names.
        if (four && !ip.ToString().Equals(address, StringComparison.Ordinal)) return false;
        if (slash < 0) return true;
        string mask = network[(slash + 1)..];
        if (int.TryParse(mask, NumberStyles.None, CultureInfo.InvariantCulture, out int bits)) return bits <= (four ? 32 : 128);
        return four && IPAddress.TryParse(mask, out IPAddress? wide) && wide.ToString().Equals(mask, StringComparison.Ordinal);
    }
}

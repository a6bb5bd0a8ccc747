using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MarathonLb.Apps;

/// <summary>
/// Server names, ids and cookies (spec, section 3). They depend on the address alone, so every instance computes the same, HAProxy's state file
/// matches after a reload, and a client's cookie survives both.
/// </summary>
internal static class ServerIdentity
{
    /// <summary>Ids are taken modulo this, so they are below 2^15.</summary>
    private const int IdSpace = 32767;

    /// <summary>Hex digits of a cookie value.</summary>
    private const int CookieDigits = 10;

    /// <summary>The server's name: host (unless it is the address), address and port, cleaned.</summary>
    public static string NameOf(string host, string ip, int port) => Names.Cleaned(
        string.Equals(host, ip, StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"{ip}_{port}")
            : string.Create(CultureInfo.InvariantCulture, $"{host}_{ip}_{port}"));

    /// <summary>The value of a sticky cookie: the first 10 hex digits of the name's SHA-1.</summary>
    public static string CookieOf(string name)
    {
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(Encoding.UTF8.GetBytes(name), hash);
        return Convert.ToHexStringLower(hash)[..CookieDigits];
    }

    /// <summary>The server's id: the name's SHA-256 as a number, modulo 32767; tried again on a longer name if it is 0 or taken.</summary>
    /// <param name="name">The server's name.</param>
    /// <param name="taken">The ids in this backend so far.</param>
    public static int IdOf(string name, ReadOnlySpan<int> taken)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> ascii = stackalloc byte[256];
        while (true)
        {
            int length = Encoding.UTF8.GetByteCount(name);
            Span<byte> text = length <= ascii.Length ? ascii[..length] : new byte[length];
            Encoding.UTF8.GetBytes(name, text);
            SHA256.HashData(text, hash);
            int id = 0;
            foreach (byte b in hash) id = ((id << 8) + b) % IdSpace;
            if (id != 0 && !taken.Contains(id)) return id;
            name = $"{name} {Convert.ToHexStringLower(hash)}";
        }
    }
}

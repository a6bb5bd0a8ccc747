using System.Buffers.Binary;
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

    /// <summary>Digits of the longest int, with its sign.</summary>
    private const int LongestPort = 11;

    /// <summary>Hex digits of a cookie value.</summary>
    private const int CookieDigits = 10;

    /// <summary>The server's name: host (unless it is the address), address and port, cleaned.</summary>
    public static string NameOf(string host, string ip, int port)
    {
        bool both = !string.Equals(host, ip, StringComparison.Ordinal);
        Span<char> digits = stackalloc char[LongestPort];
        port.TryFormat(digits, out int length, provider: CultureInfo.InvariantCulture);
        length += (both ? host.Length + 1 : 0) + ip.Length + 1;
        return string.Create(length, (Host: both ? host : null, Ip: ip, Port: port), static (name, address) =>
        {
            int at = 0;
            if (address.Host is string named)
            {
                Names.Clean(named, name);
                name[named.Length] = '_';
                at = named.Length + 1;
            }

            Names.Clean(address.Ip, name[at..]);
            at += address.Ip.Length;
            name[at++] = '_';
            address.Port.TryFormat(name[at..], out _, provider: CultureInfo.InvariantCulture);
        });
    }

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
            int id = Modulo(hash);
            if (id != 0 && !taken.Contains(id)) return id;
            name = $"{name} {Convert.ToHexStringLower(hash)}";
        }
    }

    /// <summary>The remainder of a big-endian number, 64 bits at a time: 2^15 leaves 1, so 2^64 leaves 16.</summary>
    private static int Modulo(ReadOnlySpan<byte> number)
    {
        ulong rest = 0;
        for (; !number.IsEmpty; number = number[sizeof(ulong)..]) rest = ((rest * 16) + (BinaryPrimitives.ReadUInt64BigEndian(number) % IdSpace)) % IdSpace;
        return (int)rest;
    }
}

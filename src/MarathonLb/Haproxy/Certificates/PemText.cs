using System.Security.Cryptography;
using System.Text;

namespace MarathonLb.Haproxy.Certificates;

/// <summary>
/// The PEM blocks of a file as they can go over the Runtime API: without empty lines, the first of which would end the payload, and without what stands
/// between the blocks, which no reader needs.
/// </summary>
internal static class PemText
{
    private const string Begin = "-----BEGIN ";
    private const string End = "-----END ";
    private const string Certificate = "-----BEGIN CERTIFICATE-----";

    /// <summary>The blocks, a line end between lines and none at the end; empty if there is none, null if one holds what PEM can't.</summary>
    public static string? Blocks(ReadOnlySpan<byte> content)
    {
        StringBuilder text = new(content.Length);
        bool inBlock = false;
        foreach (string raw in Encoding.Latin1.GetString(content).Split('\n'))
        {
            string line = raw.Trim(' ', '\t', '\r');
            if (line.StartsWith(Begin, StringComparison.Ordinal)) inBlock = true;
            if (!inBlock || line.Length == 0) continue;
            if (line.AsSpan().ContainsAnyExceptInRange(' ', '~')) return null;
            if (text.Length > 0) text.Append('\n');
            text.Append(line);
            if (line.StartsWith(End, StringComparison.Ordinal)) inBlock = false;
        }

        return text.ToString();
    }

    /// <summary>The SHA-1 of the first certificate, as HAProxy prints it; null if there is none that can be read.</summary>
    public static string? Fingerprint(string blocks)
    {
        int start = blocks.IndexOf(Certificate, StringComparison.Ordinal);
        if (start < 0) return null;
        start += Certificate.Length;
        int end = blocks.IndexOf(End, start, StringComparison.Ordinal);
        if (end < 0) return null;
        byte[] der = new byte[end - start];
        return Convert.TryFromBase64Chars(blocks.AsSpan(start, end - start), der, out int length)
            ? Convert.ToHexString(SHA1.HashData(der.AsSpan(0, length))) : null;
    }
}

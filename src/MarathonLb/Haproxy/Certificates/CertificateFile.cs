using System.Security.Cryptography;

namespace MarathonLb.Haproxy.Certificates;

/// <summary>
/// A certificate file with the key that HAProxy would load for it: its own, else that of FILE.key, else, for NAME.crt, that of NAME.key
/// (configuration manual, <c>crt</c>, <c>ssl-load-extra-files</c> and <c>ssl-load-extra-del-ext</c>).
/// </summary>
/// <param name="Content">The file's bytes.</param>
/// <param name="Key">The key file's, if one is used.</param>
/// <param name="Hash">Tells one content from another.</param>
/// <param name="Modified">When either file was last written (UTC), or a link to it made.</param>
internal sealed record CertificateFile(byte[] Content, byte[]? Key, string Hash, DateTime Modified)
{
    /// <summary>Most bytes read of a file; HAProxy takes 16,000 at run time, and a file with its remarks may be longer.</summary>
    private const int LongestFile = 4 * 1024 * 1024;

    /// <summary>Files that HAProxy loads beside the certificate and drops with it when one is set at run time.</summary>
    private static readonly string[] Companions = [".ocsp", ".issuer", ".sctl"];

    /// <summary>Reads it.</summary>
    /// <exception cref="IOException">It is gone or can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It can't be read.</exception>
    public static CertificateFile Read(string file)
    {
        byte[] content = ReadAll(file, out DateTime modified);
        byte[]? key = null;
        if (content.AsSpan().IndexOf("PRIVATE KEY-----"u8) < 0 && KeyFile(file) is string keyFile)
        {
            key = ReadAll(keyFile, out DateTime keyModified);
            if (keyModified > modified) modified = keyModified;
        }

        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(BitConverter.GetBytes(content.Length));
        hash.AppendData(content);
        if (key is not null) hash.AppendData(key);
        return new CertificateFile(content, key, Convert.ToHexString(hash.GetHashAndReset()), modified);
    }

    /// <summary>True if setting it at run time would lose something that HAProxy has loaded beside it.</summary>
    public static bool HasCompanions(string file) => Companions.Any(extension => File.Exists(file + extension));

    /// <summary>What goes to HAProxy: the certificates, then the key. Null if there is no PEM in it.</summary>
    public string? Pem()
    {
        string? blocks = PemText.Blocks(Content);
        string? key = Key is null ? "" : PemText.Blocks(Key);
        if (string.IsNullOrEmpty(blocks) || key is null) return null;
        return key.Length == 0 ? blocks : $"{blocks}\n{key}";
    }

    private static string? KeyFile(string file)
    {
        if (File.Exists(file + ".key")) return file + ".key";
        const string Extension = ".crt";
        if (!file.EndsWith(Extension, StringComparison.Ordinal)) return null;
        string beside = file[..^Extension.Length] + ".key";
        return File.Exists(beside) ? beside : null;
    }

    /// <summary>The later of the file's own time and its link's: a renewal often points a link to another file.</summary>
    private static byte[] ReadAll(string file, out DateTime modified)
    {
        using FileStream stream = File.OpenRead(file);
        if (stream.Length > LongestFile) throw new IOException($"it has {stream.Length} bytes, which no certificate has");
        modified = File.GetLastWriteTimeUtc(stream.SafeFileHandle);
        DateTime link = File.GetLastWriteTimeUtc(file);
        if (link > modified) modified = link;
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MarathonLb.Cli.EntryPoint;

/// <summary>Certificate and key from an environment variable, checked before HAProxy sees them: its own message would name neither variable nor cause.</summary>
internal static class CertificateText
{
    private const string CertificateLabel = "CERTIFICATE";
    private const string KeyLabelEnd = "PRIVATE KEY";

    /// <summary>The algorithms whose keys .NET can compare with a certificate; HAProxy knows more, which pass unchecked.</summary>
    private static readonly string[] ComparableKeys = ["1.2.840.113549.1.1.1", "1.2.840.10045.2.1"];

    /// <summary>The PEM text to write. Throws <see cref="EntryPointException"/> if HAProxy could not use it.</summary>
    /// <param name="variable">The variable's name, for the message.</param>
    /// <param name="value">Its value; the two characters <c>\n</c> stand for a line end.</param>
    public static string Parse(string variable, string value)
    {
        string pem = value.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal).Trim() + "\n";
        List<string> labels = [];
        byte[]? certificate = null;
        ReadOnlySpan<char> rest = pem;
        while (PemEncoding.TryFind(rest, out PemFields found))
        {
            string label = rest[found.Label].ToString();
            labels.Add(label);
            if (label == CertificateLabel) certificate ??= Convert.FromBase64String(rest[found.Base64Data].ToString());
            rest = rest[found.Location.End..];
        }

        if (certificate is null) throw Unusable(variable, "holds no certificate");
        if (labels.TrueForAll(label => !label.EndsWith(KeyLabelEnd, StringComparison.Ordinal))) throw Unusable(variable, "holds no private key");
        if (labels.Exists(label => label.StartsWith("ENCRYPTED", StringComparison.Ordinal))) throw Unusable(variable, "holds an encrypted private key");
        Compare(variable, pem, certificate);
        return pem;
    }

    /// <summary>HAProxy takes the first certificate of a file for the server's own, so the key must be for that one.</summary>
    private static void Compare(string variable, string pem, byte[] certificate)
    {
        try
        {
            using X509Certificate2 first = X509CertificateLoader.LoadCertificate(certificate);
            if (!ComparableKeys.Contains(first.GetKeyAlgorithm(), StringComparer.Ordinal)) return;
            using X509Certificate2 withKey = X509Certificate2.CreateFromPem(pem, pem);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw Unusable(variable, $"holds a certificate and a key that don't go together or can't be read ({e.Message})");
        }
    }

    /// <summary>Never with the cause: its text may quote the key.</summary>
    private static EntryPointException Unusable(string variable, string what) =>
        new(ExitCode.Usage, $"{variable}: {what}; give the server's certificate, its chain and its unencrypted key as PEM text, lines ended by \\n");
}

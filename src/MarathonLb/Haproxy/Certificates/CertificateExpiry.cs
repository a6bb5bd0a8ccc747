using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MarathonLb.Haproxy.Certificates;

/// <summary>When a certificate that HAProxy uses expires.</summary>
/// <param name="File">Its file.</param>
/// <param name="Subject">Whom it is for: its first DNS name, else its common name, else its whole subject.</param>
/// <param name="At">The end of its validity.</param>
internal sealed record CertificateExpiry(string File, string Subject, DateTimeOffset At)
{
    /// <summary>Longer subjects are cut: they come from files that others may write.</summary>
    private const int LongestSubject = 200;

    /// <summary>Reads the first certificate of a file, which is the one that HAProxy shows to clients; null if there is none that can be read.</summary>
    public static CertificateExpiry? Read(string file, string pem)
    {
        try
        {
            using X509Certificate2 certificate = X509Certificate2.CreateFromPem(pem);
            string subject = certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false);
            if (subject.Length == 0) subject = certificate.Subject;
            return new CertificateExpiry(file, subject.Length > LongestSubject ? subject[..LongestSubject] : subject, new DateTimeOffset(certificate.NotAfter.ToUniversalTime()));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

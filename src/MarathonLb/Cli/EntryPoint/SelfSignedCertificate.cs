using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MarathonLb.Cli.EntryPoint;

/// <summary>
/// A certificate for any host that nobody trusts, so that HTTPS works out of the box. ECDSA P-256: every client that can agree on one of our default
/// cipher suites (ECDHE, TLS 1.2 or later) knows it, and making the key costs a millisecond where RSA costs a tenth of a second.
/// </summary>
internal static class SelfSignedCertificate
{
    private const int YearsValid = 10;
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Certificate and key as PEM text.</summary>
    public static string Create(TimeProvider time)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=*", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName("*");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));

        // A day early: clocks of clients differ.
        DateTimeOffset now = time.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(YearsValid));
        return $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }
}

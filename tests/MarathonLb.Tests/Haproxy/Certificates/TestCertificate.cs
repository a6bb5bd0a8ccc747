using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MarathonLb.Tests.Haproxy.Certificates;

/// <summary>A self-signed certificate made for a test.</summary>
internal sealed record TestCertificate(string Certificate, string Key, string Fingerprint, DateTimeOffset Expires)
{
    /// <summary>Both, as HAProxy's own files hold them.</summary>
    public string Pem => $"{Certificate}\n{Key}\n";

    public static TestCertificate Create(string name, int days = 30, string? host = null)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        if (host is not null)
        {
            SubjectAlternativeNameBuilder names = new();
            names.AddDnsName(host);
            request.CertificateExtensions.Add(names.Build());
        }

        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(days));
        return new TestCertificate(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem(), certificate.Thumbprint, new DateTimeOffset(certificate.NotAfter.ToUniversalTime()));
    }
}

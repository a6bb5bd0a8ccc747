using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MarathonLb.Tests.Haproxy.Certificates;

/// <summary>A self-signed certificate made for a test.</summary>
internal sealed record TestCertificate(string Certificate, string Key, string Fingerprint)
{
    /// <summary>Both, as HAProxy's own files hold them.</summary>
    public string Pem => $"{Certificate}\n{Key}\n";

    public static TestCertificate Create(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        return new TestCertificate(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem(), certificate.Thumbprint);
    }
}

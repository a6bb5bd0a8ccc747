using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MarathonLb.EndToEnd.Infrastructure;

/// <summary>A self-signed certificate.</summary>
/// <param name="Server">With its private key.</param>
/// <param name="Pem">Certificate and key as HAProxy reads them from one file.</param>
internal sealed record Certificate(X509Certificate2 Server, string Pem)
{
    /// <summary>The certificate alone: for it, as it signs itself, also the authority.</summary>
    public string AuthorityPem => Server.ExportCertificatePem();

    /// <summary>A certificate for a name (its subject, too) and 127.0.0.1.</summary>
    public static Certificate For(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        return new Certificate(certificate, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
    }
}

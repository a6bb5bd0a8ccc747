using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MarathonLb.Tests.Marathon;

/// <summary>A server's certificate and a PEM file with the authority behind it.</summary>
internal sealed class TestCertificate : IDisposable
{
    private TestCertificate(X509Certificate2 server, X509Certificate2 authority)
    {
        Server = server;
        AuthorityFile = Path.GetTempFileName();
        File.WriteAllText(AuthorityFile, authority.ExportCertificatePem());
    }

    /// <summary>The certificate, with its key.</summary>
    public X509Certificate2 Server { get; }

    /// <summary>The PEM file.</summary>
    public string AuthorityFile { get; }

    /// <summary>A certificate for 127.0.0.1 that is its own authority.</summary>
    public static TestCertificate SelfSigned()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        X509Certificate2 certificate = Request("CN=self", key, IPAddress.Loopback).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return new TestCertificate(certificate, certificate);
    }

    /// <summary>A certificate for an address, signed by an authority.</summary>
    public static TestCertificate Signed(IPAddress address)
    {
        using ECDsa authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=test authority", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using X509Certificate2 authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(2));
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 signed = Request("CN=server", key, address).Create(authority, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1), [1, 2, 3]);
        return new TestCertificate(signed.CopyWithPrivateKey(key), authority);
    }

    public void Dispose()
    {
        Server.Dispose();
        File.Delete(AuthorityFile);
    }

    private static CertificateRequest Request(string name, ECDsa key, IPAddress address)
    {
        CertificateRequest request = new(name, key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(address);
        request.CertificateExtensions.Add(names.Build());
        return request;
    }
}

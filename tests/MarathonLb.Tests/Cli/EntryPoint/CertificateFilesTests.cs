using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MarathonLb.Cli;
using MarathonLb.Cli.EntryPoint;

namespace MarathonLb.Tests.Cli.EntryPoint;

public sealed class CertificateFilesTests
{
    private static readonly string Pem = SelfSignedCertificate.Create(TimeProvider.System);
    private static readonly string OtherPem = SelfSignedCertificate.Create(TimeProvider.System);

    [Fact]
    public void Prepare_CertificatesGiven_WritesPrivateFilesInOrder()
    {
        using EntryPointBench bench = new();
        bench.Variables["HAPROXY_SSL_CERT"] = Pem.Replace("\n", "\\n");
        bench.Variables["HAPROXY_SSL_CERT10"] = OtherPem;
        bench.Variables["HAPROXY_SSL_CERT2"] = OtherPem;
        bench.Variables["HAPROXY_SSL_CERT101"] = "beyond";
        EntryPointPlan plan = bench.Prepare();
        Assert.Equal(["cert.pem", "cert2.pem", "cert10.pem"], plan.SslCerts.Select(Path.GetFileName));
        Assert.Equal(Pem, File.ReadAllText(plan.SslCerts[0]));
        Assert.Equal(OtherPem, File.ReadAllText(plan.SslCerts[1]));
        Assert.All(plan.SslCerts, path => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path)));
        Assert.Equal(3, Directory.GetFileSystemEntries(bench.Paths.Certificates).Length);
    }

    [Fact]
    public void Prepare_FlagToo_FlagComesFirst()
    {
        using EntryPointBench bench = new();
        bench.Variables["HAPROXY_SSL_CERT"] = Pem;
        bench.Variables["HAPROXY_SSL_CERT0"] = OtherPem;
        EntryPointPlan plan = bench.Prepare("/own/a.pem", bench.Paths.Certificate);
        Assert.Equal(["/own/a.pem", bench.Paths.Certificate, bench.Paths.NumberedCertificate(0)], plan.SslCerts);
    }

    [Fact]
    public void Prepare_OnlyFlag_MakesNothing()
    {
        using EntryPointBench bench = new();
        Assert.Equal(["/own/a.pem"], bench.Prepare("/own/a.pem").SslCerts);
        Assert.Empty(Directory.GetFileSystemEntries(bench.Paths.Certificates));
    }

    [Fact]
    public void Prepare_OnlyNumbered_IgnoresThemWithAWarning()
    {
        using EntryPointBench bench = new();
        bench.Variables["HAPROXY_SSL_CERT0"] = "anything";
        Assert.Equal([bench.Paths.Certificate], bench.Prepare().SslCerts);
        Assert.Contains("count only beside HAPROXY_SSL_CERT", bench.Logger.Text);
    }

    [Fact]
    public void Prepare_NothingGiven_SignsOneForAnyHostAndKeepsIt()
    {
        using EntryPointBench bench = new();
        Assert.Equal([bench.Paths.Certificate], bench.Prepare().SslCerts);
        string first = File.ReadAllText(bench.Paths.Certificate);
        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(first, first);
        Assert.True(certificate.MatchesHostname("www.example.com") || certificate.Subject == "CN=*");
        Assert.True(certificate.HasPrivateKey);
        bench.Prepare();
        Assert.Equal(first, File.ReadAllText(bench.Paths.Certificate));
    }

    [Fact]
    public async Task Prepare_SelfSigned_HaproxyTakesIt()
    {
        using EntryPointBench bench = new();
        string certificate = bench.Prepare().SslCerts[0];
        string config = bench.Folder.File("h.cfg", $"defaults\n  mode http\n  timeout client 1s\n  timeout connect 1s\n  timeout server 1s\nfrontend f\n  bind 127.0.0.1:443 ssl crt {certificate}\n");
        MarathonLb.Haproxy.ChildResult result = await MarathonLb.Haproxy.ChildProcess.RunAsync(
            new(RealHaproxy.Binary.File, ["-c", "-f", config]) { Timeout = TimeSpan.FromSeconds(20) }, TestContext.Current.CancellationToken);
        Assert.True(result.Succeeded, result.Error);
    }

    [Fact]
    public void Prepare_BadNumbered_WritesNone()
    {
        using EntryPointBench bench = new();
        bench.Variables["HAPROXY_SSL_CERT"] = Pem;
        bench.Variables["HAPROXY_SSL_CERT7"] = "nonsense";
        (ExitCode code, string message) = bench.Fail();
        Assert.Equal(ExitCode.Usage, code);
        Assert.StartsWith("HAPROXY_SSL_CERT7: holds no certificate; give ", message);
        Assert.Empty(Directory.GetFileSystemEntries(bench.Paths.Certificates));
    }

    public static TheoryData<string, string> UnusableTexts => new()
    {
        { "", "holds no certificate" },
        { Part(Pem, "CERTIFICATE"), "holds no private key" },
        { Part(Pem, "PRIVATE KEY"), "holds no certificate" },
        { Part(Pem, "CERTIFICATE") + Part(OtherPem, "PRIVATE KEY"), "don't go together" },
        { Part(Pem, "CERTIFICATE") + Part(Pem, "PRIVATE KEY").Replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"), "holds an encrypted private key" },
        { "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" + Part(Pem, "PRIVATE KEY"), "can't be read" },
        { Part(OtherPem, "CERTIFICATE") + Pem, "don't go together" },
    };

    [Theory]
    [MemberData(nameof(UnusableTexts))]
    public void Parse_Unusable_SaysWhyWithoutTheKey(string value, string expected)
    {
        EntryPointException failure = Assert.Throws<EntryPointException>(() => CertificateText.Parse("HAPROXY_SSL_CERT", value));
        Assert.Equal(ExitCode.Usage, failure.ExitCode);
        Assert.Contains(expected, failure.Message);
        Assert.DoesNotContain(Part(Pem, "PRIVATE KEY").Split('\n')[1], failure.ToString());
    }

    [Fact]
    public void Parse_RsaWithChainAndWindowsLines_IsTaken()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=a", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(90));
        string text = $"{certificate.ExportCertificatePem()}\n{Part(OtherPem, "CERTIFICATE")}{key.ExportRSAPrivateKeyPem()}";
        Assert.Equal(text + "\n", CertificateText.Parse("X", text.Replace("\n", "\r\n")));
    }

    [Fact]
    public void Prepare_FolderMissing_IsAFileProblem()
    {
        using EntryPointBench bench = new();
        Directory.Delete(bench.Paths.Certificates);
        (ExitCode code, string message) = bench.Fail();
        Assert.Equal(ExitCode.FileSystem, code);
        Assert.StartsWith($"{bench.Paths.Certificate}: the certificate can't be written", message);
    }

    private static string Part(string pem, string label)
    {
        string rest = pem[pem.IndexOf($"-----BEGIN {label}")..];
        return rest[PemEncoding.Find(rest).Location] + "\n";
    }
}

using System.Net;
using MarathonLb.Marathon;

namespace MarathonLb.Tests.Marathon;

public sealed class MarathonTlsTests
{
    private static CancellationToken End => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FetchApps_AuthorityInTheCaFile_IsTrusted(bool selfSigned)
    {
        using TestCertificate certificate = selfSigned ? TestCertificate.SelfSigned() : TestCertificate.Signed(IPAddress.Loopback);
        await using TestMarathon marathon = await StartAsync(certificate);
        using MarathonClient client = Clients.Of(Clients.Options(marathon.Url) with { CaFile = certificate.AuthorityFile });

        Assert.Empty((await client.FetchAppsAsync(End)).Apps);
    }

    [Fact]
    public async Task FetchApps_AnotherAuthority_IsRefusedWithTheReason()
    {
        using TestCertificate certificate = TestCertificate.Signed(IPAddress.Loopback);
        using TestCertificate other = TestCertificate.Signed(IPAddress.Loopback);
        await using TestMarathon marathon = await StartAsync(certificate);
        using MarathonClient bySystem = Clients.Of(marathon.Url);
        using MarathonClient byFile = Clients.Of(Clients.Options(marathon.Url) with { CaFile = other.AuthorityFile });

        Assert.Contains("TLS: its certificate is not trusted", await Clients.FailureOf(bySystem), StringComparison.Ordinal);
        Assert.Contains("TLS: its certificate is not trusted", await Clients.FailureOf(byFile), StringComparison.Ordinal);
        Assert.Empty(marathon.Questions);
    }

    [Fact]
    public async Task FetchApps_CertificateOfAnotherHost_IsRefused()
    {
        using TestCertificate certificate = TestCertificate.Signed(IPAddress.Parse("127.0.0.9"));
        await using TestMarathon marathon = await StartAsync(certificate);
        using MarathonClient client = Clients.Of(Clients.Options(marathon.Url) with { CaFile = certificate.AuthorityFile });

        Assert.Contains("NameMismatch", await Clients.FailureOf(client), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FetchApps_Insecure_TrustsAnybody()
    {
        using TestCertificate certificate = TestCertificate.SelfSigned();
        await using TestMarathon marathon = await StartAsync(certificate);
        using MarathonClient client = Clients.Of(Clients.Options(marathon.Url) with { Insecure = true });

        Assert.Empty((await client.FetchAppsAsync(End)).Apps);
    }

    [Fact]
    public async Task FetchApps_PlainServerAskedForTls_SaysSo()
    {
        await using TestMarathon plain = await TestMarathon.StartAsync("""{"apps":[]}""");
        using MarathonClient client = Clients.Of(plain.Url.Replace("http:", "https:", StringComparison.Ordinal));

        Assert.Contains("Does it speak TLS at all", await Clients.FailureOf(client), StringComparison.Ordinal);
    }

    [Fact]
    public void Create_CaFileMissingOrEmpty_NamesIt()
    {
        string empty = Path.GetTempFileName();
        try
        {
            IOException missing = Assert.Throws<IOException>(() => Clients.Of(Clients.Options("http://h") with { CaFile = "/no/such.pem" }));
            IOException useless = Assert.Throws<IOException>(() => Clients.Of(Clients.Options("http://h") with { CaFile = empty }));

            Assert.Equal("CA file /no/such.pem: there is no such file", missing.Message);
            Assert.StartsWith($"CA file {empty}: there is no certificate in it", useless.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(empty);
        }
    }

    private static Task<TestMarathon> StartAsync(TestCertificate certificate) =>
        TestMarathon.StartAsync(context => Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, """{"apps":[]}"""), certificate.Server);
}

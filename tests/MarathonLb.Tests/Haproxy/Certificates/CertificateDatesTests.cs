using MarathonLb.Haproxy.Certificates;

namespace MarathonLb.Tests.Haproxy.Certificates;

public sealed class CertificateDatesTests
{
    [Fact]
    public void Read_CertificateWithAHost_IsNamedByIt()
    {
        TestCertificate certificate = TestCertificate.Create("common", host: "host.test");
        Assert.Equal(new CertificateExpiry("/c.pem", "host.test", certificate.Expires), CertificateExpiry.Read("/c.pem", certificate.Pem));
    }

    [Fact]
    public void Read_KeyBeforeTheCertificate_FindsTheCertificate()
    {
        TestCertificate certificate = TestCertificate.Create("first.test");
        Assert.Equal("first.test", CertificateExpiry.Read("/c.pem", $"{certificate.Key}\n{certificate.Certificate}")?.Subject);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public void Read_NoCertificate_GivesNone(string pem) => Assert.Null(CertificateExpiry.Read("/c.pem", pem));

    [Fact]
    public void Show_SeveralFiles_TheSoonestIsFirstAndUnreadOnesAreCounted()
    {
        using TemporaryFolder folder = new();
        CertificateDates dates = new();
        string[] files = [.. new[] { 30, 5, 90 }.Select(days => folder.File($"{days}.pem", TestCertificate.Create($"in{days}.test", days).Pem))];
        foreach (string file in files) dates.Note(file, CertificateFile.Read(file));
        dates.Show([.. files, folder["absent.pem"]]);
        Assert.Equal(["in5.test", "in30.test", "in90.test"], dates.Soonest.Select(static expiry => expiry.Subject));
        Assert.Equal(1, dates.Unknown);

        dates.Show([files[0]]);
        Assert.Equal(["in30.test"], dates.Soonest.Select(static expiry => expiry.Subject));
        Assert.Equal(0, dates.Unknown);
    }

    [Fact]
    public void Show_MoreThanAThousand_TheSoonestThousandAreShown()
    {
        using TemporaryFolder folder = new();
        TestCertificate late = TestCertificate.Create("late.test", 60), soon = TestCertificate.Create("soon.test", 3);
        CertificateFile lateFile = CertificateFile.Read(folder.File("late.pem", late.Pem));
        CertificateDates dates = new();
        string[] files = [.. Enumerable.Range(0, 1100).Select(static i => $"/certs/{i}.pem")];
        foreach (string file in files) dates.Note(file, lateFile);
        dates.Note("/certs/soon.pem", CertificateFile.Read(folder.File("soon.pem", soon.Pem)));
        dates.Show([.. files, "/certs/soon.pem"]);
        Assert.Equal((1000, "soon.test", 0), (dates.Soonest.Count, dates.Soonest[0].Subject, dates.Unknown));
    }
}

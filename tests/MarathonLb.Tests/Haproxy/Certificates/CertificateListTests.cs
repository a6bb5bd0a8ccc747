using MarathonLb.Haproxy.Certificates;

namespace MarathonLb.Tests.Haproxy.Certificates;

public sealed class CertificateListTests
{
    /// <summary>As 2.6.12, 3.0.11 and 3.2.26 print it.</summary>
    [Fact]
    public void Parse_Files_AreListedOnce()
    {
        CertificateList list = CertificateList.Parse("# filename\n/etc/ssl/one.pem\n/etc/ssl/two words.pem\n/etc/ssl/one.pem\n@store/name");
        Assert.Equal(["/etc/ssl/one.pem", "/etc/ssl/two words.pem"], list.Files);
        Assert.Null(list.OpenTransaction);
    }

    [Fact]
    public void Parse_OpenTransaction_IsNamed()
    {
        CertificateList list = CertificateList.Parse("# transaction\n*/etc/ssl/one.pem\n# filename\n/etc/ssl/one.pem");
        Assert.Equal(["/etc/ssl/one.pem"], list.Files);
        Assert.Equal("/etc/ssl/one.pem", list.OpenTransaction);
    }

    [Fact]
    public void Parse_Nothing_IsEmpty() => Assert.Empty(CertificateList.Parse("").Files);

    [Theory]
    [InlineData("Filename: /etc/ssl/one.pem\nStatus: Used\nSHA1 FingerPrint: AD01224DA55DDE0CCF374E29540E010B702D6EAA\nSubject: /CN=a.test", "AD01224DA55DDE0CCF374E29540E010B702D6EAA")]
    [InlineData("Can't display the certificate: Not found or the certificate is a bundle!", null)]
    public void Fingerprint_ShownCertificate_IsRead(string answer, string? expected) => Assert.Equal(expected, CertificateList.Fingerprint(answer));
}

using System.Text;
using MarathonLb.Haproxy.Certificates;

namespace MarathonLb.Tests.Haproxy.Certificates;

public sealed class PemTextTests
{
    [Fact]
    public void Blocks_FileWithRemarks_KeepsOnlyTheBlocks() =>
        Assert.Equal(
            "-----BEGIN CERTIFICATE-----\nAAAA\nBBBB\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\nCC==\n-----END PRIVATE KEY-----",
            PemText.Blocks("Subject: é\n\n-----BEGIN CERTIFICATE-----\r\nAAAA\r\n\r\n BBBB \n-----END CERTIFICATE-----\n\n\nremark\n-----BEGIN PRIVATE KEY-----\nCC==\n-----END PRIVATE KEY-----\n\n"u8));

    [Fact]
    public void Blocks_NoPem_IsEmpty() => Assert.Equal("", PemText.Blocks("rubbish\n\n"u8));

    [Fact]
    public void Blocks_BytesWithinABlock_AreRefused() => Assert.Null(PemText.Blocks("-----BEGIN CERTIFICATE-----\nA\0A\n-----END CERTIFICATE-----"u8));

    [Fact]
    public void Fingerprint_FirstCertificate_IsItsThumbprint()
    {
        TestCertificate leaf = TestCertificate.Create("leaf.test");
        TestCertificate other = TestCertificate.Create("other.test");
        string blocks = PemText.Blocks(Encoding.UTF8.GetBytes(leaf.Key + "\n" + leaf.Certificate + "\n" + other.Certificate))!;
        Assert.Equal(leaf.Fingerprint, PemText.Fingerprint(blocks));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE-----")]
    [InlineData("-----BEGIN CERTIFICATE-----\n*\n-----END CERTIFICATE-----")]
    public void Fingerprint_NoCertificate_IsNull(string blocks) => Assert.Null(PemText.Fingerprint(blocks));
}

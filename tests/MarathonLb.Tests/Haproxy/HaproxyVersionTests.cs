using MarathonLb.Haproxy;

namespace MarathonLb.Tests.Haproxy;

public sealed class HaproxyVersionTests
{
    [Theory]
    [InlineData("HAProxy version 2.6.12-1+deb12u4 2026/10/17 - https://haproxy.org/", "2.6.12")]
    [InlineData("HAProxy version 3.2.26-1 2026/10/14 - https://haproxy.org/\nStatus: long-term", "3.2.26")]
    [InlineData("HA-Proxy version 1.8.30 2021/04/12", "1.8.30")]
    [InlineData("HAProxy version 3.3-dev5-abc 2026/01/01", "3.3.0")]
    public void Parse_VersionText_GivesVersion(string text, string expected) => Assert.Equal(expected, HaproxyVersion.Parse(text).ToString());

    [Fact]
    public void Parse_OtherText_GivesNull() => Assert.Null(HaproxyVersion.Parse("sh: 1: haproxy: not found"));

    [Fact]
    public void Compare_Versions_ComparesNumbers() => Assert.True(new HaproxyVersion(2, 10, 0) > new HaproxyVersion(2, 9, 9));

    [Fact]
    public void Find_NotOnPath_LooksInExtraFolders()
    {
        using TemporaryFolder folder = new();
        string program = folder.Script("sbin/tool", "exit 0");
        Assert.Equal(program, ProgramFile.Find("tool", "/nonexistent", Path.GetDirectoryName(program)!));
        Assert.Null(ProgramFile.Find("tool", "/nonexistent"));
    }

    [Fact]
    public async Task GetVersionAsync_RealHaproxy_IsTwoSixOrLater()
    {
        HaproxyVersion? version = await RealHaproxy.Binary.GetVersionAsync(TestContext.Current.CancellationToken);
        Assert.True(version >= new HaproxyVersion(2, 6, 0));
    }
}

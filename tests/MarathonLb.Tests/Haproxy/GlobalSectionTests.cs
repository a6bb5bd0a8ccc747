using System.Text;
using MarathonLb.Haproxy;

namespace MarathonLb.Tests.Haproxy;

public sealed class GlobalSectionTests
{
    [Fact]
    public void Read_SeveralSections_TakesGlobalOnesOnly()
    {
        GlobalSection global = Read(
            """
            # before
            global
              chroot /jail

            # between
            .if defined(X)
              maxconn 100
            .endif
            defaults
              maxconn 200
              group other
            frontend global
              maxconn 300
            global
              group haproxy
              no strict-limits
            """);
        Assert.Equal(new GlobalSection("/jail", "haproxy", null, 100, StrictLimits: false), global);
    }

    [Theory]
    [InlineData("global\n  server-state-file /run/states\n", "/run/states")]
    [InlineData("global\n  server-state-base /run\n  server-state-file states", "/run/states")]
    [InlineData("global\n  server-state-file $FILE\n", null)]
    [InlineData("defaults\n  server-state-file /run/states\n", null)]
    [InlineData("", null)]
    [InlineData("global", null)]
    public void Read_StateFile_IsWhereHaproxyLooks(string config, string? expected) => Assert.Equal(expected, Read(config).StateFile);

    private static GlobalSection Read(string config) => GlobalSection.Read(Encoding.UTF8.GetBytes(config));
}

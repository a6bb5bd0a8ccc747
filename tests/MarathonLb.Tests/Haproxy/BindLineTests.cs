using System.Text;
using MarathonLb.Haproxy;

namespace MarathonLb.Tests.Haproxy;

public sealed class BindLineTests
{
    [Theory]
    [InlineData("  bind *:80", "0.0.0.0:80")]
    [InlineData("\tbind  :80 accept-proxy", "0.0.0.0:80")]
    [InlineData("bind 10.1.2.3:80\r", "10.1.2.3:80")]
    [InlineData("  bind 10.1.2.3:80,[::1]:81 ssl crt /x", "10.1.2.3:80 ::1:81")]
    [InlineData("  bind ipv4@10.1.2.3:80", "10.1.2.3:80")]
    [InlineData("  bind ipv6@:::80", ":::80")]
    [InlineData("  bind *:80-90", "")]
    [InlineData("  bind \"$ADDRESS:80\"", "")]
    [InlineData("  bind *:0", "")]
    [InlineData("  bind *:65536", "")]
    [InlineData("  bind unix@/run/x.sock", "")]
    [InlineData("  bind ", "")]
    [InlineData("  # bind *:80", "")]
    [InlineData("  default_backend bind *:80", "")]
    [InlineData("  rebind *:80", "")]
    public void AllIn_OneLine_IsReadAsHaproxyWould(string line, string expected)
    {
        Assert.Equal(expected, string.Join(' ', BindLine.AllIn(Encoding.UTF8.GetBytes(line)).Select(bind => $"{bind.Address}:{bind.Port}")));
    }

    [Fact]
    public void AllIn_SeveralLines_CountsFromOne()
    {
        List<BindLine> binds = BindLine.AllIn("bind *:1\n\nfrontend bind\n  bind *:2\n  mode http\n  bind *:3,*:4"u8);
        Assert.Equal(["1 1", "4 2", "6 3", "6 4"], binds.Select(bind => $"{bind.Line} {bind.Port}"));
    }
}

using MarathonLb.Observability;

namespace MarathonLb.Tests.Observability;

public sealed class TerminalTests
{
    [Fact]
    public void Live_LineBelowStatus_WipesItAndDrawsItAgain()
    {
        StringWriter output = new();
        Terminal terminal = new(output, live: true);
        terminal.Show("one");
        terminal.Show("one");
        terminal.WriteLine("line");
        terminal.Show("");
        terminal.WriteLine("end");
        Assert.Equal("\r\e[Kone\r\e[Kline\none\r\e[Kend\n", output.ToString());
    }

    [Fact]
    public void NotLive_Status_IsNotShown()
    {
        StringWriter output = new();
        Terminal terminal = new(output, live: false);
        terminal.Show("one");
        terminal.WriteLine("line");
        Assert.Equal("line\n", output.ToString());
    }

    [Fact]
    public void Live_LongStatus_IsCutAndEscaped()
    {
        StringWriter output = new();
        new Terminal(output, live: true).Show("\e[2J" + new string('x', 500));
        Assert.StartsWith("\r\e[K\\x1b[2Jxxx", output.ToString(), StringComparison.Ordinal);
        Assert.InRange(output.ToString().Length, 20, 400);
    }
}

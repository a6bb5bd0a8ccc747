using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using MarathonLb.Observability;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Tests.Observability;

public sealed class SyslogTests
{
    private static Socket Listen(string path)
    {
        Socket daemon = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 5000 };
        daemon.Bind(new UnixDomainSocketEndPoint(path));
        return daemon;
    }

    private static string Receive(Socket daemon)
    {
        byte[] buffer = new byte[65536];
        return Encoding.UTF8.GetString(buffer, 0, daemon.Receive(buffer));
    }

    [Theory]
    [InlineData(LogLevel.Critical, 10)]
    [InlineData(LogLevel.Error, 11)]
    [InlineData(LogLevel.Warning, 12)]
    [InlineData(LogLevel.Information, 14)]
    [InlineData(LogLevel.Debug, 15)]
    public void Send_Message_ArrivesAsPythonSendsIt(LogLevel level, int priority)
    {
        using TemporaryFolder folder = new();
        using Socket daemon = Listen(folder["log"]);
        using SyslogSocket syslog = new(folder["log"]);
        syslog.Send(level, "hällo");
        Assert.Equal($"<{priority}>hällo\0", Receive(daemon));
    }

    [Fact]
    public void Send_DaemonRestarted_FindsItAgain()
    {
        using TemporaryFolder folder = new();
        using SyslogSocket syslog = new(folder["log"]);
        using (Socket first = Listen(folder["log"]))
        {
            syslog.Send(LogLevel.Information, "one");
            Assert.Equal("<14>one\0", Receive(first));
        }

        File.Delete(folder["log"]);
        syslog.Send(LogLevel.Information, "lost");
        using Socket second = Listen(folder["log"]);
        syslog.Send(LogLevel.Information, "two");
        Assert.Equal("<14>two\0", Receive(second));
    }

    [Fact]
    public void Send_NobodyReads_NeverWaits()
    {
        using TemporaryFolder folder = new();
        using Socket daemon = Listen(folder["log"]);
        using SyslogSocket syslog = new(folder["log"]);
        Stopwatch watch = Stopwatch.StartNew();
        for (int i = 0; i < 5000; i++) syslog.Send(LogLevel.Information, "full");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"took {watch.Elapsed}");
    }

    [Fact]
    public void Datagram_LongMessage_IsCutBetweenCharacters()
    {
        byte[] datagram = SyslogSocket.Datagram(LogLevel.Information, new string('€', 5000));
        string text = Encoding.UTF8.GetString(datagram);
        Assert.DoesNotContain('\ufffd', text);
        Assert.Equal(4 + (SyslogSocket.LongestMessage / 3 * 3) + 1, datagram.Length);
    }

    [Fact]
    public void Create_SocketGivenButMissing_WarnsOnce()
    {
        using TemporaryFolder folder = new();
        TextWriter before = Console.Error;
        StringWriter captured = new();
        Console.SetError(captured);
        try
        {
            LoggingOptions options = new(LogLevel.Information, new JsonLogFormat(), folder["none"], SyslogSocketGiven: true);
            using (ILoggerFactory factory = LoggingSetup.Create(options, TimeProvider.System))
            {
                factory.CreateLogger("MarathonLb.X").LogInformation("hello");
                factory.CreateLogger("MarathonLb.X").LogDebug("too quiet");
            }
        }
        finally
        {
            Console.SetError(before);
        }

        string[] lines = captured.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains("no syslog daemon listens on", lines[0]);
        Assert.Contains("hello", lines[1]);
    }

    [Fact]
    public void Create_SocketThere_LogsToItInTheSameFormat()
    {
        using TemporaryFolder folder = new();
        using Socket daemon = Listen(folder["log"]);
        PatternLogFormat format = new(LogPatternParser.Parse("%(name)s: %(message)s", out _)!);
        using ILoggerFactory factory = LoggingSetup.Create(new(LogLevel.Error, format, folder["log"], SyslogSocketGiven: false), TimeProvider.System);
        factory.CreateLogger("MarathonLb.X").LogInformation("too quiet");
        factory.CreateLogger("MarathonLb.X").LogError("loud");
        Assert.Equal("<11>marathon_lb: loud\0", Receive(daemon));
    }
}

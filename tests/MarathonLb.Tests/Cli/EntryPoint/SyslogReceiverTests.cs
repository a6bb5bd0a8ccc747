using System.Net.Sockets;
using System.Text;
using MarathonLb.Cli.EntryPoint;

namespace MarathonLb.Tests.Cli.EntryPoint;

public sealed class SyslogReceiverTests
{
    [Fact]
    public async Task Prepare_Syslogd_HaproxysLogReachesOurOutput()
    {
        using EntryPointBench bench = new();
        bench.Variables["HAPROXY_SYSLOGD"] = "true";
        EntryPointPlan plan = bench.Prepare();
        Assert.Equal([("MLB_LOG", bench.Paths.LogSocket)], plan.HaproxyVariables);
        Assert.Equal("660", Convert.ToString((int)File.GetUnixFileMode(bench.Paths.LogSocket), 8));
        int port = RunningHaproxy.FreePort();
        string config = bench.Folder.File(
            "h.cfg", $"global\n  log \"${{MLB_LOG}}\" local0\ndefaults\n  mode http\n  log global\n  option httplog\n  timeout client 5s\nfrontend f\n  bind 127.0.0.1:{port}\n  http-request return status 204\n");
        await using (await RunningHaproxy.StartAsync(RealHaproxy.Binary.File, config, port, plan.HaproxyVariables))
        {
            using HttpClient client = new();
            using HttpResponseMessage answer = await client.GetAsync($"http://127.0.0.1:{port}/seen?x=1");
        }

        await plan.DisposeAsync();
        string output = Encoding.UTF8.GetString(bench.Output.ToArray());
        Assert.Contains("\"GET /seen?x=1 HTTP/1.1\"\n", output);
        Assert.DoesNotContain('<', output.Split('\n').Single(line => line.Contains("/seen")).Split('"')[0].Replace("<NOSRV>", ""));
        Assert.False(Path.Exists(bench.Paths.LogSocket));
    }

    [Fact]
    public async Task Receive_ManyLines_AllWrittenInOrder()
    {
        using EntryPointBench bench = new();
        string path = bench.Paths.LogSocket;
        SyslogReceiver receiver = SyslogReceiver.Start(path, null, bench.Output, _ => { });
        using (Socket sender = Sender(path))
        {
            for (int i = 0; i < 2000; i++) sender.Send(Encoding.UTF8.GetBytes($"<134>line {i}\n"));
        }

        await receiver.DisposeAsync();
        Assert.Equal(string.Concat(Enumerable.Range(0, 2000).Select(i => $"line {i}\n")), Encoding.UTF8.GetString(bench.Output.ToArray()));
    }

    [Fact]
    public async Task Start_SocketLeftBehind_IsReplacedButNotOneInUse()
    {
        using EntryPointBench bench = new();
        string path = bench.Paths.LogSocket;
        Directory.CreateDirectory(bench.Paths.RunDirectory);
        using (Socket dead = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(path));
            File.Move(path, path + ".kept");
        }

        File.Move(path + ".kept", path);
        await using SyslogReceiver first = SyslogReceiver.Start(path, null, bench.Output, _ => { });
        IOException refused = Assert.Throws<IOException>(() => SyslogReceiver.Start(path, null, bench.Output, _ => { }));
        Assert.Contains("somebody answers on", refused.Message);
    }

    [Theory]
    [InlineData("<134>Nov 24 10:00:00 haproxy[7]: x\n", "Nov 24 10:00:00 haproxy[7]: x")]
    [InlineData("<6>x\0", "x")]
    [InlineData("no priority <1>", "no priority <1>")]
    [InlineData("<134>a\u001b[2Jb\nforged", "a\\x1b[2Jb\\nforged")]
    [InlineData("<134>", "")]
    [InlineData("", "")]
    public void Line_Datagram_IsOneCleanLine(string datagram, string expected) => Assert.Equal(expected, SyslogReceiver.Line(Encoding.UTF8.GetBytes(datagram)));

    private static Socket Sender(string path)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        return socket;
    }
}

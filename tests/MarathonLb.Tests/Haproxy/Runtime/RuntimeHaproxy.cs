using System.Diagnostics;
using MarathonLb.Haproxy.Runtime;

namespace MarathonLb.Tests.Haproxy.Runtime;

/// <summary>A real HAProxy with a Runtime API to try commands on.</summary>
internal sealed class RuntimeHaproxy : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly string _binary;
    private readonly int _port;
    private RunningHaproxy _running;

    private RuntimeHaproxy(TemporaryFolder folder, string binary, int port, RunningHaproxy running)
    {
        _folder = folder;
        _binary = binary;
        _port = port;
        _running = running;
    }

    public string Socket => _folder["h.sock"];

    public string Map => _folder["host names.map"];

    /// <summary>The port of the frontend, which routes by the map.</summary>
    public int Port => _port;

    public TemporaryFolder Folder => _folder;

    /// <summary>Starts one with empty backends b1 to b3 (roundrobin), ck (cookies) and st (static-rr).</summary>
    /// <param name="binary">Which HAProxy.</param>
    /// <param name="bind">More bind lines of the frontend; {folder} is the test's folder.</param>
    /// <param name="prepare">Makes the files that those need.</param>
    public static async Task<RuntimeHaproxy> StartAsync(string binary, string bind = "", Action<TemporaryFolder>? prepare = null)
    {
        TemporaryFolder folder = new();
        prepare?.Invoke(folder);
        folder.File("host names.map", "a.example.com b1\n");
        int port = RunningHaproxy.FreePort();
        folder.File("h.cfg", $$"""
            global
              stats socket "{{folder["h.sock"]}}" mode 600 level admin
            defaults
              mode http
              timeout connect 1s
              timeout client 10s
              timeout server 10s
            frontend f
              bind 127.0.0.1:{{port}}
              {{bind.Replace("{folder}", folder.Root, StringComparison.Ordinal)}}
              use_backend %[req.hdr(host),map("{{folder["host names.map"]}}")]
            backend b1
              balance roundrobin
            backend b2
              balance roundrobin
            backend b3
              balance roundrobin
            backend ck
              balance roundrobin
              cookie mlb insert indirect nocache
            backend st
              balance static-rr
              server s1 127.0.0.1:9

            """);
        RuntimeHaproxy haproxy = new(folder, binary, port, await RunningHaproxy.StartAsync(binary, folder["h.cfg"], port));
        await haproxy.ListensAsync();
        return haproxy;
    }

    public Task<RuntimeConnection> OpenAsync() => RuntimeConnection.OpenAsync(Socket, TestContext.Current.CancellationToken);

    /// <summary>Ends it and starts another: a worker that reads everything afresh, as after a reload.</summary>
    public async Task RestartAsync()
    {
        await _running.DisposeAsync();
        File.Delete(Socket);
        _running = await RunningHaproxy.StartAsync(_binary, _folder["h.cfg"], _port);
        await ListensAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _running.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>A connection to the port may have been taken by something else, so it alone does not say that this HAProxy is up.</summary>
    private async Task ListensAsync()
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (!Answers())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{_binary} has no Runtime API after 20 s");
            await Task.Delay(5);
        }
    }

    /// <summary>One that could not have its port leaves its socket behind.</summary>
    private bool Answers()
    {
        using System.Net.Sockets.Socket socket = new(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        try
        {
            socket.Connect(new System.Net.Sockets.UnixDomainSocketEndPoint(Socket));
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}

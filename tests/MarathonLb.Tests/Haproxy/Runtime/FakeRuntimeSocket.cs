using System.Net.Sockets;
using System.Text;
using MarathonLb.Haproxy.Runtime;

namespace MarathonLb.Tests.Haproxy.Runtime;

/// <summary>A unix socket that answers as a test wants.</summary>
internal sealed class FakeRuntimeSocket : IDisposable
{
    /// <summary>What HAProxy says on opening: to prompt, show info and the end of the batch.</summary>
    public const string Hello = "\n> Name: HAProxy\nVersion: 2.6.12-1+deb12u4\nPid: 4711\nStart_time_sec: 1795521247\n\n> admin\n\n> ";

    private readonly TemporaryFolder _folder = new();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly List<Socket> _peers = [];

    private FakeRuntimeSocket(Func<Socket, Task> peer)
    {
        _listener.Bind(new UnixDomainSocketEndPoint(Path));
        _listener.Listen(16);
        _ = AcceptAsync(peer);
    }

    public string Path => _folder["fake.sock"];

    /// <summary>Each connection is given to the function, and closed when that ends.</summary>
    public static FakeRuntimeSocket Serve(Func<Socket, Task> peer) => new(peer);

    /// <summary>Says one text for each batch that arrives, in pieces of so many bytes, then closes.</summary>
    public static FakeRuntimeSocket Say(int pieces, params string[] texts) => new(async peer =>
    {
        foreach (string text in texts)
        {
            await ReadBatchAsync(peer);
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            for (int i = 0; i < bytes.Length; i += pieces) await peer.SendAsync(bytes.AsMemory(i, Math.Min(pieces, bytes.Length - i)));
        }
    });

    /// <summary>Reads up to the command that ends a batch.</summary>
    public static async Task<string> ReadBatchAsync(Socket peer)
    {
        StringBuilder text = new();
        byte[] buffer = new byte[64 * 1024];
        while (!text.ToString().EndsWith("show cli level\n", StringComparison.Ordinal))
        {
            int read = await peer.ReceiveAsync(buffer);
            if (read == 0) return text.ToString();
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return text.ToString();
    }

    public Task<RuntimeConnection> OpenAsync() => RuntimeConnection.OpenAsync(Path, TestContext.Current.CancellationToken);

    public Task<RuntimeConnection> OpenAsync(TimeSpan patience) => RuntimeConnection.OpenAsync(Path, patience, TestContext.Current.CancellationToken);

    public void Dispose()
    {
        _listener.Dispose();
        foreach (Socket peer in _peers) peer.Dispose();
        _folder.Dispose();
    }

    private async Task AcceptAsync(Func<Socket, Task> serve)
    {
        try
        {
            while (true)
            {
                Socket peer = await _listener.AcceptAsync();
                _peers.Add(peer);
                await serve(peer);
                peer.Dispose();
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over, or its connection closed first.
        }
    }
}

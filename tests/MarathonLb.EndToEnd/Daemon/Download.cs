using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>A long download through HAProxy, by hand over a socket: what it got is known at any moment.</summary>
internal sealed class Download : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly int _wanted;
    private long _received;

    private Download(int wanted) => _wanted = wanted;

    /// <summary>Completes with true if all came, with false if it was cut.</summary>
    public Task<bool> Whole { get; private set; } = null!;

    /// <summary>Bytes of the answer so far.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>Starts one and waits until its first bytes have come.</summary>
    /// <param name="port">HAProxy's HTTP frontend.</param>
    /// <param name="host">The virtual host.</param>
    /// <param name="lasting">How long the task takes to send it all.</param>
    public static async Task<Download> StartAsync(int port, string host, TimeSpan lasting)
    {
        const int bytes = 200_000;
        Download download = new(bytes);
        await download._socket.ConnectAsync("127.0.0.1", port);
        await download._socket.SendAsync(Encoding.ASCII.GetBytes($"GET /bytes?n={bytes}&ms={(int)lasting.TotalMilliseconds} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
        download.Whole = download.ReadAsync();
        await Eventually.IsTrueAsync(() => download.Received > 0, "the download's first bytes");
        return download;
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>Whether all came, and how long it still took.</returns>
    public async Task<(bool Whole, TimeSpan Took)> EndAsync()
    {
        long start = Stopwatch.GetTimestamp();
        bool whole = await Whole.WaitAsync(TimeSpan.FromSeconds(30));
        return (whole, Stopwatch.GetElapsedTime(start));
    }

    public void Dispose() => _socket.Dispose();

    private async Task<bool> ReadAsync()
    {
        byte[] buffer = new byte[64 * 1024];
        try
        {
            while (await _socket.ReceiveAsync(buffer) is > 0 and int count) Interlocked.Add(ref _received, count);
        }
        catch (SocketException)
        {
            return false;
        }

        // The headers come on top.
        return Received > _wanted;
    }
}

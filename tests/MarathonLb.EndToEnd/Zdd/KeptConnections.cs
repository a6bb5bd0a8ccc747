using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace MarathonLb.EndToEnd.Zdd;

/// <summary>
/// Sends request after request over connections that are never given up: one that HAProxy closes fails the request that is on its way. (.NET's own client
/// would send it again over another one and hide that, as most clients do not.)
/// </summary>
internal sealed class KeptConnections : IAsyncDisposable
{
    private const int Connections = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _failures = [];
    private readonly Task[] _callers;
    private long _good;

    private KeptConnections(int port, string host) => _callers = [.. Enumerable.Range(0, Connections).Select(_ => Task.Run(() => CallAsync(port, host)))];

    /// <summary>Requests answered so far.</summary>
    public long Good => Interlocked.Read(ref _good);

    /// <summary>Starts calling.</summary>
    public static KeptConnections Start(int port, string host) => new(port, host);

    /// <summary>Asserts that every request was answered 200 over its first connection.</summary>
    public async Task NeverFailedAsync(Func<string> log)
    {
        long target = Good + 40;
        await Eventually.IsTrueAsync(() => Good >= target || Failures.Length > 0, "40 more answers");
        Assert.True(Failures.Length == 0, $"failed requests over kept connections:\n{Failures}\nafter {Good} good ones\n{log()}");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_callers);
        _stop.Dispose();
    }

    private string Failures
    {
        get
        {
            lock (_failures) return string.Join('\n', _failures);
        }
    }

    private async Task CallAsync(int port, string host)
    {
        byte[] request = Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n");
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using TcpClient client = new() { NoDelay = true };
                await client.ConnectAsync("127.0.0.1", port, _stop.Token);
                await CallOverAsync(client.GetStream(), request);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                if (_stop.IsCancellationRequested) return;
                lock (_failures) _failures.Add($"{DateTime.UtcNow:mm:ss.fff} {e.Message}");
            }
        }
    }

    private async Task CallOverAsync(NetworkStream stream, byte[] request)
    {
        byte[] buffer = new byte[16 * 1024];
        while (true)
        {
            await stream.WriteAsync(request, _stop.Token);
            int read = 0;
            int whole = int.MaxValue;
            while (read < whole)
            {
                int got = await stream.ReadAsync(buffer.AsMemory(read), _stop.Token);
                if (got == 0) throw new IOException("the connection was closed");
                read += got;
                whole = LengthOf(Encoding.ASCII.GetString(buffer, 0, read)) ?? int.MaxValue;
            }

            Interlocked.Increment(ref _good);
            await Task.Delay(Pause, _stop.Token);
        }
    }

    /// <summary>The length of a whole answer, once its head is there.</summary>
    private static int? LengthOf(string text)
    {
        int end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0) return null;
        if (!text.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal)) throw new IOException(text[..text.IndexOf('\r')]);
        const string Name = "\r\ncontent-length: ";
        int at = text.IndexOf(Name, StringComparison.OrdinalIgnoreCase) + Name.Length;
        return end + 4 + int.Parse(text.AsSpan(at, text.IndexOf('\r', at) - at), CultureInfo.InvariantCulture);
    }
}

using System.Net.Sockets;
using System.Text;
using MarathonLb.Http;
using MarathonLb.Observability;

namespace MarathonLb.Cli.EntryPoint;

/// <summary>
/// Takes HAProxy's log on a unix datagram socket and writes it to the container's output, a line each. If the output stalls, the socket fills and HAProxy
/// drops what it can't send: it never waits for its log.
/// </summary>
internal sealed class SyslogReceiver : IAsyncDisposable
{
    /// <summary>HAProxy's own limit for a log line is far below (tune: <c>len</c>, 1024 by default, 65535 at most).</summary>
    private const int LongestDatagram = 64 * 1024;

    private const int QueuedBytes = 1024 * 1024;
    private readonly Socket _socket;
    private readonly Stream _output;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;

    private SyslogReceiver(Socket socket, Stream output)
    {
        (_socket, _output) = (socket, output);
        _reading = ReadAsync();
    }

    /// <summary>Begins to listen. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</summary>
    /// <param name="path">The socket; one that was left behind is replaced.</param>
    /// <param name="haproxyGroup">Group that HAProxy runs as, or null for our own user.</param>
    /// <param name="output">Where the lines go.</param>
    /// <param name="groupProblem">Hears why the group could not be set.</param>
    public static SyslogReceiver Start(string path, uint? haproxyGroup, Stream output, Action<string> groupProblem)
    {
        UnixDomainSocketEndPoint address = SocketFile.Address(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        SocketFile.RemoveStale(path, SocketType.Dgram);
        Socket socket = SocketFile.Bind(address, SocketPermission.SharedWith(haproxyGroup), groupProblem, SocketType.Dgram);
        socket.ReceiveBufferSize = QueuedBytes;
        return new(socket, output);
    }

    /// <summary>Writes what has arrived so far, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _socket.Dispose();
        _stop.Dispose();
    }

    /// <summary>The line for one datagram, such as <c>&lt;134&gt;Nov 24 10:00:00 haproxy[7]: 10.0.0.1:5000 …</c>: without priority, on one line.</summary>
    internal static string Line(ReadOnlySpan<byte> datagram)
    {
        ReadOnlySpan<byte> text = datagram.TrimEnd("\n\0"u8);
        int end = text.StartsWith("<"u8) ? text[..Math.Min(text.Length, 5)].IndexOf((byte)'>') : -1;
        return LogText.Escape(Encoding.UTF8.GetString(text[(end + 1)..]));
    }

    private async Task ReadAsync()
    {
        byte[] buffer = new byte[LongestDatagram];
        try
        {
            while (true)
            {
                int length = await _socket.ReceiveAsync(buffer, SocketFlags.None, _stop.Token);
                await WriteAsync(buffer.AsMemory(0, length));
            }
        }
        catch (OperationCanceledException)
        {
            while (_socket.Available > 0) await WriteAsync(buffer.AsMemory(0, _socket.Receive(buffer)));
        }
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> datagram)
    {
        try
        {
            await _output.WriteAsync(Encoding.UTF8.GetBytes(Line(datagram.Span) + "\n"), CancellationToken.None);
            if (_socket.Available == 0) await _output.FlushAsync(CancellationToken.None);
        }
        catch (IOException)
        {
            // Nobody reads our output any more. HAProxy's log is lost then, but its traffic is not.
        }
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MarathonLb.Benchmarks.WholeProcess;

/// <summary>
/// As much of Marathon as a daemon needs that never sees a change: one apps document, sent from memory as fast as it is taken, and an event stream on which nothing happens. It notes when the
/// first byte of each answer went and when the last one was handed to the kernel.
/// </summary>
internal sealed class DocumentServer : IAsyncDisposable
{
    /// <summary>Small, so that the last byte is not far ahead of the reader; the reader's own buffer in the kernel is not ours to choose.</summary>
    private const int SendBuffer = 64 * 1024;

    private const int LongestHead = 16 * 1024;

    private readonly byte[] _document;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<(long First, long Last)> _answers = [];
    private readonly Task _accepting;

    /// <summary>Begins to listen.</summary>
    /// <param name="document">The answer.</param>
    public DocumentServer(byte[] document)
    {
        _document = document;
        _listener.Start();
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    /// <summary>Where it is.</summary>
    public Uri Url { get; }

    /// <summary>The answers given so far, oldest first: when the first byte went and when the last one had gone, as Stopwatch timestamps.</summary>
    public IReadOnlyList<(long First, long Last)> Answers
    {
        get
        {
            lock (_answers) return [.. _answers];
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> connections = [];
        try
        {
            while (true) connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using Socket connection = socket;
        connection.SendBufferSize = SendBuffer;
        connection.NoDelay = true;
        try
        {
            while (await ReadHeadAsync(connection) is string head)
            {
                string target = head.Split(' ')[1];
                if (target.StartsWith("/v2/events", StringComparison.Ordinal)) await StreamAsync(connection);
                else if (target.StartsWith("/v2/apps?", StringComparison.Ordinal)) await AnswerAsync(connection);
                else await SendAsync(connection, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // The load balancer is gone, or we are.
        }
    }

    /// <summary>The request's head; null when the connection has ended.</summary>
    private async Task<string?> ReadHeadAsync(Socket connection)
    {
        byte[] bytes = new byte[LongestHead];
        int length = 0;
        while (bytes.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0)
        {
            int count = await connection.ReceiveAsync(bytes.AsMemory(length), _stop.Token);
            if (count == 0) return null;
            length += count;
        }

        return Encoding.ASCII.GetString(bytes, 0, length);
    }

    private async Task AnswerAsync(Socket connection)
    {
        await SendAsync(connection, $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {_document.Length}\r\n\r\n");
        long first = Stopwatch.GetTimestamp();
        await SendAsync(connection, _document);
        lock (_answers) _answers.Add((first, Stopwatch.GetTimestamp()));
    }

    private async Task StreamAsync(Socket connection)
    {
        await SendAsync(connection, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
        while (true)
        {
            await SendAsync(connection, "\r\n");
            await Task.Delay(TimeSpan.FromSeconds(10), _stop.Token);
        }
    }

    private Task SendAsync(Socket connection, string text) => SendAsync(connection, Encoding.ASCII.GetBytes(text));

    private async Task SendAsync(Socket connection, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0) bytes = bytes[await connection.SendAsync(bytes, _stop.Token)..];
    }
}

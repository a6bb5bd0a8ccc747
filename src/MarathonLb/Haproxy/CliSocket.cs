using System.Net.Sockets;
using System.Text;

namespace MarathonLb.Haproxy;

/// <summary>Asks a command line socket of HAProxy one thing and reads the whole answer.</summary>
/// <param name="path">The socket.</param>
internal sealed class CliSocket(string path)
{
    /// <summary>Longest answer read, in bytes: the states of 300,000 servers.</summary>
    private const int LongestAnswer = 64 * 1024 * 1024;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>Sends one line and reads until HAProxy closes.</summary>
    /// <exception cref="IOException">Nobody answers there, or not in time.</exception>
    public async Task<string> AskAsync(string command, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Timeout);
        try
        {
            using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), limit.Token);
            await socket.SendAsync(Encoding.UTF8.GetBytes(command + "\n"), limit.Token);

            // The master's socket is always interactive: it closes only after our side has (haproxy.md, section 2).
            socket.Shutdown(SocketShutdown.Send);
            return await ReadAsync(socket, limit.Token);
        }
        catch (SocketException e)
        {
            throw new IOException($"HAProxy does not answer on {path}: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new IOException($"HAProxy does not answer on {path} within {Timeout.TotalSeconds:0} s", e);
        }
    }

    private static async Task<string> ReadAsync(Socket socket, CancellationToken cancellation)
    {
        MemoryStream answer = new();
        byte[] buffer = new byte[16 * 1024];
        while (await socket.ReceiveAsync(buffer, cancellation) is > 0 and int read)
        {
            if (answer.Length + read > LongestAnswer) throw new IOException("HAProxy's answer does not end");
            answer.Write(buffer, 0, read);
        }

        return Encoding.UTF8.GetString(answer.GetBuffer(), 0, (int)answer.Length);
    }
}

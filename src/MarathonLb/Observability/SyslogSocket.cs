using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Observability;

/// <summary>
/// Sends RFC 3164 datagrams as Python's SysLogHandler does: <c>&lt;PRI&gt;message\0</c>, facility user. It never waits and never throws: a datagram that the
/// socket does not take at once is lost, and a syslog daemon that was restarted is found again at the next message.
/// </summary>
internal sealed class SyslogSocket(string path) : IDisposable
{
    /// <summary>Longest message in bytes, without priority and the final NUL.</summary>
    public const int LongestMessage = 8 * 1024;

    private const int FacilityUser = 1 << 3;
    private readonly Lock _gate = new();
    private Socket? _socket;

    /// <summary>True if a daemon listens there now.</summary>
    public bool Probe()
    {
        lock (_gate) return Connect();
    }

    /// <summary>Sends one message, or drops it.</summary>
    public void Send(LogLevel level, ReadOnlySpan<char> message)
    {
        byte[] datagram = Datagram(level, message);
        lock (_gate)
        {
            // Twice: the first try may find the socket of a daemon that has gone.
            for (int attempt = 0; attempt < 2; attempt++)
            {
                if (!Connect() || TrySend(datagram)) return;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    /// <summary>The bytes of one message.</summary>
    internal static byte[] Datagram(LogLevel level, ReadOnlySpan<char> message)
    {
        byte[] head = Encoding.ASCII.GetBytes($"<{FacilityUser | Severity(level)}>");
        byte[] text = Encoding.UTF8.GetBytes(message.ToArray());
        int length = Math.Min(text.Length, LongestMessage);
        // Not in the middle of a character: continuation bytes are 10xxxxxx.
        while (length < text.Length && length > 0 && (text[length] & 0xC0) == 0x80) length--;
        return [.. head, .. text.AsSpan(0, length), 0];
    }

    private static int Severity(LogLevel level) => level switch
    {
        LogLevel.Critical => 2,
        LogLevel.Error => 3,
        LogLevel.Warning => 4,
        LogLevel.Information => 6,
        _ => 7,
    };

    private bool Connect()
    {
        if (_socket is not null) return true;
        try
        {
            _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
            _socket.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            Close();
            return false;
        }
    }

    /// <summary>False if the socket is dead and worth opening again; a full one counts as sent.</summary>
    private bool TrySend(byte[] datagram)
    {
        try
        {
            _socket!.Send(datagram);
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable or SocketError.MessageSize)
        {
            return true;
        }
        catch (SocketException)
        {
            Close();
            return false;
        }
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }
}

using System.Net;
using System.Net.Sockets;

namespace MarathonLb.EndToEnd.Infrastructure;

/// <summary>Talks to the simulator's TCP tasks.</summary>
internal static class TcpCaller
{
    /// <summary>Asks who is there; gives app and task, or null if the connection was closed instead.</summary>
    public static async Task<(string App, string Task)?> WhoAmIAsync(int port, string? source = null, string address = "127.0.0.1")
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(20));
        if (source is not null) socket.Bind(new IPEndPoint(IPAddress.Parse(source), 0));
        try
        {
            await socket.ConnectAsync(IPAddress.Parse(address), port, deadline.Token);
            await using NetworkStream stream = new(socket);
            await stream.WriteAsync("whoami\n"u8.ToArray(), deadline.Token);
            using StreamReader reader = new(stream);
            return await reader.ReadLineAsync(deadline.Token) is { } line ? (line.Split(' ')[0], line.Split(' ')[1]) : null;
        }
        catch (Exception e) when (e is IOException or SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return null;
        }
    }
}

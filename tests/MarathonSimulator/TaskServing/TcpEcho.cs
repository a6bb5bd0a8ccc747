using System.Net.Sockets;
using System.Text;

namespace MarathonSimulator.TaskServing;

/// <summary>A TCP task: sends back what it gets, except the line <c>whoami</c>, which it answers with app id, task id and address.</summary>
internal static class TcpEcho
{
    private static readonly byte[] Question = "whoami"u8.ToArray();

    public static async Task ServeAsync(TaskListener listener, Socket socket)
    {
        var connection = new TaskConnection(listener, socket.Dispose);
        listener.Add(connection);
        try
        {
            var buffer = new byte[4096];
            int got;
            while ((got = await socket.ReceiveAsync(buffer)) > 0)
            {
                var text = buffer.AsSpan(0, got).TrimEnd("\r\n"u8);
                if (text.SequenceEqual(Question))
                    await SendAsync(socket, Encoding.UTF8.GetBytes($"{listener.App.Id} {listener.Task.Id} {socket.LocalEndPoint}\n"));
                else
                    await SendAsync(socket, buffer.AsMemory(0, got));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The client, or the end of the task, cut the connection.
        }
        finally
        {
            listener.Remove(connection);
            socket.Dispose();
        }
    }

    private static async Task SendAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
            bytes = bytes[await socket.SendAsync(bytes)..];
    }
}

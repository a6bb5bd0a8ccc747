using System.Net;
using System.Net.Sockets;

namespace MarathonLb.EndToEnd.Infrastructure;

/// <summary>
/// Ports to listen on: each is given once in this process. They lie below those of the simulator's tasks (20000) and of outgoing connections
/// (32768), so only another test run can take one in between; each run starts elsewhere.
/// </summary>
internal static class FreePorts
{
    private const int First = 10200;
    private const int Count = 9700;
    private static int _next = Environment.ProcessId * 211 % Count;

    public static int Take()
    {
        while (true)
        {
            int port = First + ((int)((uint)Interlocked.Increment(ref _next) % Count));
            if (IsFree(port)) return port;
        }
    }

    private static bool IsFree(int port)
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

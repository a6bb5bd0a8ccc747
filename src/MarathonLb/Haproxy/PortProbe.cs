using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace MarathonLb.Haproxy;

/// <summary>
/// Asks the kernel whether a port is free before HAProxy does: a taken one passes <c>haproxy -c</c>, and the reload that fails on it pauses every
/// listener for two seconds (haproxy.md, section 2).
/// </summary>
internal static class PortProbe
{
    private const int Ipv4 = 2;
    private const int Ipv6 = 10;
    private const int Stream = 1;
    private const int SocketLevel = 1;
    private const int ReuseAddress = 2;

    /// <summary>True if another process holds the port. What can't be told (no permission to bind it here) counts as free: HAProxy may be allowed.</summary>
    public static bool IsTaken(IPAddress address, int port) =>

        // A bare bind also fails where only finished connections linger (TIME_WAIT); HAProxy reuses those, so the second try decides.
        BindFails(address, port, reuse: false) && BindFails(address, port, reuse: true);

    /// <summary>
    /// Of several addresses those that are taken, in their order. Whoever only reads the kernel's tables of sockets misses one that is bound and does not listen yet, so each is tried: some
    /// 10 µs, and thousands at a first start, on all processors.
    /// </summary>
    public static IEnumerable<BindLine> TakenOf(List<BindLine> binds)
    {
        bool[] suspicious = new bool[binds.Count];
        Parallel.For(0, binds.Count, i => suspicious[i] = IsTaken(binds[i].Address, binds[i].Port));

        // Probes of one port, on all addresses and on one, may have met each other. Alone they don't.
        return binds.Where((bind, i) => suspicious[i] && IsTaken(bind.Address, bind.Port));
    }

    private static bool BindFails(IPAddress address, int port, bool reuse)
    {
        bool six = address.AddressFamily == AddressFamily.InterNetworkV6;
        int socket = NativeMethods.Socket(six ? Ipv6 : Ipv4, Stream, 0);
        if (socket < 0) return false;
        try
        {
            if (reuse) _ = NativeMethods.SetOption(socket, SocketLevel, ReuseAddress, 1, sizeof(int));
            ReadOnlySpan<byte> bytes = new IPEndPoint(address, port).Serialize().Buffer.Span;
            return NativeMethods.Bind(socket, bytes, six ? 28 : 16) != 0 && Marshal.GetLastPInvokeError() == NativeMethods.AddressInUse;
        }
        finally
        {
            _ = NativeMethods.Close(socket);
        }
    }
}

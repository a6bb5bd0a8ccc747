using System.Net;
using System.Net.Sockets;
using MarathonLb.Haproxy;

namespace MarathonLb.Tests.Haproxy;

public sealed class PortProbeTests
{
    [Fact]
    public void TakenOf_PortThatListens_IsTakenWhereItIs()
    {
        using Socket other = Bound(out int port);
        other.Listen();
        List<BindLine> binds = [new(1, IPAddress.Loopback, port), new(2, IPAddress.Any, port), new(3, IPAddress.Parse("127.0.0.77"), port)];
        Assert.Equal([1, 2], PortProbe.TakenOf(binds).Select(bind => bind.Line));
    }

    [Fact]
    public void TakenOf_PortThatIsBoundAndDoesNotListen_IsTaken()
    {
        int port;
        using (Bound(out port))
        {
        }

        // .NET would let others have it too.
        int other = NativeMethods.Socket((int)AddressFamily.InterNetwork, (int)SocketType.Stream, 0);
        try
        {
            Assert.Equal(0, NativeMethods.Bind(other, new IPEndPoint(IPAddress.Loopback, port).Serialize().Buffer.Span, 16));
            Assert.Single(PortProbe.TakenOf([new BindLine(1, IPAddress.Any, port)]));
        }
        finally
        {
            _ = NativeMethods.Close(other);
        }
    }

    [Fact]
    public void TakenOf_SameFreePortManyTimes_IsFree()
    {
        int port;
        using (Bound(out port))
        {
        }

        Assert.Empty(PortProbe.TakenOf([.. Enumerable.Range(1, 2000).Select(line => new BindLine(line, line % 2 == 0 ? IPAddress.Any : IPAddress.Loopback, port))]));
    }

    private static Socket Bound(out int port)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        return socket;
    }
}

using System.Net;
using System.Net.Sockets;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>Connects to a port every few milliseconds and counts refusals: a listener that pauses refuses for as long.</summary>
internal sealed class PortProbe : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;
    private int _connected;
    private int _refused;

    private PortProbe(int port) => _work = Task.Run(() => ProbeAsync(new IPEndPoint(IPAddress.Loopback, port)));

    /// <summary>Starts probing.</summary>
    public static PortProbe Start(int port) => new(port);

    /// <summary>Waits for some more connections and asserts that none was refused since the start.</summary>
    public async Task NeverRefusedAsync()
    {
        int target = Volatile.Read(ref _connected) + 20;
        await Eventually.IsTrueAsync(() => Volatile.Read(ref _connected) >= target, "20 more connections");
        Assert.Equal(0, Volatile.Read(ref _refused));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    private async Task ProbeAsync(IPEndPoint address)
    {
        while (!_stop.IsCancellationRequested)
        {
            using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(address);
                Interlocked.Increment(ref _connected);
            }
            catch (SocketException)
            {
                Interlocked.Increment(ref _refused);
            }

            await Task.Delay(3, CancellationToken.None);
        }
    }
}

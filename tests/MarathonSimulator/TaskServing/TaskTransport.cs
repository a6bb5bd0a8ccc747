using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace MarathonSimulator.TaskServing;

/// <summary>
/// Feeds connections that tasks accepted to one shared Kestrel, which cannot itself gain and lose endpoints while it runs.
/// Kestrel binds once and sees one listener; thousands of tasks come and go behind it.
/// </summary>
internal sealed class TaskTransport : IConnectionListenerFactory, IConnectionListener
{
    private readonly Channel<ConnectionContext> _accepted = Channel.CreateUnbounded<ConnectionContext>();

    public EndPoint EndPoint { get; private set; } = new IPEndPoint(IPAddress.Loopback, 0);

    public void Feed(ConnectionContext connection)
    {
        if (!_accepted.Writer.TryWrite(connection))
            connection.Abort();
    }

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        EndPoint = endpoint;
        return ValueTask.FromResult<IConnectionListener>(this);
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await _accepted.Reader.WaitToReadAsync(cancellationToken))
        {
            if (_accepted.Reader.TryRead(out var connection))
                return connection;
        }

        return null;
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _accepted.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => UnbindAsync();
}

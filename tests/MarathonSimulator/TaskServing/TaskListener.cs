using System.Net;
using System.Net.Sockets;
using MarathonSimulator.State;

namespace MarathonSimulator.TaskServing;

/// <summary>The listening sockets and open connections of one task.</summary>
internal sealed class TaskListener
{
    private readonly Lock _gate = new();
    private readonly List<Socket> _sockets = [];
    private readonly HashSet<TaskConnection> _connections = [];
    private readonly Func<TaskListener, Socket, Task> _serve;
    private bool _closed;

    /// <param name="app">The app, for what tasks answer.</param>
    /// <param name="task">The task that listens.</param>
    /// <param name="serve">Serves one accepted connection until it ends.</param>
    public TaskListener(SimApp app, SimTask task, Func<TaskListener, Socket, Task> serve)
    {
        App = app;
        Task = task;
        _serve = serve;
    }

    public SimApp App { get; }

    public SimTask Task { get; }

    /// <summary>Set when the task was told to end: what is answered now says <c>Connection: close</c>.</summary>
    public bool Draining { get; private set; }

    /// <summary>Listens on every port of the task.</summary>
    /// <exception cref="SocketException">A port is taken; nothing is left listening.</exception>
    public void Open()
    {
        try
        {
            foreach (var port in Task.ServingPorts)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                _sockets.Add(socket);
                socket.Bind(new IPEndPoint(IPAddress.Parse(Task.IpAddress), port));
                socket.Listen(1024);
            }
        }
        catch (SocketException)
        {
            Drain();
            throw;
        }

        foreach (var socket in _sockets.ToArray())
            _ = AcceptAsync(socket);
    }

    /// <summary>Stops listening and closes connections with no request in flight, as a server does on SIGTERM.</summary>
    public void Drain()
    {
        Draining = true;
        CloseSockets();
        foreach (var connection in Snapshot())
            connection.CloseIfIdle();
    }

    /// <summary>Cuts everything.</summary>
    public void Abort()
    {
        CloseSockets();
        foreach (var connection in Snapshot())
            connection.Abort();
    }

    public void Add(TaskConnection connection)
    {
        Task.Counters.Opened();
        bool late;
        lock (_gate)
        {
            late = _closed;
            _connections.Add(connection);
        }

        if (late)
            connection.Abort();
    }

    public void Remove(TaskConnection connection)
    {
        bool removed;
        lock (_gate)
            removed = _connections.Remove(connection);
        if (removed)
            Task.Counters.Closed();
    }

    private TaskConnection[] Snapshot()
    {
        lock (_gate)
            return [.. _connections];
    }

    private void CloseSockets()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var socket in _sockets)
                socket.Dispose();
            _sockets.Clear();
        }
    }

    private async Task AcceptAsync(Socket listening)
    {
        while (true)
        {
            Socket accepted;
            try
            {
                accepted = await listening.AcceptAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                if (_closed)
                    return;
                continue; // the client was gone before it was accepted
            }

            accepted.NoDelay = true;
            _ = _serve(this, accepted);
        }
    }
}

using System.Collections.Concurrent;
using System.Net.Sockets;
using MarathonSimulator.State;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace MarathonSimulator.TaskServing;

/// <summary>The servers of all tasks: HTTP (one Kestrel for all) or TCP echo, as the app's label SIM_PROTOCOL says.</summary>
internal sealed class TaskServers : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, TaskListener> _listeners = new(StringComparer.Ordinal);
    private readonly TaskTransport _transport = new();
    private readonly SocketConnectionContextFactory _contexts = new(new SocketConnectionFactoryOptions(), NullLogger.Instance);
    private readonly HttpHost _http;

    public TaskServers() => _http = new HttpHost(TaskAnswers.AnswerAsync, _transport);

    public Task StartAsync() => _http.StartAsync(options => options.ListenLocalhostHttp1());

    /// <summary>Starts serving a task.</summary>
    /// <exception cref="SocketException">One of its ports is taken.</exception>
    public void Open(SimApp app, SimTask task)
    {
        var tcp = app.Label("SIM_PROTOCOL") == "tcp";
        var listener = new TaskListener(app, task, tcp ? TcpEcho.ServeAsync : ServeHttpAsync);
        listener.Open();
        _listeners[task.Id] = listener;
    }

    /// <summary>Lets a task end as on SIGTERM: what is in flight may finish.</summary>
    public void Drain(SimTask task)
    {
        if (_listeners.TryGetValue(task.Id, out var listener))
            listener.Drain();
    }

    /// <summary>Ends a task at once.</summary>
    public void Abort(SimTask task)
    {
        if (_listeners.TryRemove(task.Id, out var listener))
            listener.Abort();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners.Values)
            listener.Abort();
        _listeners.Clear();
        await _http.DisposeAsync();
        _contexts.Dispose();
    }

    private Task ServeHttpAsync(TaskListener listener, Socket socket)
    {
        ConnectionContext context;
        try
        {
            context = _contexts.Create(socket);
        }
        catch (SocketException)
        {
            socket.Dispose(); // the client was gone already
            return Task.CompletedTask;
        }

        var connection = new TaskConnection(listener, context.Abort);
        context.Items[typeof(TaskConnection)] = connection;
        listener.Add(connection);
        context.ConnectionClosed.Register(() => listener.Remove(connection));
        _transport.Feed(context);
        return Task.CompletedTask;
    }
}

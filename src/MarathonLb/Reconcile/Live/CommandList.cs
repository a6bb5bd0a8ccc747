using MarathonLb.Haproxy.Runtime;
using MarathonLb.Reconcile.Planning;

namespace MarathonLb.Reconcile.Live;

/// <summary>Turns changes of servers into commands, and notes whom they put into maintenance.</summary>
/// <param name="held">Whom we hold.</param>
/// <param name="features">What the running HAProxy can do.</param>
/// <param name="isHealthy">True if Marathon has found the task behind a server healthy.</param>
/// <param name="now">The clock's timestamp.</param>
internal sealed class CommandList(HeldServers held, RuntimeFeatures features, Func<ServerKey, bool> isHealthy, long now)
{
    private readonly List<RuntimeCommand> _commands = [];

    /// <summary>The commands, in the order to send them.</summary>
    public IReadOnlyList<RuntimeCommand> Commands => _commands;

    /// <summary>Adds what changes one backend: new servers first, so that there is always one that serves.</summary>
    public void Add(BackendChange change)
    {
        foreach (ServerLine server in change.Added) AddServer(change.Backend, server);
        foreach ((ServerLine from, ServerLine to) in change.Changed) ChangeServer(change.Backend, from, to);
        foreach (ServerLine server in change.Removed) Remove(new ServerKey(change.Backend, server.Name), server, HoldKind.Leaving);
    }

    /// <summary>Puts a server into maintenance: no new sessions, those that it has go on.</summary>
    public void Remove(ServerKey key, ServerLine? line, HoldKind kind)
    {
        if (held.Find(key) is null or { Kind: HoldKind.Waiting } || kind == HoldKind.Disabled) _commands.Add(RuntimeCommands.Maintenance(key.Backend, key.Server));
        held.Set(key, new Hold(kind, line, now));
    }

    /// <summary>Lets a held server serve.</summary>
    public void Ready(ServerKey key)
    {
        _commands.Add(RuntimeCommands.Ready(key.Backend, key.Server));
        held.Release(key);
    }

    /// <summary>Puts right what deviates.</summary>
    /// <param name="deviation">What.</param>
    /// <param name="line">The server's line; null if nobody wants it.</param>
    /// <returns>False if only a reload can.</returns>
    public bool Mend(ServerDeviation deviation, ServerLine? line)
    {
        (string backend, string server) = deviation.Key;
        switch (deviation.Kind)
        {
            case DeviationKind.Unexpected: Remove(deviation.Key, null, HoldKind.Leaving); return true;
            case DeviationKind.StillHeld: Ready(deviation.Key); return true;
            case DeviationKind.Serves: Remove(deviation.Key, line, HoldKind.Disabled); return true;
            case DeviationKind.Address when line is not null: _commands.Add(RuntimeCommands.Address(backend, server, line.Address, line.Port)); return true;
            case DeviationKind.Weight when line is not null: _commands.Add(RuntimeCommands.Weight(backend, server, line.Weight ?? 1)); return true;
            case DeviationKind.CheckPort when line?.CheckPort is int port: _commands.Add(RuntimeCommands.CheckPort(backend, server, port)); return true;
            default: return false;
        }
    }

    private void AddServer(string backend, ServerLine server)
    {
        ServerKey key = new(backend, server.Name);
        if (held.Find(key) is Hold hold)
        {
            // Its task came back, or another one on the same address, before the sessions of the first had finished.
            if (hold.Line?.Text == server.Text && !server.Disabled)
            {
                Ready(key);
                return;
            }

            _commands.Add(RuntimeCommands.DeleteServer(backend, server.Name));
            held.Release(key);
        }

        bool downUntilChecked = server.IsChecked && features.InitState && !isHealthy(key);
        string options = $"{RuntimeFeatures.AddedServerOptions} {server.Options}{(downUntilChecked ? " init-state down" : "")}";
        _commands.Add(RuntimeCommands.AddServer(backend, server.Name, server.Address, server.Port, options));
        if (server.IsChecked) _commands.Add(RuntimeCommands.EnableHealth(backend, server.Name));
        if (server.Disabled) held.Set(key, new Hold(HoldKind.Disabled, server, now));
        else if (!server.IsChecked || downUntilChecked || isHealthy(key)) Ready(key);
        else held.Set(key, new Hold(HoldKind.Waiting, server, now));
    }

    private void ChangeServer(string backend, ServerLine from, ServerLine to)
    {
        ServerKey key = new(backend, to.Name);
        if ((from.Address, from.Port) != (to.Address, to.Port)) _commands.Add(RuntimeCommands.Address(backend, to.Name, to.Address, to.Port));
        if (from.CheckPort != to.CheckPort && to.CheckPort is int port) _commands.Add(RuntimeCommands.CheckPort(backend, to.Name, port));
        if (from.Weight != to.Weight) _commands.Add(RuntimeCommands.Weight(backend, to.Name, to.Weight ?? 1));
        if (to.Disabled && !from.Disabled) Remove(key, to, HoldKind.Disabled);
        if (from.Disabled && !to.Disabled) Ready(key);
        if (held.Find(key) is Hold hold) held.Set(key, hold with { Line = to });
    }
}

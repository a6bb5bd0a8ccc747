using MarathonLb.Haproxy.Runtime;
using MarathonLb.Reconcile.Planning;

namespace MarathonLb.Reconcile.Live;

/// <summary>The servers that come and go: those that wait for a good check, and those whose sessions finish.</summary>
internal sealed partial class LiveProxy
{
    private long _lastLeaving;

    /// <summary>Tends them until cancelled.</summary>
    public async Task TendAsync(CancellationToken cancellation)
    {
        using PeriodicTimer timer = new(_options.CheckInterval, _clock);
        while (await timer.WaitForNextTickAsync(cancellation)) await TendOnceAsync(cancellation);
    }

    /// <summary>Looks at them once: lets those serve whose check was good, deletes those without sessions.</summary>
    public async Task TendOnceAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            if (_worker is null || !HasWork(out ServerKey[] waiting, out ServerKey[] leaving)) return;
            await using RuntimeConnection connection = await RuntimeConnection.OpenAsync(_socket, cancellation);
            if (connection.Worker != _worker)
            {
                DemandReload(ReloadReason.OtherWorker);
                return;
            }

            if (waiting.Length > 0) await LetServeAsync(connection, waiting, cancellation);
            if (leaving.Length > 0) await DeleteAsync(connection, leaving, cancellation);
            _held.Save();
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentException)
        {
            // HAProxy may be restarting; the next look is soon. What can't be understood or sent will not be then either, and a round finds it.
            Log.Tended(_logger, default, e.Message);
        }
        finally
        {
            _gate.Release();
        }
    }

    private bool HasWork(out ServerKey[] waiting, out ServerKey[] leaving)
    {
        waiting = [];
        leaving = [];
        if (_held.All.Count == 0) return false;
        waiting = [.. _held.All.Where(static pair => pair.Value.Kind == HoldKind.Waiting).Select(static pair => pair.Key)];
        if (_clock.GetElapsedTime(_lastLeaving) >= _options.LeaveInterval)
        {
            _lastLeaving = _clock.GetTimestamp();
            leaving = [.. _held.All.Where(pair => IsDue(pair.Value)).Select(static pair => pair.Key)];
        }

        return waiting.Length + leaving.Length > 0;
    }

    private bool IsDue(Hold hold) => hold is { Kind: HoldKind.Leaving, IsStuck: false } && _clock.GetElapsedTime(hold.Since) >= _options.DeleteAfter;

    private async Task LetServeAsync(RuntimeConnection connection, ServerKey[] waiting, CancellationToken cancellation)
    {
        string[] backends = [.. waiting.Select(static key => key.Backend).Distinct(StringComparer.Ordinal)];
        IReadOnlyList<RuntimeAnswer> answers = await SendAsync(connection, [.. backends.Select(RuntimeCommands.ShowServersState)], cancellation);
        CommandList list = new(_held, Features!, static _ => false, _clock.GetTimestamp());
        HashSet<ServerKey> passed = [.. answers.Where(static answer => answer.Succeeded)
            .SelectMany(static answer => RunningServers.Parse(answer.Text))
            .Where(static server => server.Check.Result is CheckResult.Passed or CheckResult.PassedConditionally)
            .Select(static server => new ServerKey(server.Backend, server.Name))];
        foreach (ServerKey key in waiting.Where(passed.Contains)) list.Ready(key);
        await SendAsync(connection, list.Commands, cancellation);
    }

    private async Task DeleteAsync(RuntimeConnection connection, ServerKey[] leaving, CancellationToken cancellation)
    {
        List<RuntimeCommand> commands = [];
        foreach (ServerKey key in leaving)
        {
            Hold hold = _held.Find(key)!;
            if (!hold.IsCut && _clock.GetElapsedTime(hold.Since) >= _options.DrainTimeout)
            {
                commands.Add(RuntimeCommands.ShutdownSessions(key.Backend, key.Server));
                _held.Set(key, hold with { IsCut = true });
                Log.Cut(_logger, key, _options.DrainTimeout.TotalSeconds);
            }
        }

        int cuts = commands.Count;
        commands.AddRange(leaving.Select(static key => RuntimeCommands.DeleteServer(key.Backend, key.Server)));
        IReadOnlyList<RuntimeAnswer> answers = await SendAsync(connection, commands, cancellation);
        for (int i = 0; i < leaving.Length; i++) Deleted(leaving[i], answers[cuts + i]);
    }

    private void Deleted(ServerKey key, RuntimeAnswer answer)
    {
        if (answer.Succeeded || answer.Text.Contains("No such", StringComparison.Ordinal))
        {
            _held.Release(key);
            Log.Tended(_logger, key, "deleted");
        }
        else if (!answer.Text.Contains("still has connections", StringComparison.Ordinal))
        {
            // Something else in the configuration points to it; it stays in maintenance until the next reload.
            _held.Set(key, _held.Find(key)! with { IsStuck = true });
            Log.Tended(_logger, key, answer.Text.Trim());
        }
    }
}

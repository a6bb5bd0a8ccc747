using MarathonLb.Haproxy.Runtime;
using MarathonLb.Reconcile.Planning;

namespace MarathonLb.Reconcile.Live;

/// <summary>What follows a load: the comparison of all servers, and the repair of what differs.</summary>
internal sealed partial class LiveProxy
{
    /// <summary>Compares all servers with the configuration that runs, and mends what differs.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How it ended; a failure asks for a reload.</returns>
    public async Task<LiveResult> CompareAsync(ReadOnlyMemory<byte> config, CancellationToken cancellation) =>
        Features is not RuntimeFeatures features
            ? LiveResult.Done(0)
            : await InOrderAsync(static _ => { }, always: true, features, static _ => false, (connection, _) => MendAsync(connection, config, cancellation), cancellation);

    private async Task LoadedAsync(ReadOnlyMemory<byte> config, bool adopted, CancellationToken cancellation)
    {
        try
        {
            await using RuntimeConnection connection = await RuntimeConnection.OpenAsync(_socket, cancellation);
            _worker = connection.Worker;
            Features = new RuntimeFeatures(connection.Worker.Version);
            Demand = null;

            // A new worker has the servers of the file, in the states that the state file gave them, and that leaves our holds out.
            if (!adopted) _held.Clear();
            LiveResult result = await MendAsync(connection, config, cancellation);
            if (result.Failure is not null) Log.NoAnswer(_logger, result.Detail ?? "");
        }
        catch (Exception e) when (e is IOException or FormatException or ArgumentException)
        {
            Features = null;
            Log.NoAnswer(_logger, e.Message);
        }
    }

    private async Task<LiveResult> MendAsync(RuntimeConnection connection, ReadOnlyMemory<byte> config, CancellationToken cancellation)
    {
        IReadOnlyList<RuntimeAnswer> answers = await SendAsync(connection, [RuntimeCommands.ShowServersState(null)], cancellation);
        if (LiveResult.Of(answers) is { Failure: not null } failed) return failed;
        ILookup<string, RunningServer> running = RunningServers.Parse(answers[0].Text).ToLookup(static server => server.Backend, StringComparer.Ordinal);
        ReadBack readBack = new(_held);
        Dictionary<ServerKey, ServerLine> lines = [];
        foreach (BackendText backend in ConfigSections.BackendsOf(config.Span))
        {
            foreach (ServerLine line in backend.Servers) lines[new ServerKey(backend.Name, line.Name)] = line;
            readBack.Compare(backend.Name, backend.Servers, [.. running[backend.Name]]);
        }

        ForgetUnknown(lines);
        TellByHand(readBack.Deviations);
        return await MendAsync(connection, readBack.Deviations, lines, cancellation);
    }

    private async Task<LiveResult> MendAsync(
        RuntimeConnection connection, IReadOnlyList<ServerDeviation> deviations, Dictionary<ServerKey, ServerLine> lines, CancellationToken cancellation)
    {
        CommandList list = new(_held, Features!, static _ => false, _clock.GetTimestamp());
        string? lost = null;
        foreach (ServerDeviation deviation in deviations)
        {
            if (deviation.Kind == DeviationKind.ByHand) continue;
            bool mended = list.Mend(deviation, lines.GetValueOrDefault(deviation.Key));
            if (deviation.Kind != DeviationKind.StillHeld) Log.Deviates(_logger, deviation.Key, deviation.Kind, deviation.Detail, mended ? "mended" : "a reload will mend it");
            if (!mended) lost ??= $"{deviation.Key}: {deviation.Kind} ({deviation.Detail})";
        }

        _held.Save();
        LiveResult result = LiveResult.Of(await SendAsync(connection, list.Commands, cancellation));
        return result.Failure is null && lost is not null ? LiveResult.Failed(ReloadReason.Drift, lost) : result;
    }

    /// <summary>Holds of servers that are no longer in the file are over; one that the file has disabled is held for that reason.</summary>
    private void ForgetUnknown(Dictionary<ServerKey, ServerLine> lines)
    {
        foreach ((ServerKey key, Hold hold) in _held.All.ToArray())
        {
            if (!lines.ContainsKey(key) && hold.Kind != HoldKind.Leaving) _held.Release(key);
        }

        foreach ((ServerKey key, ServerLine line) in lines)
        {
            if (line.Disabled) _held.Set(key, new Hold(HoldKind.Disabled, line, _clock.GetTimestamp()));
        }
    }

    /// <summary>Says once of each server that it is as an operator's hand left it.</summary>
    private void TellByHand(IReadOnlyList<ServerDeviation> deviations)
    {
        HashSet<ServerKey> now = [];
        foreach (ServerDeviation deviation in deviations)
        {
            if (deviation.Kind == DeviationKind.ByHand && now.Add(deviation.Key) && !_byHand.Contains(deviation.Key)) Log.ByHand(_logger, deviation.Key, deviation.Detail);
        }

        _byHand = now;
    }
}

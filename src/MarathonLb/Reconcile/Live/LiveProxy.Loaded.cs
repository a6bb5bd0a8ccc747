using MarathonLb.Haproxy.Runtime;
using MarathonLb.Reconcile.Planning;

namespace MarathonLb.Reconcile.Live;

/// <summary>What follows a load: the comparison of all servers, and the repair of what differs.</summary>
internal sealed partial class LiveProxy
{
    /// <summary>
    /// How many backends are asked for in one go. What one go holds in memory survives the collections that fall into it, and that is soon more than what it holds: with 250, the first look at
    /// 10,000 apps left 60 MB behind.
    /// </summary>
    private const int BackendsAtOnce = 25;

    /// <summary>HAProxy's answer about a backend that it does not have.</summary>
    private const string NoSuchBackend = "Can't find backend";

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
        ReadBack readBack = new(_held);
        Dictionary<ServerKey, ServerLine> lines = [];
        foreach (BackendText[] backends in ConfigSections.BackendsOf(config).Chunk(BackendsAtOnce))
        {
            RuntimeCommand[] looks = Array.ConvertAll(backends, static backend => RuntimeCommands.ShowServersState(backend.Name));
            IReadOnlyList<RuntimeAnswer> answers = await SendAsync(connection, looks, cancellation);
            for (int i = 0; i < backends.Length; i++)
            {
                bool known = answers[i].Succeeded;
                if (!known && !answers[i].Text.Contains(NoSuchBackend, StringComparison.Ordinal)) return LiveResult.Of([answers[i]]);
                int before = readBack.Deviations.Count;
                readBack.Compare(backends[i].Name, backends[i].Servers, known ? RunningServers.Parse(answers[i].Text) : []);
                AddLines(lines, backends[i], readBack.Deviations.Skip(before));
            }
        }

        ForgetUnknown(lines);
        TellByHand(readBack.Deviations);
        return await MendAsync(connection, readBack.Deviations, lines, cancellation);
    }

    /// <summary>Notes the lines that will be asked for: those of servers that deviate, are held or are disabled.</summary>
    private void AddLines(Dictionary<ServerKey, ServerLine> lines, BackendText backend, IEnumerable<ServerDeviation> deviations)
    {
        foreach (ServerDeviation deviation in deviations)
        {
            if (backend.Find(deviation.Key.Server) is ServerLine line) lines[deviation.Key] = line;
        }

        foreach (ServerLine line in backend.Servers)
        {
            ServerKey key = new(backend.Name, line.Name);
            if (line.Disabled || _held.Find(key) is not null) lines[key] = line;
        }
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

using MarathonLb.Haproxy.Runtime;
using MarathonLb.Reconcile.Planning;

namespace MarathonLb.Reconcile.Live;

/// <summary>Compares the servers that HAProxy says it has with those it should have.</summary>
/// <param name="held">Whom we hold in maintenance.</param>
internal sealed class ReadBack(HeldServers held)
{
    private readonly List<ServerDeviation> _deviations = [];

    /// <summary>What was found so far.</summary>
    public IReadOnlyList<ServerDeviation> Deviations => _deviations;

    /// <summary>Compares one backend.</summary>
    /// <param name="backend">Its name.</param>
    /// <param name="wanted">Its servers as the file has them.</param>
    /// <param name="running">Its servers as HAProxy says.</param>
    public void Compare(string backend, IReadOnlyList<ServerLine> wanted, IReadOnlyList<RunningServer> running)
    {
        Dictionary<string, RunningServer> found = new(running.Count, StringComparer.Ordinal);
        foreach (RunningServer server in running) found[server.Name] = server;
        foreach (ServerLine line in wanted)
        {
            ServerKey key = new(backend, line.Name);
            if (!found.Remove(line.Name, out RunningServer? server)) Add(key, DeviationKind.Missing, "HAProxy does not have it");
            else if (line.Obstacle is null) Compare(key, line, server);
        }

        foreach (string name in found.Keys)
        {
            ServerKey key = new(backend, name);
            if (held.Find(key) is not { Kind: HoldKind.Leaving }) Add(key, DeviationKind.Unexpected, "nobody wants it");
        }
    }

    private void Compare(ServerKey key, ServerLine wanted, RunningServer running)
    {
        if (running.Address != wanted.Address || running.Port != wanted.Port) Add(key, DeviationKind.Address, $"{running.Address}:{running.Port}");
        if (wanted.CheckPort is int port && wanted.IsChecked && running.Check.Port != port && running.Check.Port != 0) Add(key, DeviationKind.CheckPort, $"{running.Check.Port}");
        int weight = wanted.Weight ?? 1;
        if (running.UserWeight != weight)
        {
            bool byHand = running.InitialWeight == weight;
            Add(key, byHand ? DeviationKind.ByHand : DeviationKind.Weight, $"weight {running.UserWeight}");
        }

        CompareState(key, wanted, running.Admin);
    }

    private void CompareState(ServerKey key, ServerLine wanted, ServerAdminState state)
    {
        // ConfiguredMaintenance alone stays behind after a disabled server was made ready, and means nothing then.
        bool serves = !state.HasFlag(ServerAdminState.ForcedMaintenance);
        Hold? hold = held.Find(key);
        if (wanted.Disabled || hold is { Kind: HoldKind.Departing or HoldKind.Waiting })
        {
            if (serves && wanted.Disabled) Add(key, DeviationKind.Serves, "it should be in maintenance");
            return;
        }

        bool away = (state & (ServerAdminState.ForcedMaintenance | ServerAdminState.ForcedDrain)) != ServerAdminState.None;
        if (!away) return;
        if (hold is not null) Add(key, DeviationKind.StillHeld, "it is in maintenance");
        else Add(key, DeviationKind.ByHand, state.HasFlag(ServerAdminState.ForcedDrain) ? "drained" : "in maintenance");
    }

    private void Add(ServerKey key, DeviationKind kind, string detail) => _deviations.Add(new ServerDeviation(key, kind, detail));
}

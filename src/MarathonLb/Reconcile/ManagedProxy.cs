using System.Net;
using MarathonLb.Haproxy;
using MarathonLb.Reconcile.Live;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Reconcile;

/// <summary>Our own HAProxy.</summary>
/// <param name="supervisor">Keeps it running.</param>
/// <param name="live">Changes it while it runs; null with --no-runtime-updates.</param>
/// <param name="states">Carries server states over reloads.</param>
/// <param name="run">Its folder.</param>
/// <param name="logger">Hears what could not be carried over.</param>
internal sealed partial class ManagedProxy(HaproxySupervisor supervisor, LiveProxy? live, ServerStates states, RunDirectory run, ILogger logger) : IProxy
{
    private readonly ulong _fileLimit = FileBudget.Limit();
    private HashSet<(IPAddress Address, int Port)> _bound = [];

    /// <inheritdoc/>
    public bool IsRunning => supervisor.IsRunning;

    /// <inheritdoc/>
    public LiveProxy? Live => live;

    /// <inheritdoc/>
    public IReadOnlyList<string> FurtherFiles { get; } = [run.Config];

    /// <summary>Notes that HAProxy, left behind by an earlier process of ours, runs with a configuration already: what it listens on needs no probe.</summary>
    public async Task RunsWithAsync(ReadOnlyMemory<byte> config, CancellationToken cancellation)
    {
        _bound = Bound(config.Span);
        if (live is null) return;
        live.Adopt();
        await live.AroundLoadAsync(config, adopted: true, static () => Task.FromResult(true), cancellation);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Obstacle> ObstaclesTo(ReadOnlySpan<byte> config)
    {
        List<Obstacle> obstacles = [];
        List<BindLine> binds = BindLine.AllIn(config);
        if (FileBudget.WhyTooLarge(config, binds.Count, _fileLimit) is string tooLarge) obstacles.Add(new Obstacle(null, tooLarge, "Until then the last good configuration stays."));
        binds.RemoveAll(bind => IsOurs(bind.Address, bind.Port));
        foreach (BindLine bind in PortProbe.TakenOf(binds))
        {
            obstacles.Add(new Obstacle(
                bind.Line,
                $"port {bind.Port} on {(bind.Address.Equals(IPAddress.Any) ? "this machine" : bind.Address.ToString())} is taken by another process",
                "End that process, or choose another port.")
            { Taken = new IPEndPoint(bind.Address, bind.Port) });
        }

        return obstacles;
    }

    /// <inheritdoc/>
    public bool IsStill(Obstacle obstacle) => obstacle.Taken is IPEndPoint taken && !IsOurs(taken.Address, taken.Port) && PortProbe.IsTaken(taken.Address, taken.Port);

    /// <inheritdoc/>
    public async Task<ReloadResult> LoadAsync(ReadOnlyMemory<byte> config, CancellationToken cancellation)
    {
        ReloadResult? result = null;
        if (live is null) result = await LoadOnlyAsync(config, cancellation);
        else await live.AroundLoadAsync(config, adopted: false, async () => (result = await LoadOnlyAsync(config, cancellation)).Succeeded, cancellation);
        if (result!.Succeeded) _bound = Bound(config.Span);
        return result;
    }

    /// <summary>What our own HAProxy listens on is no obstacle to it.</summary>
    private bool IsOurs(IPAddress address, int port) => supervisor.MayHoldPorts && _bound.Contains((address, port));

    private async Task<ReloadResult> LoadOnlyAsync(ReadOnlyMemory<byte> config, CancellationToken cancellation)
    {
        if (!supervisor.IsRunning) return await supervisor.StartAsync(cancellation);
        await SaveStatesAsync(config, cancellation);
        return await supervisor.ReloadAsync(cancellation);
    }

    private async Task SaveStatesAsync(ReadOnlyMemory<byte> config, CancellationToken cancellation)
    {
        try
        {
            await states.SaveAsync(config, live is { Held.Count: > 0 } ? HeldAs : null, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without states the new worker checks every server anew, which is no reason to keep the old configuration.
            Log.NoStates(logger, e.Message);
        }
    }

    /// <summary>Who is in maintenance only because we hold him is not so by an operator's hand, and the new worker should not think so.</summary>
    private HeldAs HeldAs(string backend, string server) => live?.Held.GetValueOrDefault(new ServerKey(backend, server))?.Kind switch
    {
        null => Haproxy.HeldAs.Nothing,
        HoldKind.Waiting => Haproxy.HeldAs.Down,
        _ => Haproxy.HeldAs.Up,
    };

    private static HashSet<(IPAddress Address, int Port)> Bound(ReadOnlySpan<byte> config) =>
        [.. BindLine.AllIn(config).Select(static bind => (bind.Address, bind.Port))];

    private static partial class Log
    {
        [LoggerMessage(5040, LogLevel.Warning, "server states could not be carried over the reload: {Reason}")]
        public static partial void NoStates(ILogger logger, string reason);
    }
}

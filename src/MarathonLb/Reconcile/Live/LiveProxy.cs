using MarathonLb.Haproxy.Runtime;
using MarathonLb.Reconcile.Planning;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Reconcile.Live;

/// <summary>
/// The running HAProxy, changed in place: servers and maps by commands on its socket, all of a change in one write, each answer checked, and what came of it read back. Whatever does not
/// go as it should is answered with a reason for a reload, which puts everything right.
/// </summary>
internal sealed partial class LiveProxy : IDisposable
{
    private readonly string _socket;
    private readonly LiveOptions _options;
    private readonly LiveCounts _counts;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly HeldServers _held;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private WorkerIdentity? _worker;
    private HashSet<ServerKey> _byHand = [];

    /// <summary>Makes it; nothing is asked yet.</summary>
    /// <param name="socket">HAProxy's socket.</param>
    /// <param name="heldFile">Where the list of servers in maintenance lives.</param>
    /// <param name="options">How servers come and go.</param>
    /// <param name="counts">What is counted.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">Hears of servers that were deleted, and of what was found amiss.</param>
    public LiveProxy(string socket, string heldFile, LiveOptions options, LiveCounts counts, TimeProvider clock, ILogger logger)
    {
        _socket = socket;
        _options = options;
        _counts = counts;
        _clock = clock;
        _logger = logger;
        _held = new HeldServers(heldFile);
    }

    /// <summary>What the running HAProxy can do; null while it is not known, and then nothing can be changed at run time.</summary>
    public RuntimeFeatures? Features { get; private set; }

    /// <summary>Why only a reload makes sure that HAProxy runs what it should; null if nothing asks for one.</summary>
    public ReloadReason? Demand { get; private set; }

    /// <summary>Servers that an operator has put into maintenance, drains or weighs by hand, when they were last looked at.</summary>
    public IReadOnlyCollection<ServerKey> ByHand => _byHand;

    /// <summary>Servers that we hold in maintenance, by why.</summary>
    public IReadOnlyDictionary<ServerKey, Hold> Held => _held.All;

    /// <summary>Asks for a reload: HAProxy was restarted, say, and what it runs is not known.</summary>
    public void DemandReload(ReloadReason reason) => Demand ??= reason;

    /// <summary>Takes over what an earlier process of ours held, when it left a HAProxy running.</summary>
    public void Adopt() => _held.Load(_clock.GetTimestamp());

    /// <summary>Makes the changes.</summary>
    /// <param name="plan">What to change.</param>
    /// <param name="isHealthy">True if Marathon has found the task behind a server healthy.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<LiveResult> ApplyAsync(RuntimePlan plan, Func<ServerKey, bool> isHealthy, CancellationToken cancellation)
    {
        if (Features is not RuntimeFeatures features) return LiveResult.Failed(ReloadReason.NoAnswer, "HAProxy has not answered yet");
        return await InOrderAsync(
            list =>
            {
                foreach (BackendChange change in plan.Backends) list.Add(change);
            },
            always: true,
            features,
            isHealthy,
            (connection, commands) => ApplyAsync(connection, plan, commands, cancellation),
            cancellation);
    }

    /// <summary>
    /// Takes servers out of rotation that a reload will remove: it may be refused, or wait, and their tasks don't. And lets those serve again that are wanted after all, or
    /// that Marathon has found healthy while they waited for a check.
    /// </summary>
    /// <param name="departing">Servers whose tasks go, with their backends.</param>
    /// <param name="isWanted">True if a server is in the file and should serve.</param>
    /// <param name="isHealthy">True if Marathon has found the task behind a server healthy.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task SettleAsync(IReadOnlyList<ServerKey> departing, Func<ServerKey, bool> isWanted, Func<ServerKey, bool> isHealthy, CancellationToken cancellation)
    {
        if (Features is not RuntimeFeatures features || (departing.Count == 0 && _held.All.Count == 0)) return;
        LiveResult result = await InOrderAsync(
            list => Settle(list, departing, isWanted, isHealthy),
            always: false,
            features,
            isHealthy,
            async (connection, commands) => LiveResult.Of(await SendAsync(connection, commands, cancellation)),
            cancellation);
        if (result.Failure is not null) Log.NotSettled(_logger, result.Detail ?? "");
    }

    private void Settle(CommandList list, IReadOnlyList<ServerKey> departing, Func<ServerKey, bool> isWanted, Func<ServerKey, bool> isHealthy)
    {
        foreach (ServerKey key in departing)
        {
            if (_held.Find(key) is null) list.Remove(key, null, HoldKind.Departing);
        }

        foreach ((ServerKey key, Hold hold) in _held.All.ToArray())
        {
            bool serves = hold.Kind == HoldKind.Waiting ? isHealthy(key) : hold.Kind == HoldKind.Departing && isWanted(key);
            if (serves) list.Ready(key);
        }
    }

    /// <summary>Runs a load or reload, and afterwards compares what HAProxy runs with the configuration.</summary>
    /// <param name="config">The configuration that is loaded.</param>
    /// <param name="adopted">True if HAProxy runs already, with what an earlier process of ours did to it.</param>
    /// <param name="load">Loads it; true if it did.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task AroundLoadAsync(ReadOnlyMemory<byte> config, bool adopted, Func<Task<bool>> load, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            if (await load()) await LoadedAsync(config, adopted, cancellation);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task<LiveResult> ApplyAsync(RuntimeConnection connection, RuntimePlan plan, IReadOnlyList<RuntimeCommand> commands, CancellationToken cancellation)
    {
        RuntimeCommand[] looks = [.. plan.Backends.Select(static change => RuntimeCommands.ShowServersState(change.Backend))];
        IReadOnlyList<RuntimeAnswer> answers = await SendAsync(connection, [.. commands, .. looks], cancellation);
        if (LiveResult.Of(answers) is { Failure: not null } failed) return failed;
        ReadBack readBack = new(_held);
        for (int i = 0; i < looks.Length; i++)
        {
            readBack.Compare(plan.Backends[i].Backend, plan.Backends[i].Wanted, RunningServers.Parse(answers[commands.Count + i].Text));
        }

        ServerDeviation? amiss = readBack.Deviations.FirstOrDefault(static deviation => deviation.Kind is not DeviationKind.ByHand);
        if (amiss is not null) return LiveResult.Failed(ReloadReason.Drift, $"{amiss.Key}: {amiss.Kind} ({amiss.Detail})");
        int sent = commands.Count;
        foreach (MapChange map in plan.Maps)
        {
            MapCommands change = new(map);
            LiveResult result = await change.SendAsync(list => SendAsync(connection, list, cancellation));
            if (result.Failure is not null) return result;
            sent += result.Commands;
        }

        return LiveResult.Done(sent);
    }

    /// <summary>Makes the commands, connects, and makes sure that it is our worker who listens. One at a time: whom we hold is changed by it.</summary>
    /// <param name="fill">Makes the commands.</param>
    /// <param name="always">False to ask nobody if there are none.</param>
    /// <param name="features">What the running HAProxy can do.</param>
    /// <param name="isHealthy">True if Marathon has found the task behind a server healthy.</param>
    /// <param name="send">Sends them.</param>
    /// <param name="cancellation">Ends it.</param>
    private async Task<LiveResult> InOrderAsync(
        Action<CommandList> fill,
        bool always,
        RuntimeFeatures features,
        Func<ServerKey, bool> isHealthy,
        Func<RuntimeConnection, IReadOnlyList<RuntimeCommand>, Task<LiveResult>> send,
        CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            CommandList list = new(_held, features, isHealthy, _clock.GetTimestamp());
            fill(list);
            if (!always && list.Commands.Count == 0) return LiveResult.Done(0);
            _held.Save();
            await using RuntimeConnection connection = await RuntimeConnection.OpenAsync(_socket, cancellation);
            if (connection.Worker == _worker) return await send(connection, list.Commands);
            DemandReload(ReloadReason.OtherWorker);
            return LiveResult.Failed(ReloadReason.OtherWorker, $"process {connection.Worker.Pid} answers, not {_worker?.Pid}");
        }
        catch (IOException e)
        {
            return LiveResult.Failed(ReloadReason.NoAnswer, e.Message);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            // What can't be put into a command, or an answer of another kind than HAProxy's.
            return LiveResult.Failed(ReloadReason.CommandFailed, e.Message);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<IReadOnlyList<RuntimeAnswer>> SendAsync(RuntimeConnection connection, IReadOnlyList<RuntimeCommand> commands, CancellationToken cancellation)
    {
        if (commands.Count == 0) return [];
        IReadOnlyList<RuntimeAnswer> answers = await connection.SendAsync(commands, cancellation);
        foreach (RuntimeAnswer answer in answers) _counts.Sent(answer.Command.Kind, answer.Succeeded);
        return answers;
    }

    private static partial class Log
    {
        [LoggerMessage(5100, LogLevel.Warning, "servers could not be taken out of rotation before the reload: {Detail}")]
        public static partial void NotSettled(ILogger logger, string detail);

        [LoggerMessage(5101, LogLevel.Warning, "HAProxy does not answer on its socket: {Reason}; changes will take reloads")]
        public static partial void NoAnswer(ILogger logger, string reason);

        [LoggerMessage(5102, LogLevel.Warning, "{Server} is not as it should be: {Kind} ({Detail}); {Remedy}")]
        public static partial void Deviates(ILogger logger, ServerKey server, DeviationKind kind, string detail, string remedy);

        [LoggerMessage(5103, LogLevel.Information, "{Server} was changed by an operator's hand ({Detail}); it is left so")]
        public static partial void ByHand(ILogger logger, ServerKey server, string detail);

        [LoggerMessage(5104, LogLevel.Warning, "{Server} still had sessions after {Seconds} s (--drain-timeout); they were cut")]
        public static partial void Cut(ILogger logger, ServerKey server, double seconds);

        [LoggerMessage(5105, LogLevel.Debug, "{Server}: {What}")]
        public static partial void Tended(ILogger logger, ServerKey server, string what);
    }
}

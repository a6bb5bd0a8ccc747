using MarathonLb.Apps;
using MarathonLb.Haproxy;
using MarathonLb.Http;
using MarathonLb.Marathon;
using MarathonLb.Reconcile.Live;
using MarathonLb.Reconcile.Versions;

namespace MarathonLb.Reconcile;

/// <summary>The running load balancer, as the endpoints and the event stream see it.</summary>
/// <param name="files">Its files.</param>
/// <param name="round">Its rounds.</param>
/// <param name="loop">Its loop.</param>
/// <param name="triggers">What asks for rounds.</param>
/// <param name="freshness">How old its knowledge is.</param>
/// <param name="proxy">Its HAProxy.</param>
/// <param name="supervisor">Keeps that running; null if somebody else does.</param>
/// <param name="counts">What was done to HAProxy.</param>
/// <param name="readyMaxAge">Oldest knowledge with which it calls itself ready.</param>
internal sealed class LoadBalancer(
    RoundFiles files,
    ConfigRound round,
    RoundLoop loop,
    Triggers triggers,
    Freshness freshness,
    IProxy proxy,
    HaproxySupervisor? supervisor,
    LiveCounts counts,
    TimeSpan readyMaxAge) : IInstance, IEventListener
{
    private static readonly TimeSpan MasterPause = TimeSpan.FromMilliseconds(20);

    private volatile ProcessTable? _processes;

    /// <summary>Tells what is pinned; where nothing can be, nothing is.</summary>
    public Func<PinnedRules?> Pin { get; init; } = static () => null;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> RunningConfig => Read(files.Paths.Config);

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> DomainMap => files.Maps ? Read(files.Paths.DomainMap) : default;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> AppMap => files.Maps ? Read(files.Paths.AppMap) : default;

    /// <inheritdoc/>
    public InstanceStatus Status
    {
        get
        {
            Service[] services = round.Last?.Model.Services ?? [];
            ProcessTable? processes = _processes;
            return new InstanceStatus(
                freshness.Age,
                proxy.IsRunning,
                loop.Journal.LastOutcome?.Kind.ToString(),
                loop.Journal.LastOutcome?.Problem,
                services.Length,
                services.Sum(static service => service.Servers.Length),
                round.Last?.Findings.Count ?? 0,
                processes?.OldWorkers.Length ?? 0,
                processes?.OldWorkers.Length > 0 ? processes.OldWorkers.Max(static worker => worker.Uptime) : null)
            {
                Held = round.Guard?.Held,
                Holds = round.Guard?.Holds ?? 0,
                Pinned = Pin()?.Version,
                Activity = new HaproxyActivity(
                    loop.Journal.Rounds,
                    counts.Updates,
                    counts.ReloadsByReason(),
                    counts.FailedReloads,
                    [.. (proxy.Live?.ByHand ?? []).Select(static key => key.ToString()).Order(StringComparer.Ordinal)]),
            };
        }
    }

    /// <summary>Writes the metrics; null for none.</summary>
    public InstanceMetrics? Numbers { get; set; }

    /// <inheritdoc/>
    public string Metrics => Numbers?.Write(Status) ?? "";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<int>> HaproxyPidsAsync(CancellationToken cancellation)
    {
        if (supervisor is null) return [];
        while (true)
        {
            // While it re-executes itself for a reload the master is away for a moment.
            if (await supervisor.ProcessesAsync(cancellation) is ProcessTable table) return table.Pids;
            await Task.Delay(MasterPause, cancellation);
        }
    }

    /// <inheritdoc/>
    public bool IsReady(out string why)
    {
        TimeSpan? age = freshness.Age;
        why = !proxy.IsRunning ? "HAProxy does not run"
            : age is null ? "Marathon has not been seen yet"
            : age > readyMaxAge ? $"the last good look at Marathon is {age.Value.TotalSeconds:0} s old{(round.Guard?.Held is string held ? $": {held}" : "")}"
            : "";
        return why.Length == 0;
    }

    /// <inheritdoc/>
    public void RequestRefresh() => triggers.Refresh("hup");

    /// <inheritdoc/>
    public void RequestReload() => triggers.ReloadFile();

    /// <inheritdoc/>
    public string? Accept()
    {
        string? accepted = round.Guard?.Accept();
        if (accepted is not null) triggers.Refresh("accepted");
        return accepted;
    }

    /// <inheritdoc/>
    public void Connected(string host)
    {
        triggers.Refresh("connected");
        freshness.Owe();
    }

    /// <inheritdoc/>
    public void Received(MarathonEvent marathonEvent)
    {
        // Before the fetch that it asks for.
        round.Guard?.Hear(marathonEvent);
        triggers.Invalidate(marathonEvent);
        freshness.Owe();
    }

    /// <inheritdoc/>
    public void Lost(string reason, TimeSpan pause)
    {
        // The stream has logged it, and the age of the last look at Marathon grows by itself.
    }

    /// <summary>Looks after old workers until cancelled: counts them, and ends those that are too old or too many.</summary>
    public async Task TendWorkersAsync(TimeSpan interval, CancellationToken cancellation)
    {
        using PeriodicTimer timer = new(interval);
        while (supervisor is not null && await timer.WaitForNextTickAsync(cancellation))
        {
            _processes = await supervisor.ProcessesAsync(cancellation);
            if (_processes is ProcessTable table) supervisor.LimitOldWorkers(table);
        }
    }

    private static ReadOnlyMemory<byte> Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }
}

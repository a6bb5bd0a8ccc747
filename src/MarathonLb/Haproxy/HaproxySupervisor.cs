using Microsoft.Extensions.Logging;

namespace MarathonLb.Haproxy;

/// <summary>
/// Keeps HAProxy running (master-worker): starts it or takes a running one over, starts it again with growing pauses if it dies, reloads it one
/// at a time, and ends it so that sessions can finish.
/// </summary>
internal sealed partial class HaproxySupervisor : IDisposable
{
    private static readonly TimeSpan WorkerLeaves = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan FirstReminder = TimeSpan.FromSeconds(0.5);

    private readonly HaproxyBinary _binary;
    private readonly RunDirectory _run;
    private readonly SupervisorOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly MasterCli _cli;
    private readonly CliSocket _runtime;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly CancellationTokenSource _stopping = new();
    private volatile HaproxyMaster? _master;
    private Task _watching = Task.CompletedTask;
    private long? _died;

    /// <summary>Makes a supervisor; nothing runs yet.</summary>
    public HaproxySupervisor(HaproxyBinary binary, RunDirectory run, SupervisorOptions options, TimeProvider clock, ILogger logger)
    {
        _binary = binary;
        _run = run;
        _options = options;
        _clock = clock;
        _logger = logger;
        _cli = new MasterCli(run.MasterSocket, clock);
        _runtime = new CliSocket(run.RuntimeSocket);
    }

    /// <summary>True while a master runs.</summary>
    public bool IsRunning => _master is { Ended.IsCompleted: false };

    /// <summary>True if a worker may still hold the ports: a master that was killed leaves it for up to two seconds (haproxy.md, section 2).</summary>
    public bool MayHoldPorts => IsRunning || (_died is long died && _clock.GetElapsedTime(died) < WorkerLeaves);

    /// <summary>Called when HAProxy was started again after it died: it runs what is on disk, and whatever was changed since is lost.</summary>
    public Action? Restarted { get; set; }

    /// <summary>How often HAProxy was started again after it died.</summary>
    public int Restarts { get; private set; }

    /// <summary>HAProxy's processes now, or null if it does not answer.</summary>
    public Task<ProcessTable?> ProcessesAsync(CancellationToken cancellation) => _cli.ShowProcessesAsync(cancellation);

    /// <summary>Takes over a HAProxy that runs on our sockets already.</summary>
    /// <returns>False if there is none.</returns>
    public async Task<bool> AdoptAsync(CancellationToken cancellation)
    {
        if (!File.Exists(_run.MasterSocket)) return false;
        if (await _cli.ShowProcessesAsync(cancellation) is not ProcessTable table) return false;
        if (HaproxyMaster.Adopt(table.Master.Pid, _logger) is not HaproxyMaster master) return false;
        Log.Adopted(_logger, table.Master.Pid);
        _master = master;
        _watching = WatchAsync(master);
        return true;
    }

    /// <summary>Starts HAProxy and waits until a worker serves.</summary>
    /// <returns>Whether it came up.</returns>
    public async Task<ReloadResult> StartAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            // One that died may have been started again while this waited.
            if (IsRunning) return ReloadResult.Good;
            HaproxyMaster master = Launch();
            ReloadResult result = await ComeUpAsync(master, cancellation);
            if (result.Succeeded && _watching.IsCompleted) _watching = WatchAsync(master);
            return result;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Reloads HAProxy; calls wait for each other.</summary>
    public async Task<ReloadResult> ReloadAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            if (_master is not { Ended.IsCompleted: false } master) return new ReloadResult(false, "HAProxy is not running");
            _ = master.TakeAlerts();
            ReloadResult result = await _cli.ReloadAsync(cancellation);
            string alerts = master.TakeAlerts();
            return result.Succeeded ? result : result with { Reason = Reason(result.Reason, alerts) };
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Ends HAProxy: no new connections, the sessions may finish within the grace, then the rest is cut.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        if (_master is not { Ended.IsCompleted: false } master) return;
        if (await EndsSoftlyAsync(master)) return;
        Log.Cut(_logger, _options.ShutdownGrace.TotalSeconds);
        master.Signal(NativeMethods.SignalTerminate);
        if (await EndsWithinAsync(master, TimeSpan.FromSeconds(1))) return;
        master.Signal(NativeMethods.SignalKill);
        await master.Ended;
    }

    /// <summary>Ends old workers that are too old or too many, the oldest first; none younger than a minute.</summary>
    /// <param name="table">The processes now.</param>
    public void LimitOldWorkers(ProcessTable table)
    {
        WorkerProcess[] oldest = [.. table.OldWorkers.OrderByDescending(static worker => worker.Reloads)];
        for (int i = 0; i < oldest.Length; i++)
        {
            bool tooMany = oldest.Length - i > _options.OldWorkersMax;
            if (oldest[i].Uptime < _options.OldWorkerMinAge || !(tooMany || oldest[i].Uptime > _options.OldWorkerMaxAge)) continue;
            Log.OldWorker(_logger, oldest[i].Pid, oldest[i].Uptime.TotalSeconds, tooMany ? "too many of them" : "too old");
            _ = NativeMethods.Kill(oldest[i].Pid, NativeMethods.SignalTerminate);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _gate.Dispose();
        _stopping.Dispose();
        _master?.Dispose();
    }

    private HaproxyMaster Launch()
    {
        _run.ForgetServerStates();

        // A socket that a killed worker left would look like the new worker's.
        File.Delete(_run.RuntimeSocket);
        string[] arguments = [_binary.File, "-W", "-db", "-S", $"{_run.MasterSocket},mode,600", "-p", _run.PidFile, "-f", _options.ConfigFile, "-f", _run.Config];
        HaproxyMaster master = HaproxyMaster.Start(_options.Ourselves, arguments, _logger);
        HaproxyMaster? earlier = _master;
        _master = master;
        earlier?.Dispose();
        return master;
    }

    /// <summary>Waits for a worker, or for the end.</summary>
    private async Task<ReloadResult> ComeUpAsync(HaproxyMaster master, CancellationToken cancellation)
    {
        while (!master.Ended.IsCompleted)
        {
            ProcessTable? table = await _cli.ShowProcessesAsync(cancellation);
            if (table is { Workers.Length: > 0 } && table.Master.Pid == master.Pid && await WorksAsync(cancellation))
            {
                Log.Started(_logger, master.Pid);
                return ReloadResult.Good;
            }

            await Task.WhenAny(master.Ended, Task.Delay(TimeSpan.FromMilliseconds(5), cancellation));
            cancellation.ThrowIfCancellationRequested();
        }

        return new ReloadResult(false, Reason(master.Ending, master.TakeAlerts()));
    }

    /// <summary>True if the worker answers: since 3.1 the master lists one that is still reading its configuration.</summary>
    private async Task<bool> WorksAsync(CancellationToken cancellation)
    {
        if (!File.Exists(_run.RuntimeSocket)) return false;
        try
        {
            return await _runtime.AskAsync("show info", cancellation) is { Length: > 0 };
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Starts HAProxy again when it dies.</summary>
    private async Task WatchAsync(HaproxyMaster master)
    {
        TimeSpan pause = TimeSpan.Zero;
        long started = _clock.GetTimestamp();
        while (true)
        {
            await master.Ended;
            if (_stopping.IsCancellationRequested) return;
            _died = _clock.GetTimestamp();
            if (_clock.GetElapsedTime(started) > _options.SettledAfter) pause = TimeSpan.Zero;
            Log.Died(_logger, master.Ending, pause.TotalSeconds);
            try
            {
                await Task.Delay(pause, _clock, _stopping.Token);
                started = _clock.GetTimestamp();
                await _gate.WaitAsync(_stopping.Token);
                try
                {
                    master = await RestartAsync();
                }
                finally
                {
                    _gate.Release();
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }

            pause = pause == TimeSpan.Zero ? _options.RestartPause : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, _options.LongestRestartPause.Ticks));
        }
    }

    /// <summary>Starts HAProxy again, unless a round has done so in the meantime: two would share the ports silently.</summary>
    private async Task<HaproxyMaster> RestartAsync()
    {
        if (_master is { Ended.IsCompleted: false } other) return other;
        Restarts++;
        HaproxyMaster master = Launch();
        ReloadResult result = await ComeUpAsync(master, _stopping.Token);
        if (!result.Succeeded) Log.NotUp(_logger, result.Reason ?? "no reason given");
        Restarted?.Invoke();
        return master;
    }

    /// <summary>HAProxy 2.6 passes the signal on to the workers it has, and one that is just starting misses it: told again, it obeys. Nobody else minds.</summary>
    private async Task<bool> EndsSoftlyAsync(HaproxyMaster master)
    {
        TimeSpan left = _options.ShutdownGrace;
        for (TimeSpan pause = FirstReminder; ; pause *= 2)
        {
            master.Signal(NativeMethods.SignalUser1);
            if (pause > left) pause = left;
            if (await EndsWithinAsync(master, pause)) return true;
            left -= pause;
            if (left <= TimeSpan.Zero) return false;
        }
    }

    private async Task<bool> EndsWithinAsync(HaproxyMaster master, TimeSpan time) =>
        await Task.WhenAny(master.Ended, Task.Delay(time, _clock)) == master.Ended;

    private static string Reason(string? told, string alerts) =>
        string.Join("; ", new[] { told, alerts }.Where(static text => !string.IsNullOrEmpty(text))) is { Length: > 0 } reason ? reason : "HAProxy gave no reason";

    private static partial class Log
    {
        [LoggerMessage(4030, LogLevel.Information, "HAProxy serves (master {Pid})")]
        public static partial void Started(ILogger logger, int pid);

        [LoggerMessage(4031, LogLevel.Information, "took over the HAProxy that runs already (master {Pid})")]
        public static partial void Adopted(ILogger logger, int pid);

        [LoggerMessage(4032, LogLevel.Error, "HAProxy died ({Ending}); starting it again in {Seconds} s")]
        public static partial void Died(ILogger logger, string ending, double seconds);

        [LoggerMessage(4033, LogLevel.Error, "HAProxy does not start: {Reason}")]
        public static partial void NotUp(ILogger logger, string reason);

        [LoggerMessage(4034, LogLevel.Warning, "sessions were cut: they did not finish within {Seconds} s (--shutdown-grace)")]
        public static partial void Cut(ILogger logger, double seconds);

        [LoggerMessage(4035, LogLevel.Warning, "ended HAProxy's old worker {Pid}, which still had sessions after {Seconds} s: {Why}")]
        public static partial void OldWorker(ILogger logger, int pid, double seconds, string why);
    }
}

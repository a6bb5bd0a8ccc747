using MarathonLb.Marathon;
using MarathonLb.Marathon.Cluster;
using MarathonLb.Marathon.Credentials;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Reconcile;

/// <summary>
/// The daemon's loop: waits for a reason to look at Marathon, fetches what may have changed, and does a round. A single event is acted on at once;
/// many share a round. A task that is leaving is not waited for: while a fetch is under way, and before it, its servers are taken out.
/// </summary>
/// <param name="source">Where the apps come from.</param>
/// <param name="addresses">Knows the agents' addresses.</param>
/// <param name="round">Does the rounds.</param>
/// <param name="triggers">What asks for rounds.</param>
/// <param name="freshness">Learns of each good look.</param>
/// <param name="options">When to look.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">One line per round.</param>
internal sealed partial class RoundLoop(
    IAppSource source,
    TaskHostResolver addresses,
    ConfigRound round,
    Triggers triggers,
    Freshness freshness,
    LoopOptions options,
    TimeProvider clock,
    ILogger logger)
{
    private const string DriftCause = "drift";

    private readonly ClusterFollower _cluster = new(source, addresses, clock, logger);
    private readonly RoundPace _pace = new(options);

    /// <summary>True if tasks that are leaving still serve, because they are a service's last and their successors may be in the next fetch.</summary>
    private bool _withheld;

    /// <summary>True if the last answer took a service's last servers, and was not acted on for that.</summary>
    private bool _awaited;

    /// <summary>True if something was done since memory was given back.</summary>
    private bool _worked;

    /// <summary>Tells of each round.</summary>
    public RoundJournal Journal { get; } = new(clock, logger);

    /// <summary>Runs until cancelled.</summary>
    /// <exception cref="CantServeException">Nothing is served and can't be.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        triggers.Refresh("start");
        TimeSpan patience = TimeSpan.Zero;
        while (!cancellation.IsCancellationRequested)
        {
            // A reload that was put off needs no new look at Marathon.
            bool postponed = Journal.LastOutcome is { Kind: RoundKind.Postponed };
            if (!await WaitAsync(patience, cancellation) && !postponed) triggers.Refresh("interval");
            long debts = freshness.Debts;
            Requests requests = triggers.Take();
            if (requests is { ReloadFile: true, Count: > 0 }) requests = await ReloadFirstAsync(requests, cancellation);
            StageClock stages = new(clock);
            RoundOutcome outcome = await AnswerAsync(requests, stages, cancellation);

            // If it did not come to a configuration.
            FirstLook.End();
            if (requests.Fetches || postponed) Account(outcome, debts);
            Journal.Add(outcome, requests, stages.Times);
            _worked |= outcome.Kind != RoundKind.Nothing;

            // What was loaded a moment ago has been compared.
            if (requests.Everything && outcome is { Good: true, Kind: not RoundKind.Reloaded }) await CompareAsync(requests, cancellation);
            if (outcome.Kind == RoundKind.Blocked && !round.IsServed) throw new CantServeException(outcome.Problem!);
            patience = Patience(outcome);
            await PauseAsync(_pace.PauseAfter(requests.Count), requests, cancellation);
        }
    }

    /// <summary>Waits for a request, and gives memory back once there is none for a while.</summary>
    /// <returns>False if the time ran out without one.</returns>
    private async Task<bool> WaitAsync(TimeSpan patience, CancellationToken cancellation)
    {
        if (!_worked || patience <= options.IdleAfter) return await triggers.WaitAsync(patience, cancellation);
        if (await triggers.WaitAsync(options.IdleAfter, cancellation)) return true;
        _worked = false;
        round.GiveMemoryBack();
        return await triggers.WaitAsync(patience - options.IdleAfter, cancellation);
    }

    /// <summary>A look that could not be put to use leaves traffic on old servers: that is no good look.</summary>
    private void Account(RoundOutcome outcome, long debts)
    {
        if (outcome.Good && round.Guard?.Held is null) freshness.Fetched(debts);
        else freshness.Owe();
    }

    /// <summary>A signal to load the file as it is that came with other requests is a round of its own: what became of it is told, whatever the others lead to.</summary>
    /// <returns>The others.</returns>
    private async Task<Requests> ReloadFirstAsync(Requests requests, CancellationToken cancellation)
    {
        Requests signal = Requests.ToReloadFile;
        StageClock stages = new(clock);
        Journal.Add(await AnswerAsync(signal, stages, cancellation), signal, stages.Times);
        return requests with { ReloadFile = false };
    }

    private async Task<RoundOutcome> AnswerAsync(Requests requests, StageClock stages, CancellationToken cancellation)
    {
        try
        {
            if (requests.ReloadFile) return await round.ReloadFileAsync(stages, cancellation);
            return requests.Fetches || !_cluster.IsKnown
                ? await LookAsync(requests, stages, cancellation) : await round.RunAsync(_cluster.Snapshot, stages, cancellation);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new RoundOutcome(RoundKind.NotLoaded, $"{e.Message}; check the path, its permissions and the free space");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever it is, the next round may be better, and what serves goes on serving.
            Log.Unforeseen(logger, e);
            return new RoundOutcome(RoundKind.NotLoaded, $"unforeseen: {e.Message}");
        }
    }

    /// <summary>What only a reload can mend does not wait for the next event. Only once: if it differs after the reload too, reloads don't help.</summary>
    private async Task CompareAsync(Requests requests, CancellationToken cancellation)
    {
        try
        {
            bool drifted = await round.CompareAsync(cancellation);
            if (drifted && !requests.Causes.Words.Contains(DriftCause)) triggers.Refresh(DriftCause);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The next look at everything compares again.
            Log.NotCompared(logger, e.Message);
        }
    }

    private async Task<RoundOutcome> LookAsync(Requests requests, StageClock stages, CancellationToken cancellation)
    {
        RoundOutcome outcome = await LookOnceAsync(requests, stages, cancellation);

        // What Marathon says of one app is held against what it says of all.
        return outcome.Kind == RoundKind.Held && !requests.Everything ? await LookOnceAsync(requests with { Everything = true }, stages, cancellation) : outcome;
    }

    private async Task<RoundOutcome> LookOnceAsync(Requests requests, StageClock stages, CancellationToken cancellation)
    {
        (ClusterState? fetched, RoundOutcome? failure) = await FetchAsync(requests, stages, cancellation);
        if (fetched is null)
        {
            // Nothing came of the wait for their successors.
            if (_withheld && _cluster.IsKnown) await RunKnownAsync(requests, cancellation);
            _withheld = false;
            return failure!;
        }

        _withheld = false;
        LeavingTask[] leaving = triggers.TakeLeaving();
        _cluster.Leave(leaving);
        foreach (LeavingTask task in leaving) fetched.Leave(task);
        if (AwaitsSuccessors(fetched))
        {
            _cluster.Take(fetched);
            return new RoundOutcome(RoundKind.Nothing);
        }

        bool held = false;
        try
        {
            RoundOutcome outcome = await round.AnswerAsync(fetched.Snapshot, requests.Everything, stages, cancellation);
            held = outcome.Kind == RoundKind.Held;

            // The last good state serves, but for what events say; and a reload that it still waits for is not forgotten.
            if (held && _cluster.IsKnown) await RunKnownAsync(requests, cancellation);
            return outcome;
        }
        finally
        {
            if (!held) _cluster.Take(fetched);
        }
    }

    /// <summary>
    /// True if what was fetched takes a service's last servers by the word of events that came meanwhile: their successors may be in the fetch that these ask for. One look is waited for, not
    /// more, whatever else happens in the cluster.
    /// </summary>
    private bool AwaitsSuccessors(ClusterState fetched) => _awaited = !_awaited && fetched.LeavingCount > 0 && triggers.IsWaiting && round.Empties(fetched.Snapshot);

    /// <summary>Does a round with what is known, within another one, and tells of it.</summary>
    private async Task RunKnownAsync(Requests requests, CancellationToken cancellation)
    {
        StageClock stages = new(clock);
        Journal.Add(await round.RunAsync(_cluster.Snapshot, stages, cancellation), requests, stages.Times);
    }

    /// <summary>Fetches what may have changed; or tells why there is nothing new.</summary>
    private async Task<(ClusterState? Fetched, RoundOutcome? Failure)> FetchAsync(Requests requests, StageClock stages, CancellationToken cancellation)
    {
        bool fetched = false;
        using StageClock.Lap lap = stages.Time(RoundStage.Fetch);
        try
        {
            ClusterState state = await _cluster.RefreshAsync(requests, fetch => ServeMeanwhileAsync(fetch, requests, cancellation), cancellation);
            fetched = true;
            return (state, null);
        }
        catch (Exception e) when (e is MarathonUnreachableException or CredentialException)
        {
            round.Guard?.Interrupt();
            return (null, new RoundOutcome(RoundKind.NoSnapshot, e.Message.ReplaceLineEndings(" ")));
        }
        finally
        {
            if (!fetched) triggers.GiveBack(requests);
        }
    }

    /// <summary>Collects requests for a while; tasks that are leaving are not kept waiting by it.</summary>
    private async Task PauseAsync(TimeSpan pause, Requests requests, CancellationToken cancellation)
    {
        Task end = Task.Delay(pause, clock, cancellation);
        try
        {
            if (_cluster.IsKnown) await ServeMeanwhileAsync(end, requests, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The next round finds the same again, and tells.
            Log.NotTakenOut(logger, e.Message);
        }

        await end;
    }

    /// <summary>Waits for a fetch, and meanwhile takes out the servers of tasks that are leaving.</summary>
    private async Task ServeMeanwhileAsync(Task fetch, Requests requests, CancellationToken cancellation)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        do
        {
            if (_cluster.Leave(triggers.TakeLeaving()))
            {
                StageClock stages = new(clock);
                RoundOutcome? outcome = await round.RunEarlyAsync(_cluster.Snapshot, stages, cancellation);
                _withheld |= outcome is null;
                if (outcome is not null) Journal.Add(outcome, requests, stages.Times);
            }

            await Task.WhenAny(fetch, triggers.WaitLeavingAsync(end.Token));
        }
        while (!fetch.IsCompleted && !cancellation.IsCancellationRequested);

        // Without the second condition this would spin in the very thread that is about to cancel the fetch.
        await end.CancelAsync();
    }

    /// <summary>A host without an address is asked for again soon, since nobody will tell us that it has one; so is Marathon while an answer of its is held.</summary>
    private TimeSpan Patience(RoundOutcome outcome)
    {
        if (outcome.RetryIn is TimeSpan rest) return rest;
        TimeSpan patience = _pace.Patience(outcome.Kind == RoundKind.NoSnapshot || (!outcome.Good && !round.IsServed));
        if (round.Guard?.RetryIn is TimeSpan soon && soon < patience) patience = soon;
        return addresses.HasFailures && addresses.FailureAge < patience ? addresses.FailureAge : patience;
    }

    private static partial class Log
    {
        [LoggerMessage(5066, LogLevel.Warning, "tasks that are leaving could not be taken out at once: {Reason}")]
        public static partial void NotTakenOut(ILogger logger, string reason);

        [LoggerMessage(5067, LogLevel.Warning, "what HAProxy runs could not be compared with its file: {Reason}")]
        public static partial void NotCompared(ILogger logger, string reason);

        [LoggerMessage(5064, LogLevel.Error, "a round ended in a way that was not foreseen; please report this")]
        public static partial void Unforeseen(ILogger logger, Exception exception);
    }
}

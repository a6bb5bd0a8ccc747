using System.Security.Cryptography;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Credentials;
using MarathonLb.Reconcile.Planning;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Reconcile;

/// <summary>
/// The daemon's loop: waits for a reason to look at Marathon, fetches, and does a round. The first event is acted on at once; those that follow
/// within a short window share the next round.
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
    private const double RefreshJitter = 0.1;

    private TimeSpan _retry = options.RetryPause;
    private RoundOutcome? _told;

    /// <summary>The outcome of the last round, or null before it.</summary>
    public RoundOutcome? LastOutcome { get; private set; }

    /// <summary>Rounds done so far.</summary>
    public long Rounds { get; private set; }

    /// <summary>Runs until cancelled.</summary>
    /// <exception cref="CantServeException">Nothing is served and can't be.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        triggers.Refresh("start");
        TimeSpan patience = TimeSpan.Zero;
        while (!cancellation.IsCancellationRequested)
        {
            if (!await triggers.WaitAsync(patience, cancellation)) triggers.Refresh("interval");
            Requests requests = triggers.Take();
            long begin = clock.GetTimestamp();
            RoundOutcome outcome = await AnswerAsync(requests, cancellation);
            Tell(outcome, requests, clock.GetElapsedTime(begin));
            if (outcome.Kind == RoundKind.Blocked && !round.IsServed) throw new CantServeException(outcome.Problem!);
            patience = Patience(outcome);
            if (options.EventWindow - clock.GetElapsedTime(begin) is { Ticks: > 0 } rest) await Task.Delay(rest, clock, cancellation);
        }
    }

    private async Task<RoundOutcome> AnswerAsync(Requests requests, CancellationToken cancellation)
    {
        try
        {
            RoundOutcome? reloaded = requests.ReloadFile ? await round.ReloadFileAsync(cancellation) : null;
            return requests.Causes.Length == 0 && reloaded is not null ? reloaded : await FetchAsync(cancellation);
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

    private async Task<RoundOutcome> FetchAsync(CancellationToken cancellation)
    {
        freshness.Owe();
        MarathonSnapshot snapshot;
        try
        {
            snapshot = await source.FetchAppsAsync(cancellation);
        }
        catch (Exception e) when (e is MarathonUnreachableException or CredentialException)
        {
            return new RoundOutcome(RoundKind.NoSnapshot, e.Message.ReplaceLineEndings(" "));
        }

        await addresses.PrefetchAsync(Hosts(snapshot), cancellation);
        RoundOutcome outcome = await round.RunAsync(snapshot, cancellation);

        // A look that could not be put to use leaves traffic on old servers: that is no good look.
        if (outcome.Good) freshness.Fetched();
        return outcome;
    }

    /// <summary>A problem that lasts is told once, and its end; a change is always told.</summary>
    private void Tell(RoundOutcome outcome, Requests requests, TimeSpan took)
    {
        LastOutcome = outcome;
        Rounds++;
        string causes = requests.ReloadFile ? "usr1" : string.Join(", ", requests.Causes);
        string how = outcome.Reason is ReloadReason reason ? $"reload: {ReloadReasons.NameOf(reason)}" : "no reload";
        if (outcome.Kind is RoundKind.Reloaded or RoundKind.Updated) Log.Changed(logger, outcome.Changes ?? "", causes, requests.Count, took.TotalMilliseconds, how);
        else if (outcome.Kind == RoundKind.Postponed) Log.Postponed(logger, outcome.RetryIn!.Value.TotalSeconds, causes);
        else if (!outcome.Good && outcome != _told) Log.Failed(logger, outcome.Kind, outcome.Problem ?? "no reason", causes);
        else if (outcome.Good && _told is { Good: false }) Log.Well(logger, took.TotalMilliseconds);
        else Log.Nothing(logger, causes, requests.Count, took.TotalMilliseconds);
        _told = outcome;
    }

    /// <summary>Short while Marathon is away, and while nothing serves: then a try can only help.</summary>
    private TimeSpan Patience(RoundOutcome outcome)
    {
        if (outcome.RetryIn is TimeSpan rest) return rest;
        if (outcome.Kind == RoundKind.NoSnapshot || (!outcome.Good && !round.IsServed)) return NextRetry();
        _retry = options.RetryPause;
        return NextRefresh();
    }

    private TimeSpan NextRetry()
    {
        TimeSpan pause = _retry;
        _retry = TimeSpan.FromTicks(Math.Min(_retry.Ticks * 3 / 2, options.LongestRetryPause.Ticks));
        return pause;
    }

    private TimeSpan NextRefresh()
    {
        double part = RandomNumberGenerator.GetInt32(0, 2001) / 1000.0;
        return options.RefreshInterval * (1 + (RefreshJitter * (part - 1)));
    }

    private static IEnumerable<string> Hosts(MarathonSnapshot snapshot) =>
        snapshot.Apps.SelectMany(static app => app.Tasks).Select(static task => task.Host).OfType<string>().Distinct(StringComparer.Ordinal);

    private static partial class Log
    {
        [LoggerMessage(5060, LogLevel.Information, "round: {Changes} (cause: {Causes}; {Count} request(s); {Milliseconds:0} ms; {How})")]
        public static partial void Changed(ILogger logger, string changes, string causes, int count, double milliseconds, string how);

        [LoggerMessage(5065, LogLevel.Debug, "round: the reload waits {Seconds:0.0} s, since the last one was a moment ago (cause: {Causes})")]
        public static partial void Postponed(ILogger logger, double seconds, string causes);

        [LoggerMessage(5061, LogLevel.Error, "round: {Kind}: {Problem} (cause: {Causes}); what served before goes on serving")]
        public static partial void Failed(ILogger logger, RoundKind kind, string problem, string causes);

        [LoggerMessage(5062, LogLevel.Information, "round: all is well again ({Milliseconds:0} ms)")]
        public static partial void Well(ILogger logger, double milliseconds);

        [LoggerMessage(5063, LogLevel.Debug, "round: nothing to do (cause: {Causes}; {Count} request(s); {Milliseconds:0} ms)")]
        public static partial void Nothing(ILogger logger, string causes, int count, double milliseconds);

        [LoggerMessage(5064, LogLevel.Error, "a round ended in a way that was not foreseen; please report this")]
        public static partial void Unforeseen(ILogger logger, Exception exception);
    }
}

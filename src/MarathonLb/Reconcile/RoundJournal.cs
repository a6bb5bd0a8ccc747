using System.Globalization;
using MarathonLb.Http.Api;
using MarathonLb.Reconcile.Insight;
using MarathonLb.Reconcile.Planning;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Reconcile;

/// <summary>The decision log: one line for each round, and its numbers. A problem that lasts is told once, and its end; a change is always told; all else is for level DEBUG.</summary>
/// <param name="clock">The clock.</param>
/// <param name="logger">Gets the lines.</param>
internal sealed partial class RoundJournal(TimeProvider clock, ILogger logger)
{
    private RoundOutcome? _told;

    /// <summary>The outcome of the last round, or null before it.</summary>
    public RoundOutcome? LastOutcome { get; private set; }

    /// <summary>Rounds done so far.</summary>
    public long Rounds { get; private set; }

    /// <summary>How rounds ended.</summary>
    public RoundCounts Counts { get; } = new();

    /// <summary>Hears of each round when it has ended, between the rounds.</summary>
    public Action<RoundReport>? Told { get; set; }

    /// <summary>A round has ended.</summary>
    /// <param name="outcome">How.</param>
    /// <param name="requests">What it answered.</param>
    /// <param name="times">How long it took.</param>
    public void Add(RoundOutcome outcome, Requests requests, RoundTimes times)
    {
        RoundReport report = new(outcome, requests.ReloadFile ? "usr1" : requests.Count > 0 ? requests.Causes.ToString() : "reload-gap", requests.Count, times);
        Counts.Ended(outcome.Kind, requests.Since is long since ? clock.GetElapsedTime(since) : times.Total, times);
        LogLevel level = LevelOf(outcome);
        if (logger.IsEnabled(level)) Write(level, report);

        // The guard itself tells what it holds, and when that ends.
        if (outcome.Kind != RoundKind.Held) _told = outcome;
        LastOutcome = outcome;
        Rounds++;
        Told?.Invoke(report);
    }

    private LogLevel LevelOf(RoundOutcome outcome) => outcome switch
    {
        { Kind: RoundKind.Reloaded or RoundKind.Updated } => LogLevel.Information,
        { Kind: RoundKind.Postponed or RoundKind.Held } => LogLevel.Debug,
        { Good: false } => outcome == _told ? LogLevel.Debug : LogLevel.Error,
        _ => _told is { Good: false } ? LogLevel.Information : LogLevel.Debug,
    };

    private void Write(LogLevel level, RoundReport report)
    {
        (RoundOutcome outcome, RoundTimes times) = (report.Outcome, report.Times);
        Touched touched = outcome.Touched ?? Touched.Nobody;
        string how = HowOf(outcome);
        string what = InWords(outcome, touched);
        double total = RoundTimes.Milliseconds(times.Total);
        StagesView stages = Views.Of(times);
        Log.Ended(
            logger, level, what, report.Causes, report.Requests, times, how, outcome.Kind, outcome.Problem, touched.Apps, touched.AppCount, touched.ServersAdded, touched.ServersRemoved,
            total, stages.Fetch, stages.Render, stages.Validate, stages.Apply);
    }

    /// <summary>How it reached HAProxy, if it did.</summary>
    private static string HowOf(RoundOutcome outcome) => outcome switch
    {
        { Kind: RoundKind.Reloaded, Reason: ReloadReason reason } => $"reload: {ReloadReasons.NameOf(reason)}",
        { Kind: RoundKind.NotLoaded, Reason: ReloadReason reason } => $"failed reload: {ReloadReasons.NameOf(reason)}",
        { Kind: RoundKind.Updated } => "no reload",
        _ => "nothing applied",
    };

    private string InWords(RoundOutcome outcome, Touched touched) => outcome switch
    {
        { Kind: RoundKind.Reloaded or RoundKind.Updated } => $"{outcome.Changes}{(touched.AppCount > 0 ? $"; apps: {touched.AppsText}" : "")}",
        { Kind: RoundKind.Postponed, RetryIn: TimeSpan rest } =>
            string.Create(CultureInfo.InvariantCulture, $"the reload waits {rest.TotalSeconds:0.0} s, since the last one was a moment ago"),
        { Kind: RoundKind.Held } => "Marathon's answer is held",
        { Good: false } => $"{(outcome == _told ? "still " : "")}{outcome.Kind}: {outcome.Problem ?? "no reason"}; what served before goes on serving",
        _ => _told is { Good: false } ? "all is well again" : "nothing to do",
    };

    private static partial class Log
    {
        // The text is for people; in JSON each value has a field of its own, also those that the text does not name.
#pragma warning disable SYSLIB1015
        [LoggerMessage(EventId = 5060, EventName = "Round", Message = "round: {What} (cause: {Causes}; {Requests} request(s); {Times}; {How})")]
        public static partial void Ended(
            ILogger logger, LogLevel level, string what, string causes, int requests, RoundTimes times, string how, RoundKind outcome, string? problem, string[] apps, int appCount,
            int serversAdded, int serversRemoved, double milliseconds, double fetchMilliseconds, double renderMilliseconds, double validateMilliseconds, double applyMilliseconds);
#pragma warning restore SYSLIB1015
    }
}

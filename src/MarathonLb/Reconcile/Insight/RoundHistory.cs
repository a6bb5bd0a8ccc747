using MarathonLb.Http.Api;
using MarathonLb.Reconcile.Planning;

namespace MarathonLb.Reconcile.Insight;

/// <summary>The last rounds. Those alike that follow each other, such as rounds with nothing to do, are one entry: they would push all others out.</summary>
/// <param name="clock">The clock.</param>
internal sealed class RoundHistory(TimeProvider clock)
{
    private const int Most = 100;

    private readonly Lock _gate = new();
    private readonly List<RoundView> _rounds = new(Most);
    private long _count;

    /// <summary>The last rounds, the newest first.</summary>
    public RoundView[] Rounds
    {
        get
        {
            lock (_gate) return [.. Enumerable.Reverse(_rounds)];
        }
    }

    /// <summary>Adds a round.</summary>
    public void Add(RoundReport report)
    {
        RoundOutcome outcome = report.Outcome;
        string how = outcome.Reason is ReloadReason reason ? $"reload ({ReloadReasons.NameOf(reason)})"
            : outcome.Kind == RoundKind.Updated ? "commands" : "not at all";
        lock (_gate)
        {
            RoundView round = new(
                ++_count, clock.GetUtcNow(), 1, report.Causes, outcome.Kind.ToString(), outcome.Good, how, outcome.Changes, outcome.Problem, RoundTimes.Milliseconds(report.Times.Total))
            {
                Touched = Views.Of(outcome.Touched),
                Stages = Views.Of(report.Times),
            };
            if (_rounds is [.., RoundView last] && IsAlike(last, round))
            {
                _rounds[^1] = round with { Times = last.Times + 1 };
                return;
            }

            if (_rounds.Count == Most) _rounds.RemoveAt(0);
            _rounds.Add(round);
        }
    }

    private static bool IsAlike(RoundView a, RoundView b) =>
        a.Outcome == b.Outcome && a.Changes is null && b.Changes is null && a.Problem == b.Problem && a.How == b.How;
}

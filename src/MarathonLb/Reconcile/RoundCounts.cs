using System.Collections.Concurrent;
using MarathonLb.Observability;

namespace MarathonLb.Reconcile;

/// <summary>Counts rounds and how long changes take. Safe to read while it counts.</summary>
internal sealed class RoundCounts
{
    private static readonly RoundStage[] AllStages = Enum.GetValues<RoundStage>();

    /// <summary>All from the start, at 0: Prometheus sees a counter grow only if it saw it before.</summary>
    private readonly ConcurrentDictionary<RoundKind, long> _rounds = new(Enum.GetValues<RoundKind>().Select(static kind => KeyValuePair.Create(kind, 0L)));
    private readonly Histogram[] _stages = Array.ConvertAll(AllStages, static _ => new Histogram(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30));

    /// <summary>Rounds by how they ended.</summary>
    public IReadOnlyDictionary<RoundKind, long> Rounds => _rounds;

    /// <summary>From the first event that asked for a round until HAProxy serves what came of it, for rounds that changed something.</summary>
    public Histogram EventToTraffic { get; } = new(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30);

    /// <summary>How long each stage took, in the rounds that had it.</summary>
    public IEnumerable<(RoundStage Stage, Histogram Durations)> Stages => AllStages.Zip(_stages);

    /// <summary>A round has ended.</summary>
    /// <param name="kind">How.</param>
    /// <param name="sinceRequest">The time since it was asked for first.</param>
    /// <param name="times">How long its stages took.</param>
    public void Ended(RoundKind kind, TimeSpan sinceRequest, RoundTimes times)
    {
        _rounds.AddOrUpdate(kind, 1, static (_, count) => count + 1);
        if (kind is RoundKind.Updated or RoundKind.Reloaded) EventToTraffic.Observe(sinceRequest);
        for (int i = 0; i < AllStages.Length; i++)
        {
            TimeSpan took = times.Of(AllStages[i]);
            if (took > TimeSpan.Zero) _stages[i].Observe(took);
        }
    }
}

using System.Text.Json.Serialization;

namespace MarathonLb.Http;

/// <summary>The JSON of <c>/_mlb/ready</c>. Names are part of the interface: add, don't rename.</summary>
/// <param name="Ready">The verdict.</param>
/// <param name="Why">Why not; null if ready.</param>
/// <param name="Serving">HAProxy runs with a configuration of ours.</param>
/// <param name="SnapshotAgeSeconds">Age of the last good look at Marathon; null if there was none.</param>
/// <param name="LastRound">Outcome of the last round in a word.</param>
/// <param name="LastProblem">What went wrong last; null if the last round was good.</param>
/// <param name="Services">Services in the configuration.</param>
/// <param name="Servers">Servers in the configuration.</param>
/// <param name="Findings">Findings of the last round.</param>
/// <param name="OldWorkers">HAProxy workers that only finish their sessions.</param>
/// <param name="OldestWorkerAgeSeconds">Age of the oldest of them; null without.</param>
/// <param name="Rounds">Rounds done.</param>
/// <param name="Updates">Rounds that changed HAProxy without a reload.</param>
/// <param name="Reloads">Starts and reloads that succeeded, by reason.</param>
/// <param name="FailedReloads">Those that failed.</param>
/// <param name="ByHand">Servers that an operator has put into maintenance, drains or weighs by hand, as <c>backend/server</c>.</param>
/// <param name="Held">Which answer of Marathon's is held, and how to accept it; null if none is.</param>
/// <param name="Holds">How many answers began to be held since the start.</param>
internal sealed record ReadinessDocument(
    bool Ready,
    string? Why,
    bool Serving,
    double? SnapshotAgeSeconds,
    string? LastRound,
    string? LastProblem,
    int Services,
    int Servers,
    int Findings,
    int OldWorkers,
    double? OldestWorkerAgeSeconds,
    long Rounds,
    long Updates,
    IReadOnlyDictionary<string, long> Reloads,
    long FailedReloads,
    IReadOnlyList<string> ByHand,
    string? Held,
    long Holds)
{
    /// <summary>The version whose rules are pinned; null for today's.</summary>
    public int? Pinned { get; init; }

    /// <summary>How the instance is now.</summary>
    public static ReadinessDocument Of(IInstance instance)
    {
        bool ready = instance.IsReady(out string why);
        InstanceStatus status = instance.Status;
        return new(
            ready,
            ready ? null : why,
            status.Serving,
            Seconds(status.SnapshotAge),
            status.LastRound,
            status.LastProblem,
            status.Services,
            status.Servers,
            status.Findings,
            status.OldWorkers,
            Seconds(status.OldestWorkerAge),
            status.Activity.Rounds,
            status.Activity.Updates,
            status.Activity.Reloads,
            status.Activity.FailedReloads,
            status.Activity.ByHand,
            status.Held,
            status.Holds)
        {
            Pinned = status.Pinned,
        };
    }

    private static double? Seconds(TimeSpan? age) => age is { } span ? Math.Round(span.TotalSeconds, 1) : null;
}

/// <summary>Generated serializers: reflection does not survive native compilation.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReadinessDocument))]
internal sealed partial class HttpJson : JsonSerializerContext;

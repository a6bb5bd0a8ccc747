using MarathonLb.Marathon;
using MarathonLb.Marathon.Cluster;

namespace MarathonLb.Reconcile.Guard;

/// <summary>
/// What events have said of tasks and apps that end, so that a later answer without them is no surprise. Bounded: of more than <see cref="Most"/> the
/// oldest are forgotten, and none counts for more than <see cref="Lifetime"/>. Safe for several threads.
/// </summary>
/// <param name="clock">The clock.</param>
internal sealed class KillEvidence(TimeProvider clock)
{
    /// <summary>Most tasks and apps remembered.</summary>
    public const int Most = 50_000;

    /// <summary>How long an event explains a loss: an answer comes much sooner, unless Marathon is away.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const string AppEnded = "app_terminated_event";

    private readonly Lock _gate = new();
    private readonly Dictionary<(bool IsApp, string Id), long> _ended = [];
    private readonly Queue<((bool IsApp, string Id) What, long At)> _order = new();

    /// <summary>Takes an event's word, if it is that something ends.</summary>
    public void Hear(MarathonEvent marathonEvent)
    {
        if (marathonEvent.TaskId is string task && LeavingTask.IsLeaving(marathonEvent.TaskStatus)) Add((false, task));
        if (marathonEvent is { Type: AppEnded, AppId: string app }) Add((true, app));
    }

    /// <summary>True if the task, or its whole app, was said to end.</summary>
    public bool Explains(string taskId, string appId)
    {
        lock (_gate) return IsRecent((false, taskId)) || IsRecent((true, appId));
    }

    private bool IsRecent((bool IsApp, string Id) what) => _ended.TryGetValue(what, out long at) && clock.GetElapsedTime(at) < Lifetime;

    private void Add((bool IsApp, string Id) what)
    {
        lock (_gate)
        {
            long now = clock.GetTimestamp();
            _ended[what] = now;
            _order.Enqueue((what, now));
            while (_order.TryPeek(out var oldest) && (_order.Count > Most || clock.GetElapsedTime(oldest.At) >= Lifetime))
            {
                _order.Dequeue();

                // Said again since: then that later word stays.
                if (_ended.TryGetValue(oldest.What, out long at) && at == oldest.At) _ended.Remove(oldest.What);
            }
        }
    }
}

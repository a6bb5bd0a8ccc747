using System.Diagnostics.CodeAnalysis;

namespace MarathonLb.Marathon.Cluster;

/// <summary>
/// The tasks that events say are leaving, until Marathon's own word is newer. A task that no app shows is remembered too: the event may be ahead
/// of the fetch that shows it. Bounded: of more than <see cref="Most"/> the oldest are forgotten, and none is believed for more than
/// <see cref="LongestMinutes"/>.
/// </summary>
/// <param name="ticksPerSecond">Of the timestamps.</param>
internal sealed class LeavingTasks(long ticksPerSecond)
{
    /// <summary>Most tasks remembered.</summary>
    public const int Most = 10_000;

    /// <summary>How long a task is believed to be leaving while Marathon shows it without a state.</summary>
    public const int LongestMinutes = 10;

    private Dictionary<string, LeavingTask> _tasks = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _tasks.Count;

    /// <summary>The same words, to be settled or added to apart from these.</summary>
    public LeavingTasks Copy() => new(ticksPerSecond) { _tasks = new(_tasks, StringComparer.Ordinal) };

    /// <summary>Notes that a task is leaving.</summary>
    /// <returns>False if nothing is new.</returns>
    public bool Add(LeavingTask task)
    {
        if (_tasks.TryGetValue(task.TaskId, out LeavingTask? known))
        {
            // Said again, or later: the older state and the newer time are both on the safe side.
            if (task.At > known.At) _tasks[task.TaskId] = known with { At = task.At, AppId = known.AppId ?? task.AppId };
            return false;
        }

        if (_tasks.Count >= Most) _tasks.Remove(_tasks.Values.MinBy(static other => other.At)!.TaskId);
        _tasks.Add(task.TaskId, task);
        return true;
    }

    /// <summary>The word on a task, if it is leaving.</summary>
    public bool TryGet(string taskId, [MaybeNullWhen(false)] out LeavingTask task) => _tasks.TryGetValue(taskId, out task);

    /// <summary>Ends what a fetch of everything has overtaken.</summary>
    /// <param name="shown">The tasks that the fetch shows.</param>
    /// <param name="startedAt">When the fetch began.</param>
    public void Settle(IEnumerable<MarathonTask> shown, long startedAt)
    {
        if (_tasks.Count == 0) return;
        HashSet<string> stateless = Stateless(shown);
        End(task => task.At < startedAt && !stateless.Contains(task.TaskId), startedAt);
    }

    /// <summary>Ends what a fetch of one app has overtaken.</summary>
    /// <param name="appId">The app.</param>
    /// <param name="before">The tasks that it had; some may be gone.</param>
    /// <param name="shown">The tasks that the fetch shows.</param>
    /// <param name="startedAt">When the fetch began.</param>
    public void Settle(string appId, IEnumerable<MarathonTask> before, IReadOnlyCollection<MarathonTask> shown, long startedAt)
    {
        if (_tasks.Count == 0) return;
        HashSet<string> stateless = Stateless(shown);
        HashSet<string> concerned = [.. before.Concat(shown).Select(static task => task.Id)];
        End(
            task => task.At < startedAt && !stateless.Contains(task.TaskId) && (task.AppId == appId || concerned.Contains(task.TaskId)),
            startedAt);
    }

    /// <summary>Tasks whose state Marathon does not tell: it may be too old for that, so the event's word stays.</summary>
    private static HashSet<string> Stateless(IEnumerable<MarathonTask> shown) =>
        [.. shown.Where(static task => string.IsNullOrEmpty(task.State)).Select(static task => task.Id)];

    private void End(Func<LeavingTask, bool> overtaken, long now)
    {
        long longest = LongestMinutes * 60 * ticksPerSecond;
        foreach (LeavingTask task in _tasks.Values)
        {
            // A dictionary may be thinned out while it is walked.
            if (overtaken(task) || now - task.At > longest) _tasks.Remove(task.TaskId);
        }
    }
}

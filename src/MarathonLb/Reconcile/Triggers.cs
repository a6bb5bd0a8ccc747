using MarathonLb.Marathon;
using MarathonLb.Marathon.Cluster;

namespace MarathonLb.Reconcile;

/// <summary>What asks for rounds: events, signals, timers. Requests that come together count once.</summary>
/// <param name="clock">Tells when an event came.</param>
internal sealed class Triggers(TimeProvider clock) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _ready = new(0, 1);
    private readonly Invalidations _waiting = new();
    private readonly List<LeavingTask> _leaving = [];
    private bool _reloadFile;
    private bool _isOver;

    /// <summary>
    /// Set while tasks begin to leave, so that a fetch need not be waited for. No semaphore: a wait that was given up stays in its queue for a moment, and would take the wake-up
    /// from the wait that counts.
    /// </summary>
    private TaskCompletionSource _leaves = NewSignal();

    /// <summary>When the first of the waiting requests came, by the clock's timestamp.</summary>
    private long? _since;

    /// <summary>Asks for a round that fetches everything.</summary>
    /// <param name="cause">Why, in a word or two; the log shows it.</param>
    public void Refresh(string cause)
    {
        lock (_gate)
        {
            _waiting.AddEverything(cause);
            _since ??= clock.GetTimestamp();
            Wake();
        }
    }

    /// <summary>
    /// Asks for a round that fetches the event's app again; everything, if it names none. If it says that a task is leaving, that counts before
    /// the fetch.
    /// </summary>
    public void Invalidate(MarathonEvent marathonEvent)
    {
        lock (_gate)
        {
            _waiting.Add(marathonEvent.Type, marathonEvent.AppId);
            _since ??= clock.GetTimestamp();
            Wake();
            if (marathonEvent.TaskId is not string task || !LeavingTask.IsLeaving(marathonEvent.TaskStatus)) return;

            // More than that are remembered nowhere; the fetch that they all asked for shows what became of them.
            if (_leaving.Count >= LeavingTasks.Most) return;
            _leaving.Add(new LeavingTask(task, marathonEvent.AppId, marathonEvent.TaskStatus!, clock.GetTimestamp()));
            _leaves.TrySetResult();
        }
    }

    /// <summary>Asks for a validation and reload of the file as it is.</summary>
    public void ReloadFile()
    {
        lock (_gate)
        {
            _reloadFile = true;
            Wake();
        }
    }

    /// <summary>Asks for a round with what is known of Marathon.</summary>
    /// <param name="cause">Why, in a word or two.</param>
    public void Repeat(string cause)
    {
        lock (_gate)
        {
            _waiting.AddRepeat(cause);
            Wake();
        }
    }

    /// <summary>True if there is a request to take.</summary>
    public bool IsWaiting => _ready.CurrentCount > 0;

    /// <summary>Waits for a request.</summary>
    /// <returns>False if the time ran out without one.</returns>
    public async Task<bool> WaitAsync(TimeSpan time, CancellationToken cancellation) => await _ready.WaitAsync(time, cancellation);

    /// <summary>
    /// Waits for a task that is leaving. Never over at once: the loop goes on inside the cancellation of its wait, and, waiting again in vain, would stay there and keep from hearing of it
    /// what it waits for besides.
    /// </summary>
    public async Task WaitLeavingAsync(CancellationToken cancellation)
    {
        Task leaves;
        lock (_gate) leaves = _leaves.Task;
        await leaves.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
    }

    /// <summary>Takes all requests that are there.</summary>
    public Requests Take()
    {
        lock (_gate)
        {
            _ready.Wait(0);
            Requests taken = new(_waiting.Everything, [.. _waiting.Apps], _waiting.Causes, _waiting.Count, _reloadFile) { Since = _since };
            _waiting.Clear();
            _reloadFile = false;
            _since = null;
            return taken;
        }
    }

    /// <summary>Takes the tasks that began to leave since the last time; what their events invalidated stays.</summary>
    public LeavingTask[] TakeLeaving()
    {
        lock (_gate)
        {
            if (_leaves.Task.IsCompleted) _leaves = NewSignal();
            LeavingTask[] taken = [.. _leaving];
            _leaving.Clear();
            return taken;
        }
    }

    /// <summary>Gives back what could not be answered. It asks for no round by itself: the next one takes it along.</summary>
    public void GiveBack(Requests requests)
    {
        lock (_gate)
        {
            _waiting.Add(requests);
            _since = requests.Since ?? _since;
        }
    }

    /// <summary>Nobody waits any more. Whoever asks after that is not heard: a signal's handler may be late.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            _ready.Dispose();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Wake()
    {
        if (!_isOver && _ready.CurrentCount == 0) _ready.Release();
    }
}

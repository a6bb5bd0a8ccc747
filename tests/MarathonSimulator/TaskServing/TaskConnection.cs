namespace MarathonSimulator.TaskServing;

/// <summary>One open connection to a task, and how many requests are being answered on it.</summary>
internal sealed class TaskConnection(TaskListener listener, Action abort)
{
    private int _inFlight;

    public TaskListener Listener { get; } = listener;

    public void Begin() => Interlocked.Increment(ref _inFlight);

    public void End() => Interlocked.Decrement(ref _inFlight);

    public void CloseIfIdle()
    {
        if (Volatile.Read(ref _inFlight) == 0)
            abort();
    }

    public void Abort() => abort();
}

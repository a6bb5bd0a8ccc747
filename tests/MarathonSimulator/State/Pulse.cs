namespace MarathonSimulator.State;

/// <summary>Wakes everyone who waits for "something changed". Take <see cref="Next"/> before looking, then await it.</summary>
internal sealed class Pulse
{
    private TaskCompletionSource _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Next => Volatile.Read(ref _source).Task;

    public void Fire() =>
        Interlocked.Exchange(ref _source, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}

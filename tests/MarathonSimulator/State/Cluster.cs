namespace MarathonSimulator.State;

/// <summary>All apps and their tasks. Every look that must be consistent and every change happens under <see cref="Gate"/>.</summary>
internal sealed class Cluster
{
    private readonly OrderedDictionary<string, SimApp> _apps = new(StringComparer.Ordinal);
    private readonly Pulse _changed = new();

    public Lock Gate { get; } = new();

    public VersionClock Versions { get; } = new();

    /// <summary>Completes at the next change.</summary>
    public Task Changed => _changed.Next;

    public SimApp? Find(string id)
    {
        lock (Gate)
            return _apps.GetValueOrDefault(id);
    }

    public SimApp[] All()
    {
        lock (Gate)
            return [.. _apps.Values];
    }

    public void Put(SimApp app)
    {
        lock (Gate)
            _apps[app.Id] = app;
        _changed.Fire();
    }

    public void Remove(SimApp app)
    {
        lock (Gate)
            _apps.Remove(app.Id);
        _changed.Fire();
    }

    /// <summary>Says that an app or one of its tasks changed.</summary>
    public void Touch(SimApp app)
    {
        lock (Gate)
            app.Invalidate();
        _changed.Fire();
    }

    public (SimApp App, SimTask Task)? FindTask(string taskId)
    {
        lock (Gate)
        {
            foreach (var app in _apps.Values)
            {
                if (app.Tasks.Find(task => task.Id == taskId) is { } found)
                    return (app, found);
            }
        }

        return null;
    }

    public byte[] Render(SimApp app, bool withTasks)
    {
        lock (Gate)
            return app.Render(withTasks);
    }
}

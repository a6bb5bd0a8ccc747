using System.Text.Json.Nodes;
using MarathonSimulator.Deployments;
using MarathonSimulator.State;

namespace MarathonSimulator;

/// <content>Apps and tasks, from inside the process. The same deployments and events as through the API.</content>
public sealed partial class Simulator
{
    /// <summary>The pace of tasks; may be changed at any time.</summary>
    public TaskDelays Delays => _options.Delays;

    public int AppCount => _cluster.All().Length;

    public int DeploymentCount => _engine.Running().Length;

    /// <summary>Deploys an app and waits until its tasks are up.</summary>
    public Task AddAsync(JsonObject definition) => _operations.Create(definition).Deployment.Work;

    /// <summary>Merges a patch into an app and waits for the deployment.</summary>
    public Task UpdateAsync(string appId, JsonObject patch) => _operations.Update(appId, patch, force: true).Deployment.Work;

    /// <summary>Scales an app and waits for the deployment.</summary>
    public Task ScaleAsync(string appId, int instances) => UpdateAsync(appId, new JsonObject { ["instances"] = instances });

    /// <summary>Replaces all tasks of an app, one after another as its upgradeStrategy says.</summary>
    public Task RestartAsync(string appId) => _operations.Restart(appId, force: true).Work;

    public Task DeleteAsync(string appId) => _operations.Delete(appId, force: true).Work;

    /// <summary>Kills tasks in the orderly way; with <paramref name="scale"/> they are not replaced.</summary>
    public Task KillTasksAsync(IEnumerable<string> taskIds, bool scale = false) =>
        _operations.KillTasks(taskIds, scale, force: true).Last?.Work ?? Task.CompletedTask;

    /// <summary>Waits until no deployment is in progress.</summary>
    public Task IdleAsync() => Task.WhenAll(_engine.Running().Select(deployment => deployment.Work));

    /// <summary>Puts apps in with their tasks as they are: no deployment, no event. Tasks on 127.0.0.0/8 listen when asked.</summary>
    public void Load(IEnumerable<SimApp> apps, bool listen = false)
    {
        foreach (var app in apps)
        {
            _cluster.Put(app);
            foreach (var task in listen ? app.Tasks : [])
                _tasks.Open(app, task);
        }
    }

    /// <summary>Reads a document: apps that list tasks are put in as they are, others are deployed.</summary>
    public async Task LoadAsync(JsonNode? document, bool listen = true)
    {
        var deployed = new List<Task>();
        foreach (var definition in DocumentReader.Definitions(document))
        {
            if (definition.ArrayAt("tasks") is not null)
                Load([DocumentReader.WithTasks(definition)], listen);
            else
                deployed.Add(AddAsync(definition));
        }

        await Task.WhenAll(deployed);
    }

    /// <summary>The tasks of one app, or of all.</summary>
    public SimTask[] Tasks(string? appId = null)
    {
        lock (_cluster.Gate)
        {
            return appId is null
                ? [.. _cluster.All().SelectMany(app => app.Tasks)]
                : [.. _cluster.Find(appId)?.Tasks ?? []];
        }
    }

    public SimTask? FindTask(string taskId) => _cluster.FindTask(taskId)?.Task;

    /// <summary>Marathon's health check of a task turns out so; the task's own /health answers the same.</summary>
    public void SetHealth(string taskId, bool alive)
    {
        var (app, task) = Existing(taskId);
        task.AnswersHealthy = alive;
        _tasks.SetHealth(app, task, alive);
    }

    /// <summary>What the task answers on /health, without Marathon noticing.</summary>
    public void SetHealthAnswer(string taskId, bool healthy) => Existing(taskId).Task.AnswersHealthy = healthy;

    /// <summary>The task dies at once: ports and connections are gone before Marathon says so, then it is replaced.</summary>
    public void CrashTask(string taskId, string state = TaskStates.Failed)
    {
        var (app, task) = Existing(taskId);
        _tasks.Crash(app, task, state);
    }

    /// <summary>Marathon reports a task in another state, for example TASK_UNREACHABLE; the task itself goes on.</summary>
    public void SetTaskState(string taskId, string state)
    {
        var (app, task) = Existing(taskId);
        _tasks.SetState(app, task, state);
    }

    private (SimApp App, SimTask Task) Existing(string taskId) =>
        _cluster.FindTask(taskId) ?? throw new ArgumentException($"no task '{taskId}'", nameof(taskId));
}

using System.Net.Sockets;
using MarathonSimulator.Events;
using MarathonSimulator.State;
using MarathonSimulator.TaskServing;

namespace MarathonSimulator.Deployments;

/// <summary>Takes tasks from staging to running and healthy, and from killing to killed, publishing each step.</summary>
internal sealed class TaskLife(
    Cluster cluster, MarathonEvents events, TaskServers servers, TaskAddresses addresses, SimulatorOptions options)
{
    private readonly TaskDelays _delays = options.Delays;

    /// <summary>Called under the cluster's gate when a task ended by itself and may need a replacement.</summary>
    public Action<SimApp> Lost { get; set; } = _ => { };

    /// <summary>Adds a staging task to the app. Call under the gate.</summary>
    public void Launch(SimApp app)
    {
        var address = NetworkShape.ModeOf(app.Definition) == NetworkMode.Container
            ? addresses.OwnAddress(NetworkShape.ContainerPorts(app.Definition))
            : addresses.OnAgent(NetworkShape.AgentPorts(app.Definition));
        var (id, instance) = TaskNames.Make(app.Id, Guid.NewGuid(), app.Legacy);
        var task = new SimTask
        {
            Id = id,
            InstanceId = instance,
            AppId = app.Id,
            Host = address.Host,
            IpAddress = address.Ip,
            Ports = address.Ports,
            ServingPorts = address.ServingPorts,
            SlaveId = address.SlaveId,
            Version = app.LastConfigChangeAt,
            StagedAt = DateTime.UtcNow,
        };
        app.Tasks.Add(task);
        cluster.Touch(app);
        events.TaskStatus(app, task);
        _ = RunAsync(app, task);
    }

    /// <summary>Serves a task, unless its app or address is not for listening; false when an address is taken.</summary>
    public bool Open(SimApp app, SimTask task)
    {
        var listens = app.Label("SIM_LISTEN") is { } label ? label == "yes" : options.TasksListen;
        if (!listens || !task.IpAddress.StartsWith("127.", StringComparison.Ordinal))
            return true;
        try
        {
            servers.Open(app, task);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Begins the orderly end of a task. Call under the gate.</summary>
    public void Kill(SimApp app, SimTask task)
    {
        if (!task.IsActive)
            return;
        Become(app, task, TaskStates.Killing);
        _ = EndAsync(app, task);
    }

    /// <summary>Ends a task at once, as a crash does: its listener and connections go, then Marathon hears of it.</summary>
    public void Crash(SimApp app, SimTask task, string state)
    {
        servers.Abort(task);
        lock (cluster.Gate)
        {
            Remove(app, task, state);
            Lost(app);
        }
    }

    /// <summary>Records and publishes a health check's result. Nothing happens when it is what it was.</summary>
    public void SetHealth(SimApp app, SimTask task, bool alive)
    {
        lock (cluster.Gate)
        {
            if (task.State != TaskStates.Running || task.Alive == alive)
                return;
            task.Alive = alive;
            task.Source = null;
            task.HealthSince = DateTime.UtcNow;
            cluster.Touch(app);
            events.Health(app, task, alive);
        }
    }

    /// <summary>Puts a task in any state that it can return from, for example TASK_UNREACHABLE.</summary>
    public void SetState(SimApp app, SimTask task, string state)
    {
        lock (cluster.Gate)
            Become(app, task, state);
    }

    private async Task RunAsync(SimApp app, SimTask task)
    {
        await PauseAsync(_delays.Staging);
        if (!Advance(app, task, TaskStates.Staging, TaskStates.Starting))
            return;
        await PauseAsync(_delays.Starting);
        if (!Open(app, task))
        {
            Crash(app, task, TaskStates.Failed);
            return;
        }

        if (!Advance(app, task, TaskStates.Starting, TaskStates.Running))
        {
            servers.Abort(task); // it was killed while it opened its ports
            return;
        }

        if (!app.HasHealthChecks)
            return;
        await PauseAsync(_delays.Healthy);
        SetHealth(app, task, app.Label("SIM_HEALTH") != "unhealthy");
    }

    private async Task EndAsync(SimApp app, SimTask task)
    {
        await PauseAsync(_delays.KillGrace);
        servers.Drain(task);
        await PauseAsync(_delays.Killed);
        servers.Abort(task);
        lock (cluster.Gate)
            Remove(app, task, TaskStates.Killed);
    }

    private bool Advance(SimApp app, SimTask task, string from, string to)
    {
        lock (cluster.Gate)
        {
            if (task.State != from)
                return false;
            if (to == TaskStates.Running)
                task.StartedAt = DateTime.UtcNow;
            Become(app, task, to);
            return true;
        }
    }

    private void Become(SimApp app, SimTask task, string state)
    {
        task.State = state;
        task.Source = null;
        cluster.Touch(app);
        events.TaskStatus(app, task);
    }

    private void Remove(SimApp app, SimTask task, string state)
    {
        if (app.Tasks.Remove(task))
            Become(app, task, state);
    }

    private static Task PauseAsync(int milliseconds) => milliseconds <= 0 ? Task.CompletedTask : Task.Delay(milliseconds);
}

using System.Text.Json.Nodes;
using MarathonSimulator.Events;
using MarathonSimulator.State;

namespace MarathonSimulator.Deployments;

/// <summary>Runs deployments, one per app at a time, and replaces tasks that an app has lost.</summary>
internal sealed class DeploymentEngine
{
    private readonly Cluster _cluster;
    private readonly TaskLife _tasks;
    private readonly MarathonEvents _events;
    private readonly TaskDelays _delays;
    private readonly List<Deployment> _running = [];

    public DeploymentEngine(Cluster cluster, TaskLife tasks, MarathonEvents events, TaskDelays delays)
    {
        (_cluster, _tasks, _events, _delays) = (cluster, tasks, events, delays);
        tasks.Lost = app => _ = ReplaceLostAsync(app);
    }

    public Deployment[] Running()
    {
        lock (_cluster.Gate)
            return [.. _running];
    }

    /// <summary>The deployment that has an app locked, if any. Call under the gate.</summary>
    public Deployment? LockOf(string appId) => _running.Find(deployment => deployment.App.Id == appId);

    /// <summary>Starts a deployment of an app whose new definition is in place; one in progress gives way. Call under the gate.</summary>
    public Deployment Begin(SimApp app, DeploymentKind kind, JsonObject? original)
    {
        LockOf(app.Id)?.Cancellation.Cancel();
        _running.RemoveAll(other => other.App.Id == app.Id);
        app.DeploymentIds.Clear();
        var deployment = new Deployment(app, kind, original);
        _running.Add(deployment);
        app.DeploymentIds.Add(deployment.Id);
        _cluster.Touch(app);
        deployment.Work = Task.Run(() => RunAsync(deployment));
        return deployment;
    }

    /// <summary>Ends a deployment where it is; nothing happens when it has ended.</summary>
    public void Cancel(Deployment deployment)
    {
        lock (_cluster.Gate)
        {
            if (!_running.Contains(deployment))
                return;
            deployment.Cancellation.Cancel();
            Forget(deployment);
        }
    }

    private async Task RunAsync(Deployment deployment)
    {
        var cancel = deployment.Cancellation.Token;
        try
        {
            for (var step = 0; step < deployment.Actions.Length; step++)
            {
                deployment.Step = step;
                _events.DeploymentStep("deployment_info", deployment);
                if (step == deployment.Actions.Length - 1)
                    await ConvergeAsync(deployment, cancel);
                _events.DeploymentStep("deployment_step_success", deployment);
            }

            Succeed(deployment);
        }
        catch (OperationCanceledException)
        {
            _events.DeploymentStep("deployment_step_failure", deployment);
            _events.DeploymentEnd("deployment_failed", deployment);
        }
        finally
        {
            deployment.Dispose();
        }
    }

    private void Succeed(Deployment deployment)
    {
        lock (_cluster.Gate)
        {
            deployment.Cancellation.Token.ThrowIfCancellationRequested();
            Forget(deployment);
            if (deployment.Kind == DeploymentKind.Stop)
            {
                _cluster.Remove(deployment.App);
                _events.AppTerminated(deployment.App.Id);
            }

            _events.DeploymentEnd("deployment_success", deployment);
        }
    }

    private void Forget(Deployment deployment)
    {
        _running.Remove(deployment);
        deployment.App.DeploymentIds.Remove(deployment.Id);
        _cluster.Touch(deployment.App);
    }

    private async Task ConvergeAsync(Deployment deployment, CancellationToken cancel)
    {
        while (true)
        {
            var changed = _cluster.Changed;
            lock (_cluster.Gate)
            {
                cancel.ThrowIfCancellationRequested();
                if (Advance(deployment.App, deployment.Kind == DeploymentKind.Stop ? 0 : deployment.App.Instances))
                    return;
            }

            await changed.WaitAsync(cancel);
        }
    }

    /// <summary>One round; true when the goal is reached. Call under the gate.</summary>
    private bool Advance(SimApp app, int target)
    {
        var plan = RoundPlan.For(app, target);
        foreach (var task in plan.Kill)
            _tasks.Kill(app, task);
        for (var i = 0; i < plan.Launch; i++)
            _tasks.Launch(app);
        return plan.Done;
    }

    /// <summary>Marathon launches what is missing after its back-off; a deployment in progress does so itself.</summary>
    private async Task ReplaceLostAsync(SimApp app)
    {
        await Task.Delay(Math.Max(1, _delays.Backoff));
        lock (_cluster.Gate)
        {
            if (LockOf(app.Id) is not null || !ReferenceEquals(_cluster.Find(app.Id), app))
                return;
            for (var missing = app.Instances - app.Tasks.Count(task => task.IsActive); missing > 0; missing--)
                _tasks.Launch(app);
        }
    }
}

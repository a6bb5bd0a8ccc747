using System.Text.Json.Nodes;
using MarathonSimulator.Api;
using MarathonSimulator.Events;
using MarathonSimulator.State;

namespace MarathonSimulator.Deployments;

/// <summary>What clients can do to apps: create, change, scale, restart, delete, kill tasks. Each starts a deployment.</summary>
internal sealed class AppOperations(
    Cluster cluster, DeploymentEngine engine, TaskLife tasks, MarathonEvents events, SimulatorOptions options)
{
    /// <summary>Members whose change only scales; all others restart the app's tasks.</summary>
    private static readonly string[] ScalingMembers = ["instances", "upgradeStrategy", "killSelection"];

    /// <exception cref="ApiException">The definition is not valid, or the id is taken.</exception>
    public (SimApp App, Deployment Deployment) Create(JsonObject definition)
    {
        lock (cluster.Gate)
        {
            var complete = AppDefaults.Complete(definition, options.Form, UsedServicePorts());
            var app = new SimApp(complete, cluster.Versions.Next()) { Legacy = options.Form == MarathonForm.V011 };
            if (cluster.Find(app.Id) is not null)
                throw ApiException.Conflict($"An app with id [{app.Id}] already exists.");
            cluster.Put(app);
            events.ApiPost("/v2/apps", app.Definition);
            return (app, engine.Begin(app, DeploymentKind.Create, null));
        }
    }

    /// <summary>Merges a patch into an app, or creates it.</summary>
    /// <exception cref="ApiException">Not valid, or locked by another deployment and not forced.</exception>
    public (SimApp App, Deployment Deployment, bool Created) Update(string id, JsonObject patch, bool force)
    {
        lock (cluster.Gate)
        {
            if (cluster.Find(id) is not { } app)
            {
                patch["id"] = id;
                var (created, deployment) = Create(patch);
                return (created, deployment, true);
            }

            CheckLock(app, force);
            var original = (JsonObject)app.Definition.DeepClone();
            var merged = (JsonObject)original.DeepClone();
            foreach (var (name, value) in patch)
                merged[name] = value?.DeepClone();
            merged["id"] = id;
            var complete = AppDefaults.Complete(merged, options.Form, UsedServicePorts());
            var changed = IsConfigChange(original, complete);
            app.Replace(complete, cluster.Versions.Next(), changed);
            events.ApiPost("/v2/apps" + id, complete);
            var kind = changed ? DeploymentKind.Restart : DeploymentKind.Scale;
            return (app, engine.Begin(app, kind, original), false);
        }
    }

    public Deployment Restart(string id, bool force)
    {
        lock (cluster.Gate)
        {
            var app = Existing(id);
            CheckLock(app, force);
            app.Replace((JsonObject)app.Definition.DeepClone(), cluster.Versions.Next(), configChanged: true);
            return engine.Begin(app, DeploymentKind.Restart, app.Definition);
        }
    }

    public Deployment Delete(string id, bool force)
    {
        lock (cluster.Gate)
        {
            var app = Existing(id);
            CheckLock(app, force);
            events.ApiPost("/v2/apps" + id, app.Definition);
            return engine.Begin(app, DeploymentKind.Stop, app.Definition);
        }
    }

    /// <summary>Kills tasks by id; ids that are not known are passed over. With <paramref name="scale"/> the apps get fewer instances.</summary>
    public (IReadOnlyList<SimTask> Killed, Deployment? Last) KillTasks(IEnumerable<string> ids, bool scale, bool force)
    {
        lock (cluster.Gate)
        {
            var found = ids.Select(cluster.FindTask).OfType<(SimApp App, SimTask Task)>().ToList();
            foreach (var app in scale ? found.Select(hit => hit.App).Distinct() : [])
                CheckLock(app, force);
            foreach (var (app, task) in found)
                tasks.Kill(app, task);
            Deployment? last = null;
            foreach (var group in found.GroupBy(hit => hit.App))
                last = scale ? Shrink(group.Key, group.Count()) : Refill(group.Key);
            return ([.. found.Select(hit => hit.Task)], last);
        }
    }

    /// <summary>Takes a deployment back: its app returns to the definition before, or goes.</summary>
    public Deployment Rollback(Deployment deployment)
    {
        lock (cluster.Gate)
        {
            engine.Cancel(deployment);
            return deployment.Original is { } original
                ? Update(deployment.App.Id, (JsonObject)original.DeepClone(), force: true).Deployment
                : Delete(deployment.App.Id, force: true);
        }
    }

    private Deployment Shrink(SimApp app, int by)
    {
        var original = (JsonObject)app.Definition.DeepClone();
        var smaller = (JsonObject)original.DeepClone();
        smaller["instances"] = Math.Max(0, app.Instances - by);
        app.Replace(smaller, cluster.Versions.Next(), configChanged: false);
        return engine.Begin(app, DeploymentKind.Scale, original);
    }

    private Deployment? Refill(SimApp app)
    {
        tasks.Lost(app);
        return null;
    }

    private SimApp Existing(string id) => cluster.Find(id) ?? throw ApiException.NoApp(id);

    private void CheckLock(SimApp app, bool force)
    {
        if (!force && engine.LockOf(app.Id) is { } deployment)
            throw ApiException.Locked(deployment.Id);
    }

    private Lazy<HashSet<int>> UsedServicePorts() =>
        new(() => [.. cluster.All().SelectMany(app => AppDefaults.ServicePorts(app.Definition))]);

    private static bool IsConfigChange(JsonObject before, JsonObject after)
    {
        var names = before.Select(member => member.Key).Union(after.Select(member => member.Key)).Except(ScalingMembers);
        return names.Any(name => !JsonNode.DeepEquals(before[name], after[name]));
    }
}

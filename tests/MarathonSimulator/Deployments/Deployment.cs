using System.Text.Json.Nodes;
using MarathonSimulator.State;

namespace MarathonSimulator.Deployments;

/// <summary>What a deployment does to its app.</summary>
internal enum DeploymentKind
{
    Create,
    Scale,
    Restart,
    Stop,
}

/// <summary>One deployment of one app, in progress.</summary>
internal sealed class Deployment : IDisposable
{
    private readonly JsonObject? _original;
    private readonly JsonObject _target;

    public Deployment(SimApp app, DeploymentKind kind, JsonObject? original)
    {
        App = app;
        Kind = kind;
        Version = MarathonTime.Format(app.Version);
        _original = original?.DeepClone() as JsonObject;
        _target = (JsonObject)app.Definition.DeepClone();
        Actions = kind switch
        {
            DeploymentKind.Create => ["StartApplication", "ScaleApplication"],
            DeploymentKind.Restart => ["RestartApplication"],
            DeploymentKind.Stop => ["StopApplication"],
            _ => ["ScaleApplication"],
        };
    }

    public string Id { get; } = Guid.NewGuid().ToString();

    public SimApp App { get; }

    public DeploymentKind Kind { get; }

    public string Version { get; }

    /// <summary>One action per step.</summary>
    public string[] Actions { get; }

    /// <summary>Index of the step in progress.</summary>
    public int Step { get; set; }

    /// <summary>Ends the deployment before its goal.</summary>
    public CancellationTokenSource Cancellation { get; } = new();

    /// <summary>Completes when it has ended, well or not.</summary>
    public Task Work { get; set; } = Task.CompletedTask;

    /// <summary>The definition before this deployment; null when the app is new.</summary>
    public JsonObject? Original => _original;

    public JsonObject StepJson(int step) => new()
    {
        ["actions"] = new JsonArray(new JsonObject { ["action"] = Actions[step], ["app"] = App.Id }),
    };

    /// <summary>The plan in events; the light form leaves out both groups.</summary>
    public JsonObject Plan(bool light)
    {
        var plan = new JsonObject { ["id"] = Id };
        if (!light)
        {
            plan["original"] = Group(_original);
            plan["target"] = Group(Kind == DeploymentKind.Stop ? null : _target);
        }

        plan["steps"] = new JsonArray([.. Enumerable.Range(0, Actions.Length).Select(StepJson)]);
        plan["version"] = Version;
        return plan;
    }

    /// <summary>As GET /v2/deployments lists it.</summary>
    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["version"] = Version,
        ["affectedApps"] = new JsonArray(App.Id),
        ["affectedPods"] = new JsonArray(),
        ["steps"] = new JsonArray([.. Enumerable.Range(0, Actions.Length).Select(StepJson)]),
        ["currentActions"] = new JsonArray(new JsonObject
        {
            ["action"] = Actions[Step],
            ["app"] = App.Id,
            ["readinessCheckResults"] = new JsonArray(),
        }),
        ["currentStep"] = Step + 1,
        ["totalSteps"] = Actions.Length,
    };

    public void Dispose() => Cancellation.Dispose();

    private static JsonObject Group(JsonObject? app) => new()
    {
        ["id"] = "/",
        ["apps"] = app is null ? new JsonArray() : new JsonArray(app.DeepClone()),
        ["groups"] = new JsonArray(),
        ["dependencies"] = new JsonArray(),
    };
}

using System.Text.Json;
using System.Text.Json.Nodes;
using MarathonLb.Apps;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Json;

namespace MarathonLb.Zdd.Definition;

/// <summary>An app as Marathon has it now.</summary>
internal sealed class DeployedApp
{
    private DeployedApp(JsonObject json, MarathonApp app)
    {
        (Json, App) = (json, app);
        Mode = PortRules.ModeOf(app);
        ServicePorts = [.. PortRules.ServicePorts(new AppInstance(app.Id, app, app.Tasks, null), Mode, new PortAssigner(0, 0), out _).OfType<int>()];
    }

    /// <summary>Marathon's own document, for the hook.</summary>
    public JsonObject Json { get; }

    /// <summary>What the load balancer reads of it.</summary>
    public MarathonApp App { get; }

    /// <summary>How its tasks are reached.</summary>
    public NetworkMode Mode { get; }

    /// <summary>Its service ports in Marathon.</summary>
    public IReadOnlyList<int> ServicePorts { get; }

    public string Id => App.Id;

    public int Instances => App.Instances;

    /// <summary>True while Marathon works on it.</summary>
    public bool IsDeploying => Json.ArrayAt("deployments") is { Count: > 0 };

    /// <summary>Its deployment group, or null.</summary>
    public string? Group => Label(DeploymentLabels.Group);

    public string? Colour => Label(DeploymentLabels.Colour);

    /// <summary>When its deploy began.</summary>
    public DateTime StartedAt => DeploymentGroups.Date(Label(DeploymentLabels.StartedAt));

    /// <summary>When its number of instances changed last.</summary>
    public DateTime ScaledAt => DeploymentGroups.Date(App.LastScalingAt);

    /// <summary>How many instances its deploy ends with, or null if zdd has not deployed it.</summary>
    public int? TargetInstances => JsonFields.NumberOf(Label(DeploymentLabels.TargetInstances));

    /// <summary>How many instances of it a hybrid has; 0 if it is none.</summary>
    public int NewInstances => JsonFields.NumberOf(Label(DeploymentLabels.NewInstances)) ?? 0;

    /// <summary>The tasks that get traffic.</summary>
    public IEnumerable<MarathonTask> ServingTasks => App.Tasks.Where(static task => !string.IsNullOrEmpty(task.Host) && TaskRules.IsServing(task.State));

    /// <summary>Understands an app's document.</summary>
    /// <exception cref="ZddException">It is none.</exception>
    public static DeployedApp Of(JsonNode? json)
    {
        try
        {
            if (json is JsonObject app && app.Deserialize(MarathonJson.Default.MarathonApp) is { Id.Length: > 0 } read) return new DeployedApp(app, read);
        }
        catch (JsonException)
        {
            // Said below.
        }

        throw new ZddException(ZddExitCode.Marathon, "Marathon's answer has something in an app's place that is no app; is the URL Marathon's?");
    }

    /// <summary>A label's value, or null.</summary>
    public string? Label(string name) => Json.ObjectAt("labels").TextAt(name);

    /// <summary>The port that service n is bound to at the load balancer, or null if it has no such service.</summary>
    public int? BoundPort(int index) =>
        index >= ServicePorts.Count ? null : JsonFields.NumberOf(Label(DeploymentLabels.Port(index))) ?? ServicePorts[index];
}

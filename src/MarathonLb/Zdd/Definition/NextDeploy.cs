using System.Globalization;
using System.Text.Json.Nodes;
using MarathonLb.Zdd.Swapping;

namespace MarathonLb.Zdd.Definition;

/// <summary>The next colour of an app: what is posted to Marathon.</summary>
/// <param name="Json">The definition.</param>
/// <param name="Id">Its id.</param>
/// <param name="Instances">How many instances it starts with.</param>
/// <param name="Goal">Where the deploy leads.</param>
internal sealed record NextDeploy(JsonObject Json, string Id, int Instances, SwapGoal Goal)
{
    /// <summary>Makes it from the app's definition (spec, section 8, "Deploy").</summary>
    /// <param name="app">The definition; it stays as it is.</param>
    /// <param name="last">The app that serves the group now, or null for the first deploy.</param>
    /// <param name="options">What the command line says.</param>
    /// <param name="now">Local time.</param>
    /// <exception cref="ZddException">The service ports are not those of the last deploy.</exception>
    public static NextDeploy Of(AppDefinition app, DeployedApp? last, ZddOptions options, DateTime now)
    {
        CheckPorts(app, last);
        JsonObject json = (JsonObject)app.Json.DeepClone();
        JsonObject labels = json.ObjectAt("labels")!;
        string colour = last?.Colour == "blue" ? "green" : "blue";
        string id = (app.Id.StartsWith('/') ? "" : "/") + $"{app.Id}-{colour}";
        int target = last?.Instances ?? app.Instances;
        int hybrid = last is null ? 0 : Math.Min(options.NewInstances, target);
        int start = last is null ? app.Instances : Math.Min(options.InitialInstances, hybrid > 0 ? hybrid : target);

        json["id"] = id;
        if (last is not null) json["instances"] = start;
        ServicePortFields fields = ServicePortFields.Of(json);
        for (int i = 0; i < app.Ports.Length; i++)
        {
            labels[DeploymentLabels.Port(i)] = JsonFields.Text(app.Ports[i]);
            fields.Set(i, last is null ? app.Ports[i] : NextPort(app, last, i));
        }

        labels[DeploymentLabels.AppId] = app.Id;
        labels[DeploymentLabels.TargetInstances] = JsonFields.Text(target);
        labels[DeploymentLabels.Colour] = colour;
        labels[DeploymentLabels.StartedAt] = now.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        labels[DeploymentLabels.NewInstances] = JsonFields.Text(hybrid);
        return new NextDeploy(json, id, start, new SwapGoal(target, hybrid, options.LinearIncrease));
    }

    /// <summary>The alternate, unless the last deploy has it: then what the last deploy is bound to.</summary>
    private static int NextPort(AppDefinition app, DeployedApp last, int index)
    {
        int alternate = app.Alternates[index];
        return last.ServicePorts.ElementAtOrDefault(index) == alternate ? last.BoundPort(index)!.Value : alternate;
    }

    /// <summary>While both colours are one backend, it is bound to the old one's ports: with others the swap would wait for a backend that never comes.</summary>
    private static void CheckPorts(AppDefinition app, DeployedApp? last)
    {
        for (int i = 0; i < app.Ports.Length; i++)
        {
            if (last?.BoundPort(i) is not int bound || bound == app.Ports[i]) continue;
            string advice = last.Label(DeploymentLabels.Port(i)) is null && bound == app.Alternates[i]
                ? $"give its service port as the app's, and another one as {DeploymentLabels.AltPort}"
                : "deploy with the same service port, or delete the group's app first";
            throw new ZddException(ZddExitCode.MissingField, $"service port {i} is {app.Ports[i]}, but {last.Id} serves the group on {bound}: it can't change in a swap; {advice}");
        }
    }
}

using System.Text.Json.Nodes;
using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator.Generators;

namespace MarathonLb.EndToEnd.Zdd;

/// <summary>The app that the tests deploy: what a user writes, one file for every version.</summary>
internal sealed class ShopApp
{
    public const string Host = "shop.test";

    private readonly bool _mustPassACheck;

    /// <param name="ports">How many service ports it has.</param>
    /// <param name="mustPassACheck">HAProxy calls a new server UP only after a check, which takes up to a second in each step; else at once.</param>
    public ShopApp(int ports = 1, bool mustPassACheck = false)
    {
        _mustPassACheck = mustPassACheck;
        Ports = [.. Enumerable.Range(0, ports).Select(static _ => FreePorts.Take())];
        Alternates = [.. Enumerable.Range(0, ports).Select(static _ => FreePorts.Take())];
    }

    public int[] Ports { get; }

    public int[] Alternates { get; }

    /// <summary>The backend of the first service port.</summary>
    public string Backend => $"shop_{Ports[0]}";

    /// <summary>The definition.</summary>
    /// <param name="instances">How many instances the first deploy has.</param>
    /// <param name="more">Says more about it.</param>
    public JsonObject Definition(int instances, Action<AppBuilder>? more = null)
    {
        AppBuilder app = new AppBuilder("/shop").Host(Ports).Instances(instances).Check();
        for (int i = 0; i < Ports.Length; i++) app.Port(i, "MODE", "http").Port(i, "VHOST", i == 0 ? Host : $"{i}.{Host}");
        app.Label("HAPROXY_DEPLOYMENT_GROUP", "shop").Label("HAPROXY_DEPLOYMENT_ALT_PORT", string.Join(", ", Alternates));
        more?.Invoke(app);
        JsonObject definition = app.Build();
        JsonNode check = definition["healthChecks"]![0]!;
        check["intervalSeconds"] = 1;

        // A server that falls at the first failure starts as UP; another one as "UP 1/3", which is not UP.
        if (!_mustPassACheck) check["maxConsecutiveFailures"] = 0;
        return definition;
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using MarathonLb.Zdd.Balancers;
using MarathonLb.Zdd.Definition;
using MarathonLb.Zdd.Swapping;

namespace MarathonLb.Tests.Zdd;

/// <summary>Apps of the group "shop" as Marathon shows them, and what load balancers say of their tasks.</summary>
internal static class Deployed
{
    public const string Backend = "shop_10001";

    /// <summary>An app with one running task per instance, at 10.0.0.N and port 31000 + i.</summary>
    public static JsonObject Json(string colour, int instances, int target = 10, int hybrid = 0, bool deploying = false, int subnet = 0)
    {
        int net = subnet > 0 ? subnet : colour == "blue" ? 1 : 2;
        JsonArray tasks = [.. Enumerable.Range(0, instances).Select(i => (JsonNode)new JsonObject
        {
            ["id"] = $"{colour}.{i:00}",
            ["host"] = $"10.0.0.{net}",
            ["state"] = "TASK_RUNNING",
            ["ports"] = new JsonArray(31000 + i),
        })];
        return new JsonObject
        {
            ["id"] = $"/shop-{colour}",
            ["instances"] = instances,
            ["deployments"] = deploying ? new JsonArray(new JsonObject { ["id"] = "d" }) : [],
            ["portDefinitions"] = new JsonArray(new JsonObject { ["port"] = colour == "blue" ? 10001 : 10101 }),
            ["labels"] = new JsonObject
            {
                ["HAPROXY_DEPLOYMENT_GROUP"] = "shop",
                ["HAPROXY_DEPLOYMENT_COLOUR"] = colour,
                ["HAPROXY_DEPLOYMENT_STARTED_AT"] = colour == "blue" ? "2026-01-01T00:00:00" : "2026-02-01T00:00:00",
                ["HAPROXY_DEPLOYMENT_TARGET_INSTANCES"] = target.ToString(CultureInfo.InvariantCulture),
                ["HAPROXY_DEPLOYMENT_NEW_INSTANCES"] = hybrid.ToString(CultureInfo.InvariantCulture),
                ["HAPROXY_0_PORT"] = "10001",
            },
            ["tasks"] = tasks,
        };
    }

    public static DeployedApp App(string colour, int instances, int target = 10, bool deploying = false) =>
        DeployedApp.Of(Json(colour, instances, target, deploying: deploying));

    /// <summary>Blue goes, green comes.</summary>
    public static DeployedPair Pair(int old, int now, bool deploying = false) => new(App("blue", old), App("green", now, deploying: deploying));

    /// <summary>A server of one of those tasks.</summary>
    public static ServerStatistics Server(string colour, int task, string status = "UP", long sessions = 0, long queued = 0) =>
        new(Backend, $"10_0_0_{(colour == "blue" ? 1 : 2)}_{31000 + task}", status, sessions, queued);

    /// <summary>A load balancer that drains the first so many tasks of the app that goes.</summary>
    public static LoadBalancerView Balancer(int old, int now, int draining, long busy = 0, int processes = 2, string name = "lb:9090") => new(
        name,
        processes,
        [
            .. Enumerable.Range(0, old).Select(i => Server("blue", i, i < draining ? "MAINT" : "UP", i < draining ? busy : 7)),
            .. Enumerable.Range(0, now).Select(static i => Server("green", i)),
        ]);

    /// <summary>Everything at one moment.</summary>
    public static SwapView View(DeployedPair apps, params LoadBalancerView[] balancers) => new(apps, [Backend], new LoadBalancerLook(balancers, []));
}

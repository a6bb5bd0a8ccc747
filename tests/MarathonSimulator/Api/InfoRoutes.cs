using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace MarathonSimulator.Api;

/// <summary>What Marathon says of itself: leader, info, ping, and an empty launch queue.</summary>
internal sealed class InfoRoutes(LeaderState leader, SimulatorOptions options)
{
    public void Register(Router router)
    {
        router.Add("GET", "/v2/leader", (context, _) => ResponseBody.JsonAsync(context, 200, new JsonObject { ["leader"] = Leader }));
        router.Add("GET", "/v2/info", (context, _) => ResponseBody.JsonAsync(context, 200, Info()));
        router.Add("GET", "/v2/queue", (context, _) => ResponseBody.JsonAsync(context, 200, new JsonObject { ["queue"] = new JsonArray() }));
        router.Add("GET", "/ping", (context, _) =>
        {
            context.Response.ContentType = "text/plain";
            return context.Response.Body.WriteAsync("pong"u8.ToArray()).AsTask();
        });
    }

    private string Leader => (leader.Location ?? leader.Self).Authority;

    private JsonObject Info() => new()
    {
        ["name"] = "marathon",
        ["version"] = options.Form == MarathonForm.V011 ? "0.11.1" : "1.8.222",
        ["buildref"] = "simulator",
        ["elected"] = leader.Location is null,
        ["leader"] = Leader,
        ["frameworkId"] = "4f2b6c1e-simulator-0000",
        ["marathon_config"] = new JsonObject { ["features"] = new JsonArray("task_killing"), ["hostname"] = options.Address },
        ["http_config"] = new JsonObject { ["http_port"] = leader.Self.Port },
        ["zookeeper_config"] = new JsonObject { ["zk"] = "zk://127.0.0.1:2181/marathon" },
    };
}

/// <summary>Whether this simulator leads, or where the leader is.</summary>
internal sealed class LeaderState
{
    /// <summary>This simulator's own base address.</summary>
    public Uri Self { get; set; } = new("http://127.0.0.1/");

    /// <summary>The leader's base address; null when this one leads.</summary>
    public Uri? Location { get; set; }

    /// <summary>The status of redirects to the leader.</summary>
    public int Status { get; set; } = 302;
}

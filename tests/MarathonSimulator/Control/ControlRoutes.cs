using System.Text.Json.Nodes;
using MarathonSimulator.Api;
using MarathonSimulator.State;
using Microsoft.AspNetCore.Http;

namespace MarathonSimulator.Control;

/// <summary>The routes below /sim: the in-process methods of <see cref="Simulator"/> for those outside the process.</summary>
internal sealed class ControlRoutes(Simulator simulator)
{
    public void Register(Router router)
    {
        router.Add("GET", "/sim/state", (context, _) => ResponseBody.JsonAsync(context, 200, ControlJson.State(simulator)));
        router.Add("GET", "/sim/tasks", (context, _) => ResponseBody.JsonAsync(context, 200, ControlJson.Tasks(simulator, context.Request.Query["app"])));
        router.Add("POST", "/sim/tasks/**", TaskAsync);
        router.Add("GET", "/sim/requests", (context, _) => ResponseBody.JsonAsync(context, 200, ControlJson.Requests(simulator)));
        router.Add("DELETE", "/sim/requests", (context, _) => Done(context, simulator.ClearRequests));
        router.Add("GET", "/sim/faults", (context, _) => ResponseBody.JsonAsync(context, 200, ControlJson.Faults(simulator)));
        router.Add("POST", "/sim/faults", (context, _) => WithBody(context, body => simulator.Misbehave(ControlJson.ReadFault(body))));
        router.Add("DELETE", "/sim/faults", (context, _) => Done(context, simulator.Behave));
        router.Add("POST", "/sim/streams/cut", (context, _) =>
            Done(context, () => simulator.CutStreams(RequestBody.Flag(context, "properly"))));
        router.Add("POST", "/sim/events/faults", (context, _) => WithBody(context, SetEventFaults));
        router.Add("POST", "/sim/events/publish", (context, _) => WithBody(context, Publish));
        router.Add("POST", "/sim/leader", (context, _) => WithBody(context, SetLeader));
        router.Add("POST", "/sim/delays", (context, _) => WithBody(context, SetDelays));
        router.Add("POST", "/sim/tokens/revoke", (context, _) => Done(context, simulator.RevokeTokens));
    }

    /// <summary><c>ID/health</c>, <c>ID/answer</c>, <c>ID/crash</c> and <c>ID/state</c>.</summary>
    private async Task TaskAsync(HttpContext context, string rest)
    {
        var slash = rest.LastIndexOf('/');
        var id = slash < 0 ? rest : rest[..slash];
        if (simulator.FindTask(id) is null)
            throw ApiException.Saying(404, $"no task '{id}'");
        var body = await RequestBody.OptionalAsync(context);
        switch (slash < 0 ? "" : rest[(slash + 1)..])
        {
            case "health":
                simulator.SetHealth(id, body.BoolAt("alive") ?? false);
                break;
            case "answer":
                simulator.SetHealthAnswer(id, body.BoolAt("healthy") ?? false);
                break;
            case "crash":
                simulator.CrashTask(id, body.TextAt("state") ?? TaskStates.Failed);
                break;
            case "state":
                simulator.SetTaskState(id, body.TextAt("state") ?? TaskStates.Unreachable);
                break;
            default:
                throw ApiException.Saying(404, "health, answer, crash or state");
        }

        context.Response.StatusCode = 204;
    }

    private void SetEventFaults(JsonObject body)
    {
        var faults = simulator.EventFaults;
        faults.Silent = body.BoolAt("silent") ?? faults.Silent;
        faults.NoHeartbeats = body.BoolAt("noHeartbeats") ?? faults.NoHeartbeats;
        if (body.IntAt("drop") is { } drop)
            faults.DropNext(drop);
        if (body.IntAt("duplicate") is { } duplicate)
            faults.DuplicateNext(duplicate);
        if (body.IntAt("reorder") is { } reorder)
            faults.ReorderNext(reorder);
        if (body.IntAt("join") is { } join)
            faults.JoinNext(join);
    }

    private void Publish(JsonObject body)
    {
        var type = body.TextAt("eventType") ?? throw ApiException.Saying(422, "eventType is required");
        simulator.Publish(type, body);
    }

    private void SetLeader(JsonObject body)
    {
        var text = body.TextAt("location");
        Uri? location = null;
        if (text is not null && !Uri.TryCreate(text, UriKind.Absolute, out location))
            throw ApiException.Saying(422, $"location is not an absolute URL: {text}");
        simulator.FollowLeader(location, body.IntAt("status") ?? 302);
    }

    private void SetDelays(JsonObject body)
    {
        var delays = simulator.Delays;
        delays.Staging = body.IntAt("staging") ?? delays.Staging;
        delays.Starting = body.IntAt("starting") ?? delays.Starting;
        delays.Healthy = body.IntAt("healthy") ?? delays.Healthy;
        delays.KillGrace = body.IntAt("killGrace") ?? delays.KillGrace;
        delays.Killed = body.IntAt("killed") ?? delays.Killed;
        delays.Backoff = body.IntAt("backoff") ?? delays.Backoff;
    }

    private static async Task WithBody(HttpContext context, Action<JsonObject> action)
    {
        action(await RequestBody.OptionalAsync(context));
        context.Response.StatusCode = 204;
    }

    private static Task Done(HttpContext context, Action action)
    {
        action();
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }
}

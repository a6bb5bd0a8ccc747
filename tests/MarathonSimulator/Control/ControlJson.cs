using System.Text.Json.Nodes;
using MarathonSimulator.Api;
using MarathonSimulator.State;

namespace MarathonSimulator.Control;

/// <summary>JSON of the control routes.</summary>
internal static class ControlJson
{
    public static JsonObject State(Simulator simulator) => new()
    {
        ["apps"] = simulator.AppCount,
        ["tasks"] = simulator.Tasks().Length,
        ["deployments"] = simulator.DeploymentCount,
        ["streams"] = simulator.StreamCount,
        ["events"] = simulator.EventCount,
        ["leader"] = simulator.Leader?.ToString(),
    };

    public static JsonArray Tasks(Simulator simulator, string? appId) => new([.. simulator.Tasks(appId).Select(task => new JsonObject
    {
        ["id"] = task.Id,
        ["app"] = task.AppId,
        ["state"] = task.State,
        ["alive"] = task.Alive,
        ["addresses"] = new JsonArray([.. task.ServingPorts.Select(port => (JsonNode)$"{task.IpAddress}:{port}")]),
        ["requests"] = task.Counters.Requests,
        ["connections"] = task.Counters.Connections,
        ["open"] = task.Counters.Open,
    })]);

    public static JsonArray Requests(Simulator simulator) => new([.. simulator.Requests.Select(request => new JsonObject
    {
        ["at"] = MarathonTime.Format(request.At),
        ["method"] = request.Method,
        ["target"] = request.Target,
        ["userAgent"] = request.UserAgent,
        ["authorization"] = request.Authorization,
        ["status"] = request.Status,
        ["bytesSent"] = request.BytesSent,
    })]);

    public static JsonArray Faults(Simulator simulator) => new([.. simulator.Faults.Select(fault => new JsonObject
    {
        ["kind"] = fault.Rule.Kind.ToString(),
        ["target"] = fault.Rule.Target.ToString(),
        ["left"] = fault.Left,
    })]);

    /// <exception cref="ApiException">422 for a kind or target that there is not.</exception>
    public static FaultRule ReadFault(JsonObject body) => new(Read<FaultKind>(body, "kind", null))
    {
        Target = Read<FaultTarget>(body, "target", FaultTarget.Reads),
        Count = body.IntAt("count"),
        For = body.NumberAt("seconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Status = body.IntAt("status") ?? 503,
        DelayMs = body.IntAt("delayMs") ?? 1000,
        Location = body.TextAt("location") ?? "",
        Body = body.TextAt("body") ?? "",
    };

    private static T Read<T>(JsonObject body, string name, T? otherwise)
        where T : struct, Enum
    {
        if (body.TextAt(name) is not { } text)
            return otherwise ?? throw Unknown();
        return Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : throw Unknown();

        ApiException Unknown() => ApiException.Saying(422, $"{name}: one of {string.Join(", ", Enum.GetNames<T>())}");
    }
}

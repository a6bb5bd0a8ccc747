using System.Text.Json.Nodes;

namespace MarathonSimulator.Api;

/// <summary>An answer that says no, in Marathon's words.</summary>
internal sealed class ApiException(int status, JsonObject body) : Exception(body.ToJsonString())
{
    public int Status { get; } = status;

    public JsonObject Body { get; } = body;

    public static ApiException NoApp(string id) => Saying(404, $"App '{id}' does not exist");

    public static ApiException Saying(int status, string message) => new(status, new JsonObject { ["message"] = message });

    public static ApiException Conflict(string message) => Saying(409, message);

    public static ApiException Locked(string deploymentId) => new(409, new JsonObject
    {
        ["message"] = "App is locked by one or more deployments. Override with the option '?force=true'. "
            + "View details at '/v2/deployments/<DEPLOYMENT_ID>'.",
        ["deployments"] = new JsonArray(new JsonObject { ["id"] = deploymentId }),
    });

    public static ApiException Invalid(string path, string error) => new(422, new JsonObject
    {
        ["message"] = "Object is not valid",
        ["details"] = new JsonArray(new JsonObject { ["path"] = path, ["errors"] = new JsonArray(error) }),
    });
}

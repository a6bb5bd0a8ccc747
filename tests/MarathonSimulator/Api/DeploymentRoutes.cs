using System.Text.Json.Nodes;
using MarathonSimulator.Deployments;
using MarathonSimulator.State;
using Microsoft.AspNetCore.Http;

namespace MarathonSimulator.Api;

/// <summary>The routes below /v2/deployments.</summary>
internal sealed class DeploymentRoutes(DeploymentEngine engine, AppOperations operations)
{
    public void Register(Router router)
    {
        router.Add("GET", "/v2/deployments", (context, _) => ResponseBody.JsonAsync(
            context, 200, new JsonArray([.. engine.Running().Select(deployment => deployment.ToJson())])));
        router.Add("DELETE", "/v2/deployments/**", CancelAsync);
    }

    /// <summary>The answer to a request that began a deployment.</summary>
    public static Task StartedAsync(HttpContext context, int status, Deployment deployment)
    {
        context.Response.Headers["Marathon-Deployment-Id"] = deployment.Id;
        return ResponseBody.JsonAsync(context, status, new JsonObject
        {
            ["version"] = deployment.Version,
            ["deploymentId"] = deployment.Id,
        });
    }

    /// <summary>Forced: the deployment stops where it is. Else another one takes it back.</summary>
    private Task CancelAsync(HttpContext context, string id)
    {
        var deployment = Array.Find(engine.Running(), running => running.Id == id)
            ?? throw ApiException.Saying(404, $"DeploymentPlan {id} does not exist");
        if (!RequestBody.Flag(context, "force"))
            return StartedAsync(context, 200, operations.Rollback(deployment));
        engine.Cancel(deployment);
        context.Response.StatusCode = 202;
        return Task.CompletedTask;
    }
}

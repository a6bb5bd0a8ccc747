using System.Text.Json.Nodes;
using MarathonSimulator.Control;
using MarathonSimulator.Deployments;
using MarathonSimulator.State;
using Microsoft.AspNetCore.Http;

namespace MarathonSimulator.Api;

/// <summary>The routes below /v2/apps.</summary>
internal sealed class AppRoutes(Cluster cluster, AppOperations operations)
{
    public void Register(Router router)
    {
        router.Add("GET", "/v2/apps", (context, _) => ListAsync(context));
        router.Add("POST", "/v2/apps", (context, _) => CreateAsync(context));
        router.Add("GET", "/v2/apps/**", GetAsync);
        router.Add("PUT", "/v2/apps/**", UpdateAsync);
        router.Add("POST", "/v2/apps/**", RestartAsync);
        router.Add("DELETE", "/v2/apps/**", DeleteAsync);
    }

    private async Task ListAsync(HttpContext context)
    {
        var withTasks = Embeds(context, "apps.tasks");
        var apps = cluster.All();
        if (FaultAnswers.HalfWanted(context))
            apps = [.. apps.Where((_, index) => index % 2 == 0)];
        context.Response.ContentType = "application/json";
        await using var body = ResponseBody.Open(context);
        await AppsDocument.WriteAsync(body, apps.Select(app => cluster.Render(app, withTasks)), context.RequestAborted);
    }

    private async Task CreateAsync(HttpContext context)
    {
        var (app, deployment) = operations.Create(await RequestBody.ObjectAsync(context));
        context.Response.Headers.Location = "/v2/apps" + app.Id;
        context.Response.Headers["Marathon-Deployment-Id"] = deployment.Id;
        await ResponseBody.BytesAsync(context, 201, cluster.Render(app, withTasks: true));
    }

    /// <summary>Marathon embeds the tasks in a single app whether asked to or not.</summary>
    private Task GetAsync(HttpContext context, string rest)
    {
        if (Suffix(rest, "/tasks") is { } withTasks)
            return ResponseBody.BytesAsync(context, 200, TaskRoutes.Render(cluster, [Existing(withTasks)]));
        return ResponseBody.BytesAsync(
            context, 200, "{\"app\":"u8.ToArray(), cluster.Render(Existing(Id(rest)), withTasks: true), "}"u8.ToArray());
    }

    private async Task UpdateAsync(HttpContext context, string rest)
    {
        var patch = await RequestBody.ObjectAsync(context);
        var (app, deployment, created) = operations.Update(Id(rest), patch, RequestBody.Flag(context, "force"));
        context.Response.Headers.Location = "/v2/apps" + app.Id;
        await DeploymentRoutes.StartedAsync(context, created ? 201 : 200, deployment);
    }

    private Task RestartAsync(HttpContext context, string rest)
    {
        var id = Suffix(rest, "/restart") ?? throw ApiException.Saying(405, "Method Not Allowed");
        return DeploymentRoutes.StartedAsync(context, 200, operations.Restart(id, RequestBody.Flag(context, "force")));
    }

    /// <summary>Deletes an app, or (below /tasks) kills some or all of its tasks.</summary>
    private Task DeleteAsync(HttpContext context, string rest)
    {
        var force = RequestBody.Flag(context, "force");
        var scale = RequestBody.Flag(context, "scale");
        var marker = rest.IndexOf("/tasks/", StringComparison.Ordinal);
        if (marker > 0)
            return TaskRoutes.KilledAsync(context, cluster, operations.KillTasks([rest[(marker + "/tasks/".Length)..]], scale, force), scale);
        if (Suffix(rest, "/tasks") is { } id)
        {
            var app = Existing(id);
            string[] ids;
            lock (cluster.Gate)
                ids = [.. app.Tasks.Select(task => task.Id)];
            return TaskRoutes.KilledAsync(context, cluster, operations.KillTasks(ids, scale, force), scale);
        }

        return DeploymentRoutes.StartedAsync(context, 200, operations.Delete(Id(rest), force));
    }

    private SimApp Existing(string id) => cluster.Find(id) ?? throw ApiException.NoApp(id);

    private static string Id(string rest) => "/" + rest.Trim('/');

    private static string? Suffix(string rest, string suffix) =>
        rest.TrimEnd('/') is var path && path.EndsWith(suffix, StringComparison.Ordinal) ? Id(path[..^suffix.Length]) : null;

    private static bool Embeds(HttpContext context, string what) =>
        context.Request.Query["embed"].Any(value => value is not null && (value == what || value.Split(',').Contains(what)));
}

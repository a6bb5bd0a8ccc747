using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using MarathonSimulator.Deployments;
using MarathonSimulator.State;
using Microsoft.AspNetCore.Http;

namespace MarathonSimulator.Api;

/// <summary>The routes below /v2/tasks.</summary>
internal sealed class TaskRoutes(Cluster cluster, AppOperations operations)
{
    public void Register(Router router)
    {
        router.Add("GET", "/v2/tasks", (context, _) => ResponseBody.BytesAsync(context, 200, Render(cluster, cluster.All())));
        router.Add("POST", "/v2/tasks/delete", (context, _) => DeleteAsync(context));
    }

    /// <summary><c>{"tasks":[…]}</c> of some apps.</summary>
    public static byte[] Render(Cluster cluster, IEnumerable<SimApp> apps, Func<SimTask, bool>? wanted = null)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer, AppJson.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("tasks"u8);
            foreach (var app in apps)
            {
                lock (cluster.Gate)
                {
                    foreach (var task in app.Tasks.Where(wanted ?? (_ => true)))
                        AppJson.WriteTask(writer, app, task);
                }
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The answer to a kill: the deployment when scaling, else the tasks.</summary>
    public static Task KilledAsync(
        HttpContext context, Cluster cluster, (IReadOnlyList<SimTask> Killed, Deployment? Last) result, bool scale)
    {
        if (scale && result.Last is { } deployment)
            return DeploymentRoutes.StartedAsync(context, 200, deployment);
        var ids = result.Killed.Select(task => task.Id).ToHashSet(StringComparer.Ordinal);
        return ResponseBody.BytesAsync(context, 200, Render(cluster, cluster.All(), task => ids.Contains(task.Id)));
    }

    private async Task DeleteAsync(HttpContext context)
    {
        var body = await RequestBody.ObjectAsync(context);
        if (body.ArrayAt("ids") is not { } ids)
            throw ApiException.Invalid("/ids", "error.path.missing");
        var scale = RequestBody.Flag(context, "scale");
        var wanted = ids.OfType<JsonValue>().Select(id => id.ToString());
        await KilledAsync(context, cluster, operations.KillTasks(wanted, scale, RequestBody.Flag(context, "force")), scale);
    }
}

using System.Text.Json.Nodes;
using MarathonSimulator.Generators;

namespace MarathonLb.EndToEnd.Configurations;

/// <summary>Makes the document of a <c>--marathon file:</c> source: apps with tasks that exist on paper only.</summary>
internal sealed class AppsFile
{
    private readonly JsonArray _apps = [];

    public int Count => _apps.Count;

    /// <summary>Adds an app with two tasks on one port each.</summary>
    public void Add(AppBuilder app, string id)
    {
        JsonObject definition = app.Build();
        JsonArray tasks = [];
        for (int rank = 0; rank < 2; rank++)
        {
            tasks.Add(new JsonObject
            {
                ["id"] = $"{id.Trim('/').Replace('/', '_')}.task-{rank}",
                ["host"] = $"127.9.{_apps.Count / 250}.{(_apps.Count % 250) + 1}",
                ["ports"] = new JsonArray(31000 + rank),
                ["state"] = "TASK_RUNNING",
            });
        }

        definition["tasks"] = tasks;
        _apps.Add(definition);
    }

    public override string ToString() => new JsonObject { ["apps"] = _apps.DeepClone() }.ToJsonString();
}

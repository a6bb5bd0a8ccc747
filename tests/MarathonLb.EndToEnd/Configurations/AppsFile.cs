using System.Text.Json.Nodes;
using MarathonSimulator.Generators;

namespace MarathonLb.EndToEnd.Configurations;

/// <summary>Makes the document of a <c>--marathon file:</c> source: apps with tasks that exist on paper only.</summary>
internal sealed class AppsFile
{
    private readonly JsonArray _apps = [];

    public int Count => _apps.Count;

    /// <summary>Adds an app with one task on one port.</summary>
    public void Add(AppBuilder app, string id)
    {
        JsonObject definition = app.Build();
        definition["tasks"] = new JsonArray(new JsonObject
        {
            ["id"] = $"{id.Trim('/').Replace('/', '_')}.task",
            ["host"] = $"127.9.{_apps.Count / 250}.{(_apps.Count % 250) + 1}",
            ["ports"] = new JsonArray(31000),
            ["state"] = "TASK_RUNNING",
        });
        _apps.Add(definition);
    }

    public override string ToString() => new JsonObject { ["apps"] = _apps.DeepClone() }.ToJsonString();
}

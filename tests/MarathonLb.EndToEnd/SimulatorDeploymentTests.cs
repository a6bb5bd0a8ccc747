using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using MarathonSimulator;
using MarathonSimulator.Generators;
using MarathonSimulator.State;

namespace MarathonLb.EndToEnd;

/// <summary>The simulator deploys as Marathon does.</summary>
public sealed class SimulatorDeploymentTests : IAsyncLifetime
{
    private readonly HttpClient _client = new();
    private Simulator _simulator = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await Simulator.RunAsync();
        _client.BaseAddress = _simulator.BaseUri;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task Scale_UpAndDown_ChangesTasksAndKeepsOldOnes()
    {
        await _simulator.AddAsync(Web().Build());
        var before = _simulator.Tasks("/web").Select(task => task.Id).ToList();
        await _simulator.ScaleAsync("/web", 4);
        Assert.Superset(before.ToHashSet(), _simulator.Tasks("/web").Select(task => task.Id).ToHashSet());
        await _simulator.ScaleAsync("/web", 1);
        Assert.Contains(Assert.Single(_simulator.Tasks("/web")).Id, before);
    }

    [Fact]
    public async Task TasksDelete_WithScale_KillsThatTaskAndLowersInstances()
    {
        await _simulator.AddAsync(Web().Build());
        var victim = _simulator.Tasks("/web")[0];
        using var answer = await PostAsync("/v2/tasks/delete?scale=true", new JsonObject { ["ids"] = new JsonArray(victim.Id) });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await _simulator.IdleAsync();
        Assert.NotEqual(victim.Id, Assert.Single(_simulator.Tasks("/web")).Id);
        Assert.Equal(1, (int)(await GetAsync("/v2/apps/web"))["app"]!["instances"]!);
    }

    [Fact]
    public async Task DeleteApp_WithRequestInFlight_AnnouncesKillingAndFinishesIt()
    {
        await _simulator.AddAsync(Web().Instances(1).Build());
        await using var events = await EventCollector.OpenAsync(_client, "?event_type=status_update_event&event_type=app_terminated_event");
        var task = _simulator.Tasks("/web")[0];
        _simulator.Delays.Killed = 600;
        var slow = GetAsync($"http://{task.IpAddress}:{task.ServingPorts[0]}/slow?ms=300");
        await Eventually.IsTrueAsync(() => task.Counters.Requests == 1, "the request's arrival");
        var deleted = _simulator.DeleteAsync("/web");
        await Eventually.IsTrueAsync(() => events.Documents.Any(IsKilling), "TASK_KILLING");
        Assert.Equal(task.Id, (string?)(await slow)["task"]);
        await deleted;
        await Eventually.IsTrueAsync(() => events.Types.Contains("app_terminated_event"), "the app's end");
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync($"http://{task.IpAddress}:{task.ServingPorts[0]}/"));
        Assert.Equal(0, _simulator.AppCount);

        static bool IsKilling(JsonNode document) => (string?)document["taskStatus"] == TaskStates.Killing;
    }

    [Fact]
    public async Task Restart_UnderUpgradeStrategy_NeverHasFewerReadyTasks()
    {
        await _simulator.AddAsync(Web().Instances(4).Build());
        var before = _simulator.Tasks("/web").Select(task => task.Id).ToHashSet();
        var restart = _simulator.RestartAsync("/web");
        while (!restart.IsCompleted)
        {
            Assert.True(_simulator.Tasks("/web").Count(task => task is { State: TaskStates.Running, Alive: true }) >= 4);
            await Task.Yield();
        }

        Assert.DoesNotContain(_simulator.Tasks("/web"), task => before.Contains(task.Id));
    }

    [Fact]
    public async Task RandomChanges_ToManyApps_AllSettle()
    {
        var random = new Random(7);
        var (apps, wanted) = (Enumerable.Range(0, 20).Select(index => $"/random/app-{index}").ToArray(), new Dictionary<string, int>());
        for (var change = 0; change < 400; change++)
        {
            var id = apps[random.Next(apps.Length)];
            var instances = random.Next(1, 5);
            if (!wanted.ContainsKey(id))
                _ = _simulator.AddAsync(new AppBuilder(id).Host(0).Instances(instances).Check().Build());
            else if (random.Next(4) == 0)
                _ = _simulator.RestartAsync(id);
            else if (random.Next(4) == 0 && _simulator.Tasks(id).FirstOrDefault() is { } victim)
                Crash(victim.Id);
            else
                _ = _simulator.ScaleAsync(id, instances);
            wanted[id] = (int)(await GetAsync("/v2/apps" + id))["app"]!["instances"]!;
        }

        await Eventually.IsTrueAsync(
            () => wanted.All(app => _simulator.Tasks(app.Key).Count(IsUp) == app.Value && _simulator.Tasks(app.Key).Length == app.Value),
            "every app at its number of instances");
        Assert.Equal(0, _simulator.DeploymentCount);
        foreach (var task in _simulator.Tasks())
            Assert.Equal(task.Id, (string?)(await GetAsync($"http://{task.IpAddress}:{task.ServingPorts[0]}/"))["task"]);

        static bool IsUp(SimTask task) => task is { State: TaskStates.Running, Alive: true };

        void Crash(string taskId)
        {
            try
            {
                _simulator.CrashTask(taskId);
            }
            catch (ArgumentException)
            {
                // It ended between the look and the crash.
            }
        }
    }

    private static AppBuilder Web() => new AppBuilder("/web").Host(10000).Check();

    private async Task<JsonNode> GetAsync(string uri) => JsonNode.Parse(await _client.GetStringAsync(uri))!;

    private Task<HttpResponseMessage> PostAsync(string uri, JsonObject body) =>
        _client.PostAsync(uri, new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"));
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using MarathonSimulator;
using MarathonSimulator.Control;
using MarathonSimulator.Generators;
using MarathonSimulator.State;

namespace MarathonLb.EndToEnd;

/// <summary>The simulator does what the other tests rely on.</summary>
public sealed class SimulatorTests : IAsyncLifetime
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
    public async Task CreateApp_WithHealthCheck_PublishesEventsAndTasksAnswer()
    {
        await using var events = await EventCollector.OpenAsync(_client);
        using var answer = await PostAsync("/v2/apps", Web().Build());
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        await Eventually.IsTrueAsync(() => events.Types.Contains("deployment_success"), "the deployment's end");

        var states = events.Documents.Where(document => (string?)document["eventType"] == "status_update_event")
            .Select(document => (string?)document["taskStatus"]).ToList();
        Assert.Equal(2, states.Count(state => state == TaskStates.Running));
        Assert.Contains(TaskStates.Staging, states);
        Assert.Equal(2, events.Types.Count(type => type == "instance_health_changed_event"));
        Assert.Contains("api_post_event", events.Types);

        var tasks = (await GetAsync("/v2/apps/web/tasks"))["tasks"]!.AsArray();
        Assert.Equal(2, tasks.Count);
        foreach (var task in tasks)
        {
            var told = await GetAsync($"http://{(string)task!["host"]!}:{(int)task["ports"]![0]!}/some/path?q=1");
            Assert.Equal("/web", (string?)told["app"]);
            Assert.Equal((string?)task["id"], (string?)told["task"]);
            Assert.Equal("/some/path?q=1", (string?)told["path"]);
        }
    }

    [Fact]
    public async Task ListApps_WithoutEmbed_HasNoTasks()
    {
        await _simulator.AddAsync(Web().Build());
        Assert.Null((await GetAsync("/v2/apps"))["apps"]![0]!["tasks"]);
        var app = (await GetAsync("/v2/apps?embed=apps.tasks"))["apps"]![0]!;
        Assert.Equal(2, app["tasks"]!.AsArray().Count);
        Assert.Equal(2, (int)app["tasksHealthy"]!);
    }

    [Fact]
    public async Task Events_WithFilterAndLightPlan_SendOnlyThat()
    {
        await using var all = await EventCollector.OpenAsync(_client);
        await using var some = await EventCollector.OpenAsync(_client, "?plan-format=light&event_type=deployment_info&event_type=deployment_success");
        await _simulator.AddAsync(Web().Build());
        await Eventually.IsTrueAsync(() => some.Types.Contains("deployment_success") && all.Types.Contains("deployment_success"), "the end");
        Assert.Equal(["deployment_info", "deployment_info", "deployment_success"], some.Types);
        Assert.Contains("event_stream_attached", all.Types);
        Assert.Null(some.Documents[0]["plan"]!["target"]);
        Assert.NotNull(all.Documents.First(document => (string?)document["eventType"] == "deployment_info")["plan"]!["target"]);
    }

    [Fact]
    public async Task EventFaults_JoinDropAndCut_ReachTheStream()
    {
        await using var events = await EventCollector.OpenAsync(_client, "?event_type=a&event_type=b");
        await Eventually.IsTrueAsync(() => _simulator.EventCount == 1, "the attached event");
        _simulator.EventFaults.JoinNext(2);
        _simulator.Publish("a", []);
        _simulator.Publish("b", []);
        _simulator.EventFaults.DropNext(1);
        _simulator.Publish("a", []);
        _simulator.EventFaults.ReorderNext(2);
        _simulator.Publish("a", []);
        _simulator.Publish("b", []);
        await Eventually.IsTrueAsync(() => events.Messages.Count == 3, "three messages");
        Assert.Equal(2, events.Messages[0].Length);
        Assert.Equal(["a", "b", "b", "a"], events.Types);
        _simulator.CutStreams();
        await Eventually.IsTrueAsync(() => events.Ended && _simulator.StreamCount == 0, "the cut");
    }

    [Theory]
    [InlineData(FaultKind.NoApps)]
    [InlineData(FaultKind.HalfApps)]
    [InlineData(FaultKind.Empty)]
    [InlineData(FaultKind.Html)]
    [InlineData(FaultKind.Truncated)]
    [InlineData(FaultKind.Broken)]
    [InlineData(FaultKind.Status)]
    public async Task Misbehave_ForOneAnswer_SpoilsItAndNoMore(FaultKind kind)
    {
        _simulator.Load(BigCluster.Make(10));
        var proper = await _client.GetStringAsync("/v2/apps?embed=apps.tasks");
        _simulator.Misbehave(new FaultRule(kind) { Count = 1 });
        string spoilt;
        try
        {
            using var answer = await _client.GetAsync("/v2/apps?embed=apps.tasks");
            spoilt = (int)answer.StatusCode + await answer.Content.ReadAsStringAsync();
        }
        catch (HttpRequestException)
        {
            spoilt = "broken";
        }

        Assert.NotEqual("200" + proper, spoilt);
        Assert.Equal(kind == FaultKind.Broken, spoilt == "broken");
        Assert.Equal(kind == FaultKind.Status, spoilt.StartsWith("503", StringComparison.Ordinal));
        Assert.Equal(proper, await _client.GetStringAsync("/v2/apps?embed=apps.tasks"));
    }

    [Fact]
    public async Task ControlApi_FaultAndHealth_DoAsTheMethodsDo()
    {
        await _simulator.AddAsync(Web().Build());
        using var fault = await PostAsync("/sim/faults", new JsonObject { ["kind"] = "status", ["status"] = 500, ["target"] = "app" });
        Assert.Equal(HttpStatusCode.NoContent, fault.StatusCode);
        using (var refused = await _client.GetAsync("/v2/apps/web"))
            Assert.Equal(HttpStatusCode.InternalServerError, refused.StatusCode);
        using (await _client.DeleteAsync("/sim/faults"))
        {
        }

        var task = _simulator.Tasks("/web")[0];
        using var unhealthy = await PostAsync($"/sim/tasks/{task.Id}/health", new JsonObject { ["alive"] = false });
        Assert.Equal(1, (int)(await GetAsync("/v2/apps/web"))["app"]!["tasksUnhealthy"]!);
        using var check = await _client.GetAsync($"http://{task.IpAddress}:{task.ServingPorts[0]}/health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, check.StatusCode);
        Assert.Equal(0, task.Counters.Requests);
        Assert.Contains(_simulator.Requests, request => request is { Target: "/v2/apps/web", Status: 500, BytesSent: > 0 });
    }

    [Fact]
    public async Task Errors_OfEachKind_AnswerAsMarathon()
    {
        await _simulator.AddAsync(Web().Build());
        using var missing = await _client.GetAsync("/v2/apps/nope");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        using var twice = await PostAsync("/v2/apps", Web().Build());
        Assert.Equal(HttpStatusCode.Conflict, twice.StatusCode);
        using var invalid = await PostAsync("/v2/apps", new AppBuilder("/Not Valid").Build());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, invalid.StatusCode);
        _simulator.Delays.Starting = 5000;
        using var first = await PutAsync("/v2/apps/web", """{"instances":3}""");
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        using var locked = await PutAsync("/v2/apps/web", """{"instances":1}""");
        Assert.Equal(HttpStatusCode.Conflict, locked.StatusCode);
    }

    [Fact]
    public async Task TcpTask_OverItsOwnAddress_Echoes()
    {
        await _simulator.AddAsync(new AppBuilder("/db").OwnAddress((5432, 10001)).Instances(2).Tcp().Build());
        var tasks = _simulator.Tasks("/db");
        Assert.Equal(2, tasks.Select(task => task.IpAddress).Distinct().Count());
        using var socket = new TcpClient();
        await socket.ConnectAsync(tasks[0].IpAddress, 5432);
        await socket.GetStream().WriteAsync("whoami\n"u8.ToArray());
        using var reader = new StreamReader(socket.GetStream());
        Assert.StartsWith($"/db {tasks[0].Id}", await reader.ReadLineAsync(), StringComparison.Ordinal);
        Assert.Equal(1, tasks[0].Counters.Open);
    }

    [Fact]
    public async Task Listening_StoppedAndStarted_ComesBackOnTheSamePort()
    {
        await _simulator.AddAsync(Web().Build());
        await _simulator.StopListeningAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync("/v2/apps"));
        await _simulator.StartListeningAsync();
        Assert.Single((await GetAsync("/v2/apps"))["apps"]!.AsArray());
    }

    private static AppBuilder Web() => new AppBuilder("/web").Host(10000).Check();

    private async Task<JsonNode> GetAsync(string uri) => JsonNode.Parse(await _client.GetStringAsync(uri))!;

    private Task<HttpResponseMessage> PostAsync(string uri, JsonObject body) =>
        _client.PostAsync(uri, new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"));

    private Task<HttpResponseMessage> PutAsync(string uri, string json) =>
        _client.PutAsync(uri, new StringContent(json, Encoding.UTF8, "application/json"));
}

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using MarathonSimulator;
using MarathonSimulator.Generators;
using MarathonSimulator.State;

namespace MarathonLb.EndToEnd;

/// <summary>The simulator's generators, documents and ways of sending them.</summary>
public sealed class SimulatorDocumentTests
{
    [Fact]
    public async Task BigCluster_MadeTwice_IsTheSameAndAboutFiveKilobytesAnApp()
    {
        var first = await DocumentAsync(BigCluster.Make(200));
        Assert.Equal(first, await DocumentAsync(BigCluster.Make(200)));
        Assert.NotEqual(first, await DocumentAsync(BigCluster.Make(200, seed: 2)));
        Assert.InRange(first.Length / 200, 5000, 5600);
    }

    [Fact]
    public async Task Load_DocumentWithTasks_ShowsItAsItWasUntilItChanges()
    {
        const string Document = """
            {"apps":[{"id":"/odd","instances":1,"ports":null,"extra":[1,null],"healthChecks":[{"protocol":"TCP"}],"tasks":[
            {"id":"odd.1","host":"10.0.0.1","ports":[1,2],"ipAddresses":[{"ipAddress":"10.0.0.2"},{"ipAddress":"10.0.0.3"}]}]}]}
            """;
        await using var simulator = await Simulator.RunAsync();
        using var client = new HttpClient { BaseAddress = simulator.BaseUri };
        await simulator.LoadAsync(JsonNode.Parse(Document));
        var shown = JsonNode.Parse(await client.GetStringAsync("/v2/apps?embed=apps.tasks"));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Document), shown));
        simulator.SetHealth("odd.1", alive: false);
        var changed = JsonNode.Parse(await client.GetStringAsync("/v2/apps/odd"))!["app"]!;
        Assert.Equal(1, (int)changed["tasksUnhealthy"]!);
        Assert.False((bool)changed["tasks"]![0]!["healthCheckResults"]![0]!["alive"]!);
    }

    [Fact]
    public async Task SampleApps_Deployed_AllTasksAnswer()
    {
        await using var simulator = await Simulator.RunAsync();
        await Task.WhenAll(SampleApps.Dozen().Select(simulator.AddAsync));
        using var client = new HttpClient();
        Assert.Equal(12, simulator.AppCount);
        foreach (var task in simulator.Tasks().Where(task => task.AppId != "/demo/db"))
            Assert.Contains(task.Id, await client.GetStringAsync($"http://{task.IpAddress}:{task.ServingPorts[0]}/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OldForm_App_HasNeitherStateNorNetworks()
    {
        await using var simulator = await Simulator.RunAsync(new SimulatorOptions { Form = MarathonForm.V011 });
        using var client = new HttpClient { BaseAddress = simulator.BaseUri };
        await simulator.AddAsync(new AppBuilder("/old").DockerBridge(8080, 10001).Check().Build());
        var app = JsonNode.Parse(await client.GetStringAsync("/v2/apps/old"))!["app"]!;
        Assert.Null(app["networks"]);
        Assert.Null(app["tasks"]![0]!["state"]);
        Assert.Single(app["tasks"]![0]!["ports"]!.AsArray());
    }

    [Fact]
    public async Task Gzip_WhenAccepted_CompressesAppsAndEvents()
    {
        await using var simulator = await Simulator.RunAsync();
        using var handler = new HttpClientHandler { AutomaticDecompression = DecompressionMethods.GZip };
        using var client = new HttpClient(handler) { BaseAddress = simulator.BaseUri };
        simulator.Load(BigCluster.Make(20));
        var text = await client.GetStringAsync("/v2/apps?embed=apps.tasks");
        Assert.Equal(20, JsonNode.Parse(text)!["apps"]!.AsArray().Count);
        Assert.InRange(simulator.Requests[^1].BytesSent, 1, text.Length / 4);
        await using var events = await EventCollector.OpenAsync(client, "?event_type=x");
        simulator.Publish("x", []);
        await Eventually.IsTrueAsync(() => events.Types.Count == 1, "the event through gzip");
    }

    [Theory]
    [InlineData(HeartbeatForm.EmptyData, "data:")]
    [InlineData(HeartbeatForm.BareLine, "")]
    [InlineData(HeartbeatForm.Comment, ": heartbeat")]
    public async Task Heartbeats_OfEachForm_ComeUntilSilenced(HeartbeatForm form, string line)
    {
        await using var simulator = await Simulator.RunAsync(
            new SimulatorOptions { Heartbeat = form, HeartbeatInterval = TimeSpan.FromMilliseconds(20) });
        using var client = new HttpClient { BaseAddress = simulator.BaseUri };
        using var reader = new StreamReader(await client.GetStreamAsync("/v2/events?event_type=x"));
        Assert.Equal(line, await reader.ReadLineAsync());
        simulator.EventFaults.NoHeartbeats = true;
        simulator.Publish("x", []);
        while (await reader.ReadLineAsync() != "event: x")
        {
        }

        Assert.StartsWith("data: {", await reader.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_Given_ServesTheApiOverTls()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await using var simulator = await Simulator.RunAsync(new SimulatorOptions { Certificate = certificate });
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(certificate);
        using var client = new HttpClient(handler);
        Assert.Equal("https", simulator.BaseUri.Scheme);
        Assert.Equal("pong", await client.GetStringAsync(new Uri(simulator.BaseUri, "/ping")));
    }

    private static async Task<byte[]> DocumentAsync(IEnumerable<SimApp> apps)
    {
        await using var simulator = await Simulator.RunAsync();
        simulator.Load(apps);
        using var client = new HttpClient { BaseAddress = simulator.BaseUri };
        return await client.GetByteArrayAsync("/v2/apps?embed=apps.tasks");
    }
}

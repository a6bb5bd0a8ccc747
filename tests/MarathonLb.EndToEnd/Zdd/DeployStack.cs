using System.Text.Json.Nodes;
using MarathonLb.EndToEnd.Daemon;
using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator;
using MarathonSimulator.Generators;
using MarathonSimulator.State;

namespace MarathonLb.EndToEnd.Zdd;

/// <summary>A simulated Marathon, one of our load balancers that follows it, and the app that zdd deploys there.</summary>
internal sealed class DeployStack : IAsyncDisposable
{
    /// <summary>Short: every wait is for a load balancer on the same machine.</summary>
    private static readonly string[] Pace = ["--step-delay", "0.05", "--max-wait", "20", "--output", "json"];

    private readonly ManagedStack _stack;

    private DeployStack(ManagedStack stack, ShopApp app, JsonObject definition)
    {
        (_stack, App) = (stack, app);
        File = stack.Plan.Folder.Write("shop.json", definition.ToJsonString());
    }

    public ShopApp App { get; }

    public ManagedStack Balancer => _stack;

    public Simulator Marathon => _stack.Simulator;

    public Scratch Folder => _stack.Plan.Folder;

    /// <summary>The app's definition.</summary>
    public string File { get; private set; }

    public string StatsUrl => $"http://{_stack.Plan.Address}:{_stack.Plan.StatsPort}";

    public string Log => _stack.Log;

    /// <summary>Starts it, with the app's first version deployed by zdd.</summary>
    public static async Task<DeployStack> StartAsync(string haproxy, int instances, ShopApp? app = null, Action<AppBuilder>? more = null)
    {
        app ??= new ShopApp();
        ManagedStack stack = await ManagedStack.StartAsync(haproxy, Plan);
        DeployStack deploy = new(stack, app, app.Definition(instances, more));

        // A task is gone at once when it is killed: whoever kills one that was not drained fails requests.
        stack.Simulator.Delays.KillGrace = 0;
        stack.Simulator.Delays.Killed = 0;
        try
        {
            DeployRun first = await deploy.DeployAsync();
            Assert.True(first.ExitCode == 0, $"the first deploy: {first}");
            await stack.AnswersAsync(ShopApp.Host, 200);
            await stack.HasServersAsync(app.Backend, instances);

            // Until the reload that brought the app has ended, the old worker takes connections too, and does not know the app.
            await stack.SettlesAsync();
            return deploy;
        }
        catch
        {
            await deploy.DisposeAsync();
            throw;
        }
    }

    /// <summary>What a load balancer of these tests is told. It leaves the other loopback addresses to others, and does not wait long in the end for a test's own endless request.</summary>
    public static void Plan(StackPlan plan)
    {
        plan.Arguments.AddRange(["--health-check", "--shutdown-grace", "1"]);
        plan.Template("FRONTEND_HEAD", StackPlan.Default("FRONTEND_HEAD").Replace("{bindAddr}", plan.Address, StringComparison.Ordinal));
    }

    /// <summary>Another version of the app from now on.</summary>
    public void Change(int instances, Action<AppBuilder> more) => File = Folder.Write("changed.json", App.Definition(instances, more).ToJsonString());

    /// <summary>Runs zdd to its end, asking nothing.</summary>
    public async Task<DeployRun> DeployAsync(params string[] more) => new(await PublishedBinary.RunAsync(Folder.Root, [.. Command(), "--force", .. more]));

    /// <summary>Starts zdd.</summary>
    public DaemonRun Launch(params string[] more) => DaemonRun.Start([.. Command(), "--force", .. more], Folder.Root, new Dictionary<string, string>());

    /// <summary>The words of a command that deploys.</summary>
    public string[] Command() => ["zdd", "--json", File, "--marathon", Marathon.BaseUri.ToString(), "--marathon-lb", StatsUrl, .. Pace];

    /// <summary>A steady client of the app.</summary>
    public SteadyClient Client(int callers = 4) => SteadyClient.Start(_stack.Plan.HttpPort, ShopApp.Host, callers);

    /// <summary>The apps of Marathon and their sizes, such as <c>/shop-blue 10</c>.</summary>
    public async Task<string> AppsAsync()
    {
        using HttpClient client = new();
        JsonNode apps = JsonNode.Parse(await client.GetStringAsync(new Uri(Marathon.BaseUri, "/v2/apps")))!["apps"]!;
        return string.Join(", ", apps.AsArray().Select(static app => $"{app!["id"]} {app["instances"]}").Order(StringComparer.Ordinal));
    }

    /// <summary>Waits until Marathon has these apps.</summary>
    public Task HasAppsAsync(string apps) => Eventually.IsTrueAsync(async () => await AppsAsync() == apps, $"the apps {apps}");

    /// <summary>Requests that an app's tasks have got.</summary>
    public long RequestsOf(string appId) => Marathon.Tasks(appId).Sum(static task => task.Counters.Requests);

    public SimTask[] Tasks(string appId) => Marathon.Tasks(appId);

    public ValueTask DisposeAsync() => _stack.DisposeAsync();
}

using System.Globalization;
using System.Text.Json.Nodes;
using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>
/// A simulated Marathon and the published marathon-lb as a daemon with its own HAProxy. Every time constant is short. At the end it must stop on
/// SIGTERM with exit code 0, and its HAProxy with it.
/// </summary>
internal sealed class ManagedStack : IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private readonly HaproxyProgram _haproxy;
    private readonly string _mode;
    private readonly HashSet<int> _masters = [];
    private readonly bool _ownsSimulator;

    private ManagedStack(StackPlan plan, HaproxyProgram haproxy, string mode, Simulator simulator, bool ownsSimulator)
    {
        (Plan, _haproxy, _mode, Simulator, _ownsSimulator) = (plan, haproxy, mode, simulator, ownsSimulator);
        Http = new HttpCaller(plan.HttpPort, address: plan.Address);
        Stats = new HttpCaller(plan.StatsPort, address: plan.Address);
    }

    public StackPlan Plan { get; }

    public Simulator Simulator { get; private set; }

    /// <summary>Calls the HTTP frontend.</summary>
    public HttpCaller Http { get; }

    /// <summary>Calls the statistics port, 9090 in the default HEAD.</summary>
    public HttpCaller Stats { get; }

    /// <summary>The running marathon-lb.</summary>
    public DaemonRun Daemon { get; private set; } = null!;

    /// <summary>HAProxy's master and its socket live here.</summary>
    public string RunFolder => Plan.Folder["run"];

    /// <summary>HAProxy's socket for commands.</summary>
    public string RuntimeSocket => Path.Combine(RunFolder, "haproxy.sock");

    /// <summary>The HAProxy under test.</summary>
    public HaproxyProgram Haproxy => _haproxy;

    public string Log => Daemon.Log;

    /// <summary>Reloads of HAProxy since the start, its first load not counted.</summary>
    public int Reloads => Daemon.Count("; reload: ") - Daemon.Count("; reload: start");

    /// <summary>The configuration on disk.</summary>
    public string Config => Plan.Folder.Read("haproxy.cfg");

    /// <summary>The process id of HAProxy's master.</summary>
    public int Master => int.Parse(File.ReadAllText(Path.Combine(RunFolder, "haproxy.pid")).Trim(), CultureInfo.InvariantCulture);

    /// <summary>Looks at all apps that were asked of Marathon.</summary>
    public int Fetches => Simulator.Requests.Count(static request => request.Target.StartsWith("/v2/apps?", StringComparison.Ordinal));

    /// <summary>Starts everything; the daemon is ready.</summary>
    /// <param name="haproxy">The HAProxy.</param>
    /// <param name="make">Says what to run.</param>
    /// <param name="mode">sse or poll.</param>
    /// <param name="readyPath">What answers 200 when it is ready; a HEAD may lack our own paths.</param>
    /// <param name="marathon">A Marathon that other stacks follow, too; null for one of its own.</param>
    public static async Task<ManagedStack> StartAsync(
        string haproxy, Action<StackPlan>? make = null, string mode = "sse", string readyPath = "/_mlb/ready", Simulator? marathon = null)
    {
        ManagedStack stack = await PrepareAsync(haproxy, make, mode, marathon);
        try
        {
            stack.Launch();
            await stack.IsReadyAsync(readyPath);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts all but the daemon.</summary>
    public static async Task<ManagedStack> PrepareAsync(string haproxy, Action<StackPlan>? make = null, string mode = "sse", Simulator? marathon = null)
    {
        StackPlan plan = new(new Scratch());
        make?.Invoke(plan);
        plan.MoveFrontends();
        plan.Folder.Write("cert.pem", Certificate.For("default.test").Pem);
        Simulator simulator = marathon ?? await Simulator.RunAsync(new SimulatorOptions { HeartbeatInterval = TimeSpan.FromMilliseconds(200) });

        // Marathon gives a task seconds to go; a reload on a busy machine may take half of one.
        simulator.Delays.KillGrace = 700;
        ManagedStack stack = new(plan, HaproxyProgram.Named(haproxy), mode, simulator, ownsSimulator: marathon is null);
        await Task.WhenAll(plan.Apps.Select(simulator.AddAsync));
        return stack;
    }

    /// <summary>Starts the daemon.</summary>
    public void Launch(params string[] more) => Daemon = DaemonRun.Start([_mode, .. Arguments(), .. more], Plan.Folder.Root, Plan.Environment);

    /// <summary>Waits until the daemon calls itself ready.</summary>
    public async Task IsReadyAsync(string path = "/_mlb/ready")
    {
        await Eventually.IsTrueAsync(
            async () =>
            {
                Assert.False(Daemon.HasEnded, $"marathon-lb ended; its log:\n{Log}");
                return (await AskAsync(path))?.Status == 200;
            },
            () => $"readiness; the log:\n{Log}");
        _masters.Add(Master);
    }

    /// <summary>Asks the statistics port; null if nobody answers.</summary>
    public async Task<Answer?> AskAsync(string path)
    {
        try
        {
            return await Stats.GetAsync("stats.test", path);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Another Marathon leads now.</summary>
    public void Follow(Simulator leader) => Simulator = leader;

    /// <summary>What /_mlb/ready.json says.</summary>
    public async Task<JsonNode> StateAsync() => JsonNode.Parse((await AskAsync("/_mlb/ready.json"))?.Body ?? "{}")!;

    /// <summary>Waits until a vhost answers with a status.</summary>
    public Task AnswersAsync(string host, int status) => Eventually.IsTrueAsync(
        async () => (await Http.GetAsync(host)).Status == status, () => $"status {status} for {host}; the log:\n{Log}");

    /// <summary>
    /// Waits until so many servers of a backend are to get traffic. One that was taken out stays two seconds in maintenance before it is deleted, which
    /// nobody needs to wait for but <see cref="EndState"/>.
    /// </summary>
    public Task HasServersAsync(string backend, int count) => Eventually.IsTrueAsync(
        async () => await AskAsync("/haproxy?stats;csv") is { } statistics && ServersOf(statistics.Body, backend) == count,
        () => $"{count} servers in {backend}; the log:\n{Log}");

    /// <summary>The processes as /_haproxy_getpids lists them, the master's first.</summary>
    public async Task<int[]> PidsAsync() =>
        [.. ((await AskAsync("/_haproxy_getpids"))?.Body ?? "").Split(' ', '\n').Where(static word => word.Length > 0).Select(int.Parse)];

    /// <summary>
    /// Waits until an event alone leads to a look at its app alone: a look at all apps, which follows the connection to the event stream, may come after readiness and would answer
    /// events along with it.
    /// </summary>
    /// <param name="appId">An app.</param>
    public Task FollowsAsync(string appId) => Eventually.IsTrueAsync(
        () =>
        {
            Simulator.Publish("status_update_event", new JsonObject { ["appId"] = appId, ["taskStatus"] = "TASK_RUNNING" });
            return LooksAt(appId) > 0;
        },
        () => $"a look at {appId} alone; the log:\n{Log}");

    /// <summary>How often an app alone was asked for.</summary>
    public int LooksAt(string appId) =>
        Simulator.Requests.Count(request => request.Target.StartsWith($"/v2/apps{appId}", StringComparison.Ordinal));

    /// <summary>Waits until HAProxy is one master and one worker: no replaced worker has sessions any more.</summary>
    public Task SettlesAsync() => Eventually.IsTrueAsync(async () => (await PidsAsync()).Length == 2, () => $"two processes of HAProxy; the log:\n{Log}");

    /// <summary>Sends SIGTERM and asserts a clean end.</summary>
    public async Task StopAsync()
    {
        int master = File.Exists(Path.Combine(RunFolder, "haproxy.pid")) ? Master : 0;
        Daemon.Signal(Signals.Terminate);
        int code = await Daemon.EndAsync(StopLimit);
        Assert.True(code == 0, $"marathon-lb ended with {code}; its log:\n{Log}");
        Assert.False(master != 0 && Signals.IsAlive(master), $"HAProxy outlived marathon-lb; the log:\n{Log}");
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (Daemon is { HasEnded: false }) await StopAsync();
        }
        finally
        {
            KillLeftOvers();
            Daemon?.Dispose();
            Http.Dispose();
            Stats.Dispose();
            if (_ownsSimulator) await Simulator.DisposeAsync();
            Plan.Folder.Dispose();
        }
    }

    /// <summary>Columns of the statistics: 0 proxy, 1 server, 17 status.</summary>
    private static int ServersOf(string statistics, string backend) => statistics.Split('\n')
        .Where(line => line.StartsWith($"{backend},", StringComparison.Ordinal)).Select(static line => line.Split(','))
        .Count(static columns => columns.Length > 17 && columns[1] is not ("BACKEND" or "FRONTEND") && !columns[17].StartsWith("MAINT", StringComparison.Ordinal));

    /// <summary>HAProxy's own folder says whose it is: process ids are used again.</summary>
    private void KillLeftOvers()
    {
        if (File.Exists(Path.Combine(RunFolder, "haproxy.pid"))) _masters.Add(Master);
        foreach (int pid in _masters.Where(IsOurs)) _ = Signals.Kill(pid, Signals.Kill9);
    }

    private bool IsOurs(int pid)
    {
        try
        {
            return File.ResolveLinkTarget($"/proc/{pid}/cwd", returnFinalTarget: false)?.FullName == Plan.Folder.Root;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private string[] Arguments()
    {
        string[] usual =
        [
            "--haproxy-config", Plan.Folder["haproxy.cfg"], "--haproxy-binary", _haproxy.File, "--run-dir", RunFolder,
            "--max-backoff", "0.2", "--sse-timeout", "1.5", "--retry-pause", "0.1", "--restart-pause", "0.1", "--reload-gap", "0.2",
            "--old-worker-min-age", "0", "--poll-interval", "0.2", "--ssl-certs", Plan.Folder["cert.pem"],
        ];
        string[] window = Plan.Arguments.Contains("--event-window") ? [] : ["--event-window", "0.05"];
        string[] marathon = Plan.Arguments.Contains("--marathon") ? [] : ["--marathon", Simulator.BaseUri.ToString()];
        string[] group = Plan.Arguments.Contains("--group") ? [] : ["--group", "external"];
        return [.. usual, .. window, .. marathon, .. group, .. Plan.Arguments];
    }
}

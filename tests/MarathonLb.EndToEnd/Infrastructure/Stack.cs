using MarathonSimulator;

namespace MarathonLb.EndToEnd.Infrastructure;

/// <summary>
/// A simulated Marathon, the published marathon-lb in direct mode and a HAProxy that its reload command starts and replaces. When
/// <see cref="ApplyAsync"/> is done, HAProxy listens: in daemon mode its first process ends only then.
/// </summary>
internal sealed class Stack : IAsyncDisposable
{
    private readonly StackPlan _plan;
    private readonly HaproxyProgram _haproxy;
    private readonly string _reload;

    private Stack(StackPlan plan, HaproxyProgram haproxy, Simulator simulator)
    {
        (_plan, _haproxy, Simulator) = (plan, haproxy, simulator);
        _reload = plan.Folder.Script("reload", $"""
            cd '{plan.Folder.Root}' || exit 1
            [ -s haproxy.pid ] && old="-st $(cat haproxy.pid)" && cat haproxy.pid >> old.pids
            exec '{haproxy.File}' -D -f haproxy.cfg -p haproxy.pid $old
            """);
        Http = new HttpCaller(plan.HttpPort);
    }

    public Simulator Simulator { get; }

    public string Domain => _plan.Domain;

    public int HttpsPort => _plan.HttpsPort;

    public int StatsPort => _plan.StatsPort;

    public int AppIdPort => _plan.AppIdPort;

    /// <summary>Calls the HTTP frontend.</summary>
    public HttpCaller Http { get; }

    public Scratch Folder => _plan.Folder;

    /// <summary>Environment variables of marathon-lb's next run.</summary>
    public Dictionary<string, string> Environment => _plan.Environment;

    /// <summary>What marathon-lb said last.</summary>
    public Run LastRun { get; private set; } = new(-1, "", "");

    /// <summary>The configuration on disk.</summary>
    public string Config => Folder.Read("haproxy.cfg");

    /// <summary>The port that the plan gave a name to.</summary>
    public int Port(string name) => _plan.Ports[name];

    /// <summary>A caller of the HTTP frontend from another address.</summary>
    public HttpCaller HttpFrom(string source) => new(_plan.HttpPort, source: source);

    /// <summary>A caller of the HTTPS frontend.</summary>
    public HttpCaller Https(string sni, bool http2 = false) => new(_plan.HttpsPort, sni, http2);

    /// <summary>A caller of a service's own port.</summary>
    public HttpCaller Service(string name, string? source = null) => new(Port(name), source: source);

    public static async Task<Stack> StartAsync(string haproxy, Action<StackPlan> make)
    {
        HaproxyProgram program = HaproxyProgram.Named(haproxy);
        StackPlan plan = new(new Scratch());
        make(plan);
        plan.MoveFrontends();
        plan.Folder.Write("cert.pem", Certificate.For("default.test").Pem);
        Stack stack = new(plan, program, await Simulator.RunAsync());
        try
        {
            await Task.WhenAll(plan.Apps.Select(stack.Simulator.AddAsync));
            await stack.ApplyAsync();
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs marathon-lb, which must succeed; HAProxy then serves the apps as they are now, and no older one does.</summary>
    public async Task<Run> ApplyAsync(params string[] more)
    {
        LastRun = await RunAsync(more);
        Assert.True(LastRun.ExitCode == 0, $"marathon-lb with HAProxy {_haproxy.Name}: {LastRun}");
        await Eventually.IsTrueAsync(() => !Pids("old.pids").Any(IsAlive), "the end of replaced HAProxy processes");
        return LastRun;
    }

    /// <summary>Runs marathon-lb.</summary>
    public Task<Run> RunAsync(params string[] more)
    {
        Dictionary<string, string> environment = new(_plan.Environment, StringComparer.Ordinal)
        {
            ["MLB_STATS_SOCKET"] = Folder["stats.sock"],
            ["MLB_LOG"] = "127.0.0.1:9",
        };
        string[] marathon = more.Contains("--marathon") ? [] : ["--marathon", Simulator.BaseUri.ToString()];
        string[] usual =
        [
            "--haproxy-config", Folder["haproxy.cfg"], "--haproxy-binary", _haproxy.File,
            "--command", _reload, "--max-reload-retries", "0",
        ];
        string[] group = _plan.Arguments.Contains("--group") ? [] : ["--group", "external"];
        string[] certificates = _plan.Arguments.Contains("--ssl-certs") ? [] : ["--ssl-certs", Folder["cert.pem"]];
        return PublishedBinary.RunAsync(Folder.Root, [.. marathon, .. usual, .. group, .. certificates, .. _plan.Arguments, .. more], environment);
    }

    /// <summary>Waits until HAProxy, by its own checks, calls so many servers of a backend UP and DOWN, and is sure of it.</summary>
    public async Task WaitForServersAsync(string backend, int up, int down)
    {
        using HttpCaller stats = new(StatsPort);
        string[] wanted = [.. Enumerable.Repeat("DOWN", down), .. Enumerable.Repeat("UP", up)];
        await Eventually.IsTrueAsync(
            async () => StatesOf((await stats.GetAsync("stats.test", "/haproxy?stats;csv")).Body, backend).SequenceEqual(wanted, StringComparer.Ordinal),
            $"{up} servers UP and {down} DOWN in {backend}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (int pid in Pids("haproxy.pid").Concat(Pids("old.pids")).Where(IsOurs))
        {
            using System.Diagnostics.Process process = System.Diagnostics.Process.GetProcessById(pid);
            process.Kill();
        }

        Http.Dispose();
        await Simulator.DisposeAsync();
        Folder.Dispose();
    }

    /// <summary>Columns of the statistics: 0 proxy, 1 server, 17 status, such as UP, DOWN, and "UP 1/2" on the way down.</summary>
    private static IEnumerable<string> StatesOf(string statistics, string backend) =>
        statistics.Split('\n').Select(line => line.Split(','))
            .Where(columns => columns.Length > 17 && columns[0] == backend && columns[1] is not ("BACKEND" or "FRONTEND"))
            .Select(columns => columns[17]).Order(StringComparer.Ordinal);

    private int[] Pids(string file) => File.Exists(Folder[file]) ? [.. File.ReadAllLines(Folder[file]).Select(int.Parse)] : [];

    /// <summary>
    /// True while the process exists and may hold a socket. A zombie of one thread holds none; containers often have nobody who reaps it. (Its
    /// command line is gone earlier than its sockets.)
    /// </summary>
    private static bool IsAlive(int pid)
    {
        try
        {
            string status = File.ReadAllText($"/proc/{pid}/stat");
            return status[status.LastIndexOf(')') + 2] is not ('Z' or 'X') || Directory.GetDirectories($"/proc/{pid}/task").Length > 1;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>True if it is a HAProxy of this stack, not another process that got the number later.</summary>
    private bool IsOurs(int pid)
    {
        try
        {
            return File.ResolveLinkTarget($"/proc/{pid}/cwd", returnFinalTarget: false)?.FullName == Folder.Root;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

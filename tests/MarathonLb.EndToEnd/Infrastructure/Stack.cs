using MarathonSimulator;

namespace MarathonLb.EndToEnd.Infrastructure;

/// <summary>
/// A simulated Marathon, the published marathon-lb in direct mode and a HAProxy that its reload command starts and replaces. When
/// <see cref="ApplyAsync"/> is done, HAProxy listens: in daemon mode its first process ends only then.
/// </summary>
internal sealed class Stack : IAsyncDisposable
{
    private readonly StackPlan _plan;
    private readonly Haproxy _haproxy;
    private readonly string _reload;

    private Stack(StackPlan plan, Haproxy haproxy, Simulator simulator)
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
    public HttpCaller Service(string name, string source = "127.0.0.1") => new(Port(name), source: source);

    public static async Task<Stack> StartAsync(string haproxy, Action<StackPlan> make)
    {
        Haproxy program = Haproxy.Named(haproxy);
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
        string[] usual =
        [
            "--marathon", Simulator.BaseUri.ToString(), "--haproxy-config", Folder["haproxy.cfg"], "--haproxy-binary", _haproxy.File,
            "--command", _reload, "--max-reload-retries", "0",
        ];
        string[] group = _plan.Arguments.Contains("--group") ? [] : ["--group", "external"];
        string[] certificates = _plan.Arguments.Contains("--ssl-certs") ? [] : ["--ssl-certs", Folder["cert.pem"]];
        return PublishedBinary.RunAsync(Folder.Root, [.. usual, .. group, .. certificates, .. _plan.Arguments, .. more], environment);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (int pid in Pids("haproxy.pid").Concat(Pids("old.pids")).Where(IsAlive))
        {
            using System.Diagnostics.Process process = System.Diagnostics.Process.GetProcessById(pid);
            process.Kill();
        }

        Http.Dispose();
        await Simulator.DisposeAsync();
        Folder.Dispose();
    }

    private int[] Pids(string file) => File.Exists(Folder[file]) ? [.. File.ReadAllLines(Folder[file]).Select(int.Parse)] : [];

    /// <summary>True if the process is a HAProxy of this stack. A zombie has no command line: containers often have nobody who reaps it.</summary>
    private bool IsAlive(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").StartsWith(_haproxy.File, StringComparison.Ordinal)
                && File.ResolveLinkTarget($"/proc/{pid}/cwd", returnFinalTarget: false)?.FullName == Folder.Root;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}

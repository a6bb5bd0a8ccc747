using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using MarathonSimulator;

namespace MarathonLb.Benchmarks.WholeProcess;

/// <summary>A simulated Marathon in this process, and the native marathon-lb (MLB_BINARY, else artifacts/publish) with a HAProxy of its own (MLB_HAPROXY, else the one on PATH) beside it.</summary>
internal sealed class LoadBalancerProcess : IAsyncDisposable
{
    /// <summary>Where the frontends listen: an address of our own, so that nothing else on the machine is in the way of 10,000 service ports.</summary>
    public const string Address = "127.0.0.9";

    private readonly BenchFolder _folder = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });
    private readonly LaunchPlan _plan;
    private Process? _process;

    private LoadBalancerProcess(Simulator simulator, LaunchPlan plan) => (Simulator, _plan) = (simulator, plan);

    /// <summary>Marathon.</summary>
    public Simulator Simulator { get; }

    /// <summary>The port of the HTTP frontend.</summary>
    public int HttpPort { get; } = FreePort();

    /// <summary>The configuration file.</summary>
    public string ConfigFile => _folder["haproxy.cfg"];

    /// <summary>Files in its folders: configuration, sockets, state, archives and what is temporary.</summary>
    public int FileCount => _folder.FileCount;

    /// <summary>Runs of <c>haproxy -c</c> so far, if the plan counts them.</summary>
    public int Checks => _folder.Checks;

    /// <summary>What it logs.</summary>
    public ProcessLog Log { get; } = new();

    /// <summary>The moment before exec, as a Stopwatch timestamp.</summary>
    public long StartedAt { get; private set; }

    /// <summary>CPU time that the controller (not HAProxy) has used so far, in ms, as /proc tells (in steps of 10 ms).</summary>
    public double CpuMilliseconds => Reading.CpuMilliseconds;

    /// <summary>Resident memory of the controller in MB.</summary>
    public long ResidentMegabytes => Reading.ResidentKilobytes * 1024 / 1_000_000;

    /// <summary>What /proc tells of the controller now.</summary>
    public ProcessReading Reading => ProcessReading.Of(Pid);

    /// <summary>The controller's process.</summary>
    public int Pid => _process!.Id;

    private int StatsPort { get; } = FreePort();

    /// <summary>Starts both; the load balancer is ready when this returns.</summary>
    /// <param name="load">Puts apps in, before marathon-lb starts.</param>
    /// <param name="environment">Variables for marathon-lb.</param>
    public static async Task<LoadBalancerProcess> StartAsync(Func<Simulator, Task> load, params (string Name, string Value)[] environment)
    {
        LoadBalancerProcess run = await LaunchAsync(load, new LaunchPlan { Environment = environment });
        try
        {
            await run.ReadyAsync();
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts both, and returns as soon as marathon-lb is a process.</summary>
    /// <param name="load">Puts apps in, before marathon-lb starts.</param>
    /// <param name="plan">How it is started.</param>
    public static async Task<LoadBalancerProcess> LaunchAsync(Func<Simulator, Task> load, LaunchPlan plan)
    {
        LoadBalancerProcess run = new(await Simulator.RunAsync(), plan);
        try
        {
            await load(run.Simulator);
            run._folder.WriteTemplates(Address, run.HttpPort, run.StatsPort, (FreePort(), FreePort()));
            run.Launch();
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until it says itself that it is ready.</summary>
    public async Task ReadyAsync()
    {
        while (!await IsReadyAsync())
        {
            if (_process!.HasExited || Stopwatch.GetElapsedTime(StartedAt) > _plan.StartLimit) throw new InvalidOperationException("marathon-lb is not ready:\n" + Log.Tail);
            await Task.Delay(5);
        }
    }

    /// <summary>HAProxy's processes: the master and its workers.</summary>
    public async Task<string> PidsAsync() => (await _client.GetStringAsync(Stats("/_haproxy_getpids"))).Trim();

    /// <summary>The statistics as CSV.</summary>
    public Task<string> StatisticsAsync() => _client.GetStringAsync(Stats("/haproxy?stats;csv"));

    /// <summary>How the controller says it is (<c>/_mlb/ready.json</c>).</summary>
    public async Task<JsonNode> StatusAsync()
    {
        using HttpResponseMessage answer = await _client.GetAsync(Stats("/_mlb/ready.json"));
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    /// <summary>Sends it a signal.</summary>
    public async Task SignalAsync(string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", Pid.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await SignalAsync("TERM");
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        _client.Dispose();
        await Simulator.DisposeAsync();
        _folder.Dispose();
    }

    private void Launch()
    {
        string binary = Path.GetFullPath(Environment.GetEnvironmentVariable("MLB_BINARY") is { Length: > 0 } given ? given : "artifacts/publish/marathon-lb");
        string haproxy = Environment.GetEnvironmentVariable("MLB_HAPROXY") is { Length: > 0 } other ? other.Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(other) : other : "haproxy";
        ProcessStartInfo start = new(
            binary,
            [
                "sse", "--marathon", (_plan.Marathon ?? Simulator.BaseUri).ToString(), "--group", "*", "--haproxy-config", ConfigFile,
                "--run-dir", _folder["run"], "--state-dir", _folder["state"], "--syslog-socket", "/dev/null", "--ssl-certs", _folder.WriteCertificate(),
                .. _plan.CountsChecks ? ["--haproxy-binary", _folder.WriteCountingHaproxy(haproxy)] : haproxy == "haproxy" ? (string[])[] : ["--haproxy-binary", haproxy],
                .. _plan.Arguments,
            ])
        { UseShellExecute = false, WorkingDirectory = _folder["."], RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["TMPDIR"] = _folder["tmp"];
        foreach ((string name, string value) in _plan.Environment) start.Environment[name] = value;
        StartedAt = Stopwatch.GetTimestamp();
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{binary} did not start");
        Log.Follow(_process);
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using HttpResponseMessage answer = await _client.GetAsync(Stats("/_mlb/ready"));
            return answer.StatusCode == HttpStatusCode.OK && (_plan.Marathon is not null || Simulator.StreamCount > 0);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private Uri Stats(string path) => new($"http://{Address}:{StatsPort}{path}");

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Parse(Address), 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MarathonSimulator;

namespace MarathonLb.Benchmarks.WholeProcess;

/// <summary>A simulated Marathon in this process, and the native marathon-lb (MLB_BINARY, else artifacts/publish) with a HAProxy of its own (MLB_HAPROXY, else the one on PATH) beside it.</summary>
internal sealed class LoadBalancerProcess : IAsyncDisposable
{
    /// <summary>Where the frontends listen: an address of our own, so that nothing else on the machine is in the way of 10,000 service ports.</summary>
    public const string Address = "127.0.0.9";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private static readonly Lock LogGate = new();

    private readonly string _folder = Directory.CreateTempSubdirectory("mlb-bench-").FullName;
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });
    private Process? _process;

    private LoadBalancerProcess(Simulator simulator) => Simulator = simulator;

    /// <summary>Marathon.</summary>
    public Simulator Simulator { get; }

    /// <summary>The port of the HTTP frontend.</summary>
    public int HttpPort { get; } = FreePort();

    private int StatsPort { get; } = FreePort();

    /// <summary>CPU time that the controller (not HAProxy) has used so far, in ms, as /proc tells (in steps of 10 ms).</summary>
    public double CpuMilliseconds
    {
        get
        {
            string status = File.ReadAllText($"/proc/{_process!.Id}/stat");
            string[] fields = status[(status.LastIndexOf(')') + 2)..].Split(' ');
            return 10 * (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Resident memory of the controller in MB.</summary>
    public long ResidentMegabytes => Environment.SystemPageSize * long.Parse(File.ReadAllText($"/proc/{_process!.Id}/statm").Split(' ')[1], CultureInfo.InvariantCulture) / 1_000_000;

    /// <summary>The controller's process.</summary>
    public int Pid => _process!.Id;

    /// <summary>Starts both; the load balancer is ready when this returns.</summary>
    /// <param name="load">Puts apps in, before marathon-lb starts.</param>
    /// <param name="environment">Variables for marathon-lb.</param>
    public static async Task<LoadBalancerProcess> StartAsync(Func<Simulator, Task> load, params (string Name, string Value)[] environment)
    {
        LoadBalancerProcess run = new(await Simulator.RunAsync());
        try
        {
            await load(run.Simulator);
            run.WriteTemplates();
            run.Launch(environment);
            await run.IsReadyAsync();
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    /// <summary>HAProxy's processes: the master and its workers.</summary>
    public async Task<string> PidsAsync() => (await _client.GetStringAsync(Stats("/_haproxy_getpids"))).Trim();

    /// <summary>The statistics as CSV.</summary>
    public Task<string> StatisticsAsync() => _client.GetStringAsync(Stats("/haproxy?stats;csv"));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            using Process kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        _client.Dispose();
        await Simulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Our default templates on free ports, and without health checks: thousands of refused checks a second would measure HAProxy.</summary>
    private void WriteTemplates()
    {
        Move("HTTP_FRONTEND_HEAD", "*:80", HttpPort);
        Move("HTTP_FRONTEND_APPID_HEAD", "*:9091", FreePort());
        Move("HTTPS_FRONTEND_HEAD", "*:443", FreePort());
        Move("HEAD", "*:9090", StatsPort);
        Write("FRONTEND_HEAD", Default("FRONTEND_HEAD").Replace("{bindAddr}", Address, StringComparison.Ordinal));
        Write("BACKEND_SERVER_HTTP_HEALTHCHECK_OPTIONS", "");
    }

    private void Move(string name, string from, int port) => Write(name, Default(name).Replace(from, $"{Address}:{port}", StringComparison.Ordinal));

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "templates"));
        File.WriteAllText(Path.Combine(_folder, "templates", "HAPROXY_" + name), text);
    }

    private static string Default(string name) => File.ReadAllText(Path.Combine("templates", "HAPROXY_" + name));

    private void Launch((string Name, string Value)[] environment)
    {
        string binary = Path.GetFullPath(Environment.GetEnvironmentVariable("MLB_BINARY") is { Length: > 0 } given ? given : "artifacts/publish/marathon-lb");
        ProcessStartInfo start = new(
            binary,
            [
                "sse", "--marathon", Simulator.BaseUri.ToString(), "--group", "*", "--haproxy-config", Path.Combine(_folder, "haproxy.cfg"),
                "--run-dir", Path.Combine(_folder, "run"), "--state-dir", Path.Combine(_folder, "state"), "--syslog-socket", "/dev/null", "--ssl-certs", Certificate(),
                .. Environment.GetEnvironmentVariable("MLB_HAPROXY") is { Length: > 0 } haproxy ? (string[])["--haproxy-binary", haproxy] : [],
            ])
        { UseShellExecute = false, WorkingDirectory = _folder, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        string log = Path.Combine(_folder, "log");
        _process = Process.Start(start) ?? throw new InvalidOperationException($"{binary} did not start");
        _process.ErrorDataReceived += (_, line) => Append(log, line.Data);
        _process.OutputDataReceived += (_, line) => Append(log, line.Data);
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    private string Certificate()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=bench.test", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        string file = Path.Combine(_folder, "cert.pem");
        File.WriteAllText(file, $"{certificate.ExportCertificatePem()}\n{key.ExportECPrivateKeyPem()}\n");
        return file;
    }

    private static void Append(string file, string? line)
    {
        if (line is null) return;
        lock (LogGate) File.AppendAllText(file, line + "\n");
    }

    private async Task IsReadyAsync()
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                using HttpResponseMessage answer = await _client.GetAsync(Stats("/_mlb/ready"));
                if (answer.StatusCode == HttpStatusCode.OK && Simulator.StreamCount > 0) return;
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }

            if (_process!.HasExited || Stopwatch.GetElapsedTime(start) > StartLimit) throw new InvalidOperationException("marathon-lb is not ready:\n" + File.ReadAllText(Path.Combine(_folder, "log")));
            await Task.Delay(20);
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

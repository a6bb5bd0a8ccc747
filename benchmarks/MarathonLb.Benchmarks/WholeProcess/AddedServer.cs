using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MarathonSimulator;
using MarathonSimulator.Generators;

namespace MarathonLb.Benchmarks.WholeProcess;

/// <summary>
/// Requests per second through a server that marathon-lb added to a running HAProxy, beside those through one from the configuration file: both in one HAProxy, in turn, with wrk and
/// server connections kept alive. The origin is another HAProxy that answers by itself.
/// </summary>
internal static partial class AddedServer
{
    private const int Rounds = 5;

    /// <summary>Measures and prints a table row for the HAProxy of MLB_HAPROXY.</summary>
    /// <param name="seconds">Length of each of the ten runs of wrk.</param>
    public static async Task RunAsync(int seconds)
    {
        int[] origins = [FreePort(), FreePort(), FreePort()];
        string folder = Directory.CreateTempSubdirectory("mlb-origin-").FullName;
        using Process origin = StartOrigin(folder, origins);
        try
        {
            await using LoadBalancerProcess run = await LoadBalancerProcess.StartAsync(
                simulator => simulator.LoadAsync(new JsonArray(App("fixed", 9998, origins[0], "1"), App("added", 9999, origins[1], "1")), listen: false),
                ("HAPROXY_GLOBAL_DEFAULT_OPTIONS", "redispatch,dontlognull"));
            string pids = await run.PidsAsync();
            await ReplaceAsync(run, origins[2]);
            await MeasureAsync(run, seconds);
            if (await run.PidsAsync() != pids) throw new InvalidOperationException("HAProxy was reloaded, so the server was not added at run time");
        }
        finally
        {
            origin.Kill();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(LoadBalancerProcess run, int seconds)
    {
        List<double> fixedOnes = [], added = [];
        for (int i = 0; i < Rounds; i++)
        {
            fixedOnes.Add(await LoadAsync(run, "fixed.test", seconds));
            added.Add(await LoadAsync(run, "added.test", seconds));
        }

        double[] ratios = [.. fixedOnes.Zip(added, static (a, b) => b / a).Order()];
        string version = await VersionAsync();
        long fixedConnections = await ConnectionsAsync(run, "fixed_9998"), addedConnections = await ConnectionsAsync(run, "added_9999");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {version} | {Median(fixedOnes):N0} | {Median(added):N0} | {ratios[Rounds / 2]:0.00} ({ratios[0]:0.00} to {ratios[^1]:0.00}) | {fixedConnections} | {addedConnections} | {File.ReadAllText("/proc/loadavg").Split(' ')[0]} |"));
    }

    /// <summary>The app's only task is replaced by another: its server is added at run time, the old one goes.</summary>
    private static async Task ReplaceAsync(LoadBalancerProcess run, int port)
    {
        await run.Simulator.LoadAsync(App("added", 9999, port, "2"), listen: false);
        run.Simulator.Publish("status_update_event", new JsonObject { ["appId"] = "/added", ["taskId"] = "added.2", ["taskStatus"] = "TASK_RUNNING" });
        long start = Stopwatch.GetTimestamp();
        while (!(await run.StatisticsAsync()).Contains($"_{port},", StringComparison.Ordinal))
        {
            if (Stopwatch.GetElapsedTime(start) > TimeSpan.FromSeconds(10)) throw new TimeoutException("the new task's server did not come");
            await Task.Delay(20);
        }

        // The old server is deleted a moment later; until then it is in maintenance.
        await Task.Delay(3000);
    }

    private static JsonObject App(string name, int servicePort, int port, string number)
    {
        JsonObject app = new AppBuilder($"/{name}").Instances(1).Host(servicePort).First("MODE", "http").First("VHOST", $"{name}.test").Build();
        app["tasks"] = new JsonArray(new JsonObject { ["id"] = $"{name}.{number}", ["host"] = "127.0.0.1", ["ports"] = new JsonArray(port), ["state"] = "TASK_RUNNING" });
        return app;
    }

    private static Process StartOrigin(string folder, int[] ports)
    {
        string config = Path.Combine(folder, "origin.cfg");
        File.WriteAllText(
            config,
            "global\n  nbthread 1\ndefaults\n  mode http\n  timeout client 60s\n  timeout server 60s\n  timeout connect 1s\nfrontend origin\n"
            + string.Concat(ports.Select(static port => $"  bind 127.0.0.1:{port}\n")) + "  http-request return status 200 content-type text/plain string ok\n");
        return Process.Start(Haproxy, ["-db", "-f", config]);
    }

    private static string Haproxy => Environment.GetEnvironmentVariable("MLB_HAPROXY") is { Length: > 0 } given ? given : "haproxy";

    private static async Task<double> LoadAsync(LoadBalancerProcess run, string host, int seconds)
    {
        string output = await OutputAsync("wrk", "-t1", "-c16", $"-d{seconds}s", "-H", $"Host: {host}", $"http://{LoadBalancerProcess.Address}:{run.HttpPort}/");
        if (output.Contains("Non-2xx", StringComparison.Ordinal) || output.Contains("Socket errors", StringComparison.Ordinal)) throw new InvalidOperationException(output);
        return double.Parse(RequestsPerSecond().Match(output).Groups["rate"].Value, CultureInfo.InvariantCulture);
    }

    private static async Task<string> VersionAsync() => (await OutputAsync(Haproxy, "-v")).Split(' ')[2];

    /// <summary>Connections that HAProxy opened to the servers of a backend (column "connect" of the statistics).</summary>
    private static async Task<long> ConnectionsAsync(LoadBalancerProcess run, string backend)
    {
        string[] lines = (await run.StatisticsAsync()).Split('\n');
        int column = Array.IndexOf(lines[0].Split(','), "connect");
        return lines.Select(static line => line.Split(',')).Where(line => line[0] == backend && line[1] is not ("BACKEND" or "FRONTEND"))
            .Sum(line => long.Parse(line[column], CultureInfo.InvariantCulture));
    }

    private static async Task<string> OutputAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"Requests/sec:\s+(?<rate>[0-9.]+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RequestsPerSecond();
}

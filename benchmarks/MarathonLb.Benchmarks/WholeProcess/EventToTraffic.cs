using System.Diagnostics;
using System.Globalization;
using MarathonSimulator;
using MarathonSimulator.Generators;
using MarathonSimulator.State;

namespace MarathonLb.Benchmarks.WholeProcess;

/// <summary>
/// One app scaled 1 → 2 → 1 again and again while N other apps of five tasks exist: how long until the new task answers, how long the old one is still asked, what it costs. The
/// simulated tasks start at once, so the time to traffic is the load balancer's, but for the poll of 2 ms and the round robin that sends every second request to the new task.
/// </summary>
internal static class EventToTraffic
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>Long enough that the next change meets an idle controller.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(300);

    /// <summary>Measures and prints a table.</summary>
    /// <param name="sizes">Numbers of other apps.</param>
    /// <param name="cycles">How often it is scaled up and down.</param>
    public static async Task RunAsync(IReadOnlyList<int> sizes, int cycles)
    {
        Console.WriteLine("| other apps | scale up to traffic, median (worst) | scale down to no traffic, median (worst) | controller CPU per change | bytes from Marathon per change | new HAProxy processes | failed of requests | resident | load |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (int size in sizes) await MeasureAsync(size, cycles);
    }

    private static async Task MeasureAsync(int size, int cycles)
    {
        await using LoadBalancerProcess run = await LoadBalancerProcess.StartAsync(async simulator =>
        {
            TaskDelays delays = simulator.Delays;
            (delays.Staging, delays.Starting, delays.KillGrace) = (0, 0, 200);
            simulator.Load(BigCluster.Make(size));
            await simulator.AddAsync(ProbeApp.Build());
        });
        await using Prober prober = new(new Uri($"http://{LoadBalancerProcess.Address}:{run.HttpPort}/"), ProbeApp.Host);

        // The first change pays for what is only done once.
        await UpAsync(run.Simulator, prober);
        await DownAsync(run.Simulator, prober);
        await Task.Delay(Rest + Rest);

        string pids = await run.PidsAsync();
        int requests = prober.Requests, failed = prober.Failed;
        run.Simulator.ClearRequests();
        double cpu = run.CpuMilliseconds;
        List<double> ups = [], downs = [];
        for (int i = 0; i < cycles; i++)
        {
            ups.Add(await UpAsync(run.Simulator, prober));
            await Task.Delay(Rest);
            downs.Add(await DownAsync(run.Simulator, prober));
            await Task.Delay(Rest);
        }

        cpu = run.CpuMilliseconds - cpu;
        long bytes = run.Simulator.Requests.Sum(static request => request.BytesSent);
        HashSet<string> before = [.. pids.Split(' ', '\n')];
        int fresh = (await run.PidsAsync()).Split(' ', '\n').Count(pid => !before.Contains(pid));
        string load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {size:N0} | {Table.Median(ups):0.0} ms ({ups.Max():0}) | {Table.Median(downs):0.0} ms ({downs.Max():0}) | {cpu / (2 * cycles):0.0} ms | {bytes / (2 * cycles):N0} | {fresh} | {prober.Failed - failed} of {prober.Requests - requests:N0} | {run.ResidentMegabytes} MB | {load} |"));
    }

    private static async Task<double> UpAsync(Simulator simulator, Prober prober)
    {
        HashSet<string> old = [.. simulator.Tasks(ProbeApp.Id).Select(static task => task.Id)];
        long start = Stopwatch.GetTimestamp();
        await simulator.ScaleAsync(ProbeApp.Id, 2);
        string task = simulator.Tasks(ProbeApp.Id).Single(task => !old.Contains(task.Id)).Id;
        while (prober.Find(task) is null)
        {
            if (Stopwatch.GetElapsedTime(start) > Limit) throw new TimeoutException($"no traffic for {task}");
            await Task.Delay(1);
        }

        return Stopwatch.GetElapsedTime(start, prober.Find(task)!.Value.First).TotalMilliseconds;
    }

    private static async Task<double> DownAsync(Simulator simulator, Prober prober)
    {
        SimTask[] old = simulator.Tasks(ProbeApp.Id);
        long start = Stopwatch.GetTimestamp();
        await simulator.ScaleAsync(ProbeApp.Id, 1);
        string left = simulator.Tasks(ProbeApp.Id).Single().Id;
        long last = prober.Find(old.Single(task => task.Id != left).Id)!.Value.Last;
        return last < start ? 0 : Stopwatch.GetElapsedTime(start, last).TotalMilliseconds;
    }
}

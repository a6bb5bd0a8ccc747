using System.Diagnostics;
using System.Globalization;
using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator;
using MarathonSimulator.Generators;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>
/// As in the container: a root that holds only what the image does, a process namespace of its own, tini as process 1 that passes every signal on
/// to the whole group.
/// </summary>
public sealed class ImageTests(ITestOutputHelper output) : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task TiniInItsOwnNamespace_TwentyReloadsAndSignalsToTheGroup_LeaveNoZombieAndCutNothing()
    {
        if (!ImageFolder.IsPossible) Assert.Skip("needs root, tini, unshare and a CA bundle");
        ImageFolder image = new(_scratch);
        await image.FillAsync(HaproxyProgram.Named("installed").File);
        output.WriteLine($"the folder holds {image.Size / 1e6:0.0} MB");

        await using Simulator simulator = await Simulator.RunAsync();
        int http = FreePorts.Take(), stats = FreePorts.Take();
        MovePorts(image.Root, http, stats);
        await simulator.AddAsync(new AppBuilder("/web").Host(FreePorts.Take()).First("MODE", "http").First("VHOST", "web.test").Build());
        using DaemonRun run = Start(image.Root, simulator.BaseUri);
        using HttpCaller caller = new(http);
        using HttpCaller endpoints = new(stats);
        await Eventually.IsTrueAsync(async () => await StatusAsync(endpoints, "/_mlb/ready") == 200, () => $"readiness; the log:\n{run.Log}");
        int tini = Children(run.Pid).Single();
        Assert.Equal("tini", Name(tini));

        int daemon = Children(tini).Single();
        Assert.Equal("1", NamespaceId(tini));
        for (int i = 1; i <= 20; i++)
        {
            Signals.Kill(tini, Signals.User1);
            await run.SaysAsync("the file as it is", i);
        }

        Assert.DoesNotContain(Descendants(tini), IsZombie);
        await SignalsDuringADownloadAsync(run, simulator, http, tini, daemon);
    }

    private static async Task SignalsDuringADownloadAsync(DaemonRun run, Simulator simulator, int http, int tini, int daemon)
    {
        using Download download = await Download.StartAsync(http, "web.test", TimeSpan.FromSeconds(3));
        int fetches = simulator.Requests.Count;
        Signals.Kill(tini, Signals.HangUp);
        await Eventually.IsTrueAsync(() => simulator.Requests.Count > fetches, () => $"a look at all apps; the log:\n{run.Log}");
        Signals.Kill(tini, Signals.User1);
        await run.SaysAsync("the file as it is", 21);
        int[] all = Descendants(tini);
        long start = Stopwatch.GetTimestamp();
        Signals.Kill(tini, Signals.Terminate);
        Assert.True((await download.EndAsync()).Whole, $"the download was cut; the log:\n{run.Log}");
        Assert.Equal(0, await run.EndAsync(TimeSpan.FromSeconds(10)));
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 9.5);
        Assert.DoesNotContain([daemon, .. all], Signals.IsAlive);
    }

    private static DaemonRun Start(string root, Uri marathon)
    {
        string[] command =
        [
            "--pid", "--fork", "--kill-child", "--mount-proc", $"--root={root}", ImageFolder.Tini, "-g", "--", "/marathon-lb/run", "sse",
            "--group", "external", "--marathon", marathon.ToString(), "--max-backoff", "0.2", "--event-window", "0.05",
        ];
        return DaemonRun.StartProgram("/usr/bin/unshare", command, root, new Dictionary<string, string>());
    }

    /// <summary>The machine's ports 80, 443, 9090 and 9091 are not the test's.</summary>
    private static void MovePorts(string root, int http, int stats)
    {
        Move("HEAD", "*:9090", stats);
        Move("HTTP_FRONTEND_HEAD", "*:80", http);
        Move("HTTPS_FRONTEND_HEAD", "*:443", FreePorts.Take());
        Move("HTTP_FRONTEND_APPID_HEAD", "*:9091", FreePorts.Take());

        void Move(string name, string from, int port) => File.WriteAllText(
            Path.Combine(root, "marathon-lb/templates", "HAPROXY_" + name),
            StackPlan.Default(name).Replace(from, $"127.0.0.1:{port}", StringComparison.Ordinal)
                .Replace("@GLOBAL_DEFAULT_OPTIONS@", "  option redispatch", StringComparison.Ordinal));
    }

    private static async Task<int> StatusAsync(HttpCaller caller, string path)
    {
        try
        {
            return (await caller.GetAsync("stats.test", path)).Status;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    private static int[] Children(int pid) => [.. Directory.GetDirectories($"/proc/{pid}/task")
        .SelectMany(static task => File.ReadAllText($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(static text => int.Parse(text, CultureInfo.InvariantCulture))];

    private static int[] Descendants(int pid) => [.. Children(pid).SelectMany(static child => Descendants(child).Prepend(child))];

    private static string Name(int pid) => File.ReadAllText($"/proc/{pid}/comm").Trim();

    private static bool IsZombie(int pid) => !Signals.IsAlive(pid);

    private static string NamespaceId(int pid) =>
        File.ReadLines($"/proc/{pid}/status").Single(static line => line.StartsWith("NSpid:", StringComparison.Ordinal)).Split('\t')[^1];
}

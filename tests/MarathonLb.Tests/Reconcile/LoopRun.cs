using System.Collections.Concurrent;
using System.Net;
using MarathonLb.Config;
using MarathonLb.Haproxy;
using MarathonLb.Marathon;
using MarathonLb.Reconcile;
using MarathonLb.Reconcile.Guard;
using MarathonLb.Reconcile.Isolation;
using MarathonLb.Reconcile.Live;
using MarathonLb.Tests.Apps;
using Microsoft.Extensions.Time.Testing;

namespace MarathonLb.Tests.Reconcile;

/// <summary>The daemon's loop with a fake Marathon and a fake HAProxy that loads everything, in a folder of its own.</summary>
internal sealed class LoopRun : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly FakeProxy _proxy = new();
    private readonly LoadBalancer _balancer;
    private readonly RoundLoop _loop;
    private Task _running = Task.CompletedTask;

    public LoopRun(IAppSource? source = null, TimeSpan reloadGap = default, GuardOptions? guard = null)
    {
        ConfigGenerator generator = new(SampleApps.Everything, new RenderOptions(), new TaskHostResolver(10, Clock), _folder.Root, static _ => null);
        RoundFiles files = new(
            ConfigPaths.For(Path.Combine(_folder.Root, "haproxy.cfg")), new ConfigArchive(_folder.Root, 0, Clock), new ReloadMark(_folder.Root), null, false);
        LoopOptions options = new() { Events = true, RefreshInterval = TimeSpan.FromHours(1), ReadyMaxAge = TimeSpan.FromSeconds(180) };
        Triggers = new Triggers(Clock);
        Freshness = new Freshness(Clock);
        LiveCounts counts = new();
        Exclusions exclusions = new(generator, new LastGoodFile(_folder.Root, Log), Clock);
        ConfigRound round = new(generator, files, _proxy, exclusions, new RoundOptions { ReloadGap = reloadGap }, counts, Clock, Log)
        {
            Guard = guard is null ? null : new RoundGuard(guard, SampleApps.Everything, Clock, Log),
        };
        _loop = new RoundLoop(source ?? Marathon, new TaskHostResolver(10, Clock), round, Triggers, Freshness, options, Clock, Log);
        _balancer = new LoadBalancer(files, round, _loop, Triggers, Freshness, _proxy, null, counts, options.ReadyMaxAge);
    }

    public FakeMarathon Marathon { get; } = new();

    /// <summary>Goes on by itself with each look at it, so that no pause of the loop lasts.</summary>
    public FakeTimeProvider Clock { get; } = new() { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };

    public ListLogger Log { get; } = new();

    public Triggers Triggers { get; }

    public Freshness Freshness { get; }

    /// <summary>The servers of each configuration that HAProxy loaded, oldest first.</summary>
    public string[] Loaded => [.. _proxy.Loaded];

    /// <summary>Ports that another process holds.</summary>
    public HashSet<int> TakenPorts => _proxy.Taken;

    /// <summary>The whole configurations that were probed for taken ports.</summary>
    public int Probes => _proxy.Probes;

    /// <summary>The single ports that were probed again.</summary>
    public int[] ProbedAgain => [.. _proxy.ProbedAgain];

    /// <summary>Starts the loop and waits for its first round.</summary>
    public async Task StartAsync()
    {
        _running = _loop.RunAsync(_stop.Token);
        await HasRoundsAsync(1);
        Marathon.Forget();
    }

    public void Receive(string? app, string? task = null, string? status = null) => _balancer.Received(new MarathonEvent("status_update_event", app, task, status));

    public void Connect() => _balancer.Connected("fake");

    public void Refresh() => _balancer.RequestRefresh();

    public void ReloadFile() => _balancer.RequestReload();

    public string? Accept() => _balancer.Accept();

    public bool IsHeld => _balancer.Status.Held is not null;

    public long Rounds => _loop.Journal.Rounds;

    public Task HasRoundsAsync(long rounds) => UntilAsync(() => _loop.Journal.Rounds >= rounds, $"{rounds} rounds");

    /// <summary>Waits until HAProxy has loaded a configuration with these servers last.</summary>
    public Task ServesAsync(string servers) => UntilAsync(() => Loaded.LastOrDefault() == servers, $"the servers {servers}");

    public Task AskedAsync(params string[] what) => UntilAsync(() => Marathon.Asked.SequenceEqual(what), $"the questions {string.Join(' ', what)}");

    /// <summary>Waits for a condition; the loop's clock goes on meanwhile.</summary>
    public async Task UntilAsync(Func<bool> condition, string what)
    {
        long begin = System.Diagnostics.Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(
                System.Diagnostics.Stopwatch.GetElapsedTime(begin).TotalSeconds < 20,
                $"no {what}; asked: {string.Join(' ', Marathon.Asked)}; loaded: {string.Join(" / ", Loaded)}; log:\n{Log.Text}");
            if (_running.IsFaulted) await _running;
            Clock.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Triggers.Dispose();
        _stop.Dispose();
        _folder.Dispose();
    }

    /// <summary>Loads everything; keeps the addresses of the server lines.</summary>
    private sealed class FakeProxy : IProxy
    {
        public ConcurrentQueue<string> Loaded { get; } = new();

        public bool IsRunning => !Loaded.IsEmpty;

        public LiveProxy? Live => null;

        public IReadOnlyList<string> FurtherFiles => [];

        public HashSet<int> Taken { get; } = [];

        public int Probes { get; private set; }

        public ConcurrentQueue<int> ProbedAgain { get; } = new();

        public IReadOnlyList<Obstacle> ObstaclesTo(ReadOnlySpan<byte> config)
        {
            Probes++;
            List<BindLine> binds = BindLine.AllIn(config).FindAll(bind => Taken.Contains(bind.Port));
            return binds.ConvertAll(static bind => new Obstacle(bind.Line, $"port {bind.Port} is taken", "End it.") { Taken = new IPEndPoint(bind.Address, bind.Port) });
        }

        public bool IsStill(Obstacle obstacle)
        {
            ProbedAgain.Enqueue(obstacle.Taken!.Port);
            return Taken.Contains(obstacle.Taken.Port);
        }

        public Task<ReloadResult> LoadAsync(ReadOnlyMemory<byte> config, CancellationToken cancellation)
        {
            IEnumerable<string> servers = System.Text.Encoding.UTF8.GetString(config.Span).Split('\n').Select(static line => line.Trim())
                .Where(static line => line.StartsWith("server 10_", StringComparison.Ordinal)).Select(static line => line.Split(' ')[2].Split(':')[0]);
            Loaded.Enqueue(string.Join(' ', servers));
            return Task.FromResult(ReloadResult.Good);
        }
    }
}

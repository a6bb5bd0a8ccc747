using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Findings;
using MarathonLb.Haproxy;
using MarathonLb.Marathon;
using MarathonLb.Reconcile.Guard;
using MarathonLb.Reconcile.Isolation;
using MarathonLb.Reconcile.Live;
using MarathonLb.Reconcile.Planning;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Reconcile;

/// <summary>
/// One round of the daemon: from a snapshot to a HAProxy that serves it. Servers and map entries are changed while it runs, all else takes a reload. Whatever goes wrong, what serves goes
/// on serving, and the file on disk is what serves.
/// </summary>
internal sealed partial class ConfigRound
{
    private readonly ConfigGenerator _generator;
    private readonly IProxy _proxy;
    private readonly LiveCounts _counts;
    private readonly ILogger _logger;
    private readonly DiskConfig _disk;
    private readonly RoundPlanner _planner;
    private readonly ReloadStep _reload;
    private readonly bool _maps;
    private readonly Exclusions _exclusions;
    private readonly bool _isolates;
    private HashSet<Finding> _toldFindings = [];
    private FindingLog? _told;

    /// <summary>What HAProxy serves, as a model; null until the first good round.</summary>
    private AppsModel? _served;

    /// <summary>Makes it.</summary>
    /// <param name="generator">Makes the configuration.</param>
    /// <param name="files">Where it goes.</param>
    /// <param name="proxy">Who serves it.</param>
    /// <param name="exclusions">Remembers whom HAProxy rejects.</param>
    /// <param name="options">How it goes about it.</param>
    /// <param name="counts">What is counted.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">Hears what changed and why.</param>
    public ConfigRound(ConfigGenerator generator, RoundFiles files, IProxy proxy, Exclusions exclusions, RoundOptions options, LiveCounts counts, TimeProvider clock, ILogger logger)
    {
        _generator = generator;
        _proxy = proxy;
        _counts = counts;
        _logger = logger;
        _disk = new DiskConfig(files.Paths);
        _planner = new RoundPlanner(files.Paths);
        _reload = new ReloadStep(files, _disk, proxy, options.ReloadGap, counts, clock, logger);
        _exclusions = exclusions;
        _isolates = options.Isolates;
        _maps = files.Maps;
    }

    /// <summary>What the last round generated.</summary>
    public Generation? Last { get; private set; }

    /// <summary>The services that HAProxy rejects.</summary>
    public IReadOnlyCollection<Exclusion> Excluded => _exclusions.All;

    /// <summary>True if there is somebody who serves.</summary>
    public bool IsServed => _proxy.IsRunning;

    /// <summary>Holds back answers that would suddenly take many servers out; null to believe every answer.</summary>
    public RoundGuard? Guard { get; init; }

    /// <summary>Does a round with an answer of Marathon's, about all apps or single ones, and all else that is known; if the guard lets it through.</summary>
    public async Task<RoundOutcome> AnswerAsync(MarathonSnapshot answer, bool whole, CancellationToken cancellation)
    {
        Generation generation = _generator.Generate(answer);

        // Where nothing serves there is nothing to hold on to.
        ReadOnlyMemory<byte>? served = _proxy.IsRunning ? _disk.Current.Config : null;
        return generation.GlobalFault || Guard is null || Guard.LetsThrough(generation, answer, whole, served)
            ? await RunAsync(generation, cancellation)
            : new RoundOutcome(RoundKind.Held, Guard.Held);
    }

    /// <summary>Does a round with what events alone say, before the fetch that they ask for. It takes no service's last servers: their successors may be in that fetch.</summary>
    /// <returns>Null if it is better to wait for the fetch.</returns>
    public async Task<RoundOutcome?> RunEarlyAsync(MarathonSnapshot snapshot, CancellationToken cancellation)
    {
        Generation generation = _generator.Generate(snapshot);
        return new ServerLookup(generation.Model).EmptiesSince(_served) ? null : await RunAsync(generation, cancellation);
    }

    /// <summary>Does a round with what is known.</summary>
    public Task<RoundOutcome> RunAsync(MarathonSnapshot snapshot, CancellationToken cancellation) => RunAsync(_generator.Generate(snapshot), cancellation);

    private async Task<RoundOutcome> RunAsync(Generation generated, CancellationToken cancellation)
    {
        if (!generated.GlobalFault) Guard?.Apply(generated);
        Generation generation = _exclusions.Apply(generated);
        Last = generation;
        RoundLog report = new(_logger, MaskOf(generation));
        if (generation.GlobalFault)
        {
            TellNewFindings(generation, report);
            return new RoundOutcome(RoundKind.Rejected, "a global template fails; see the findings");
        }

        (RoundOutcome? outcome, ReloadReason reason) = await UpdateAsync(generation, report, cancellation);
        if (outcome is not null) return outcome;

        // It takes a reload: what stands in its way outside is looked at only now. Without the services that it blocks there may be nothing left to reload for.
        Generation free = WithoutObstacles(generation, out IReadOnlyList<Obstacle> unowned);
        Last = free;
        if (unowned.Count == 0 && !ReferenceEquals(free, generation))
        {
            (outcome, reason) = await UpdateAsync(free, report, cancellation);
            if (outcome is not null) return outcome;
        }

        if (unowned.Count > 0)
        {
            TellNewFindings(free, report);
            return new RoundOutcome(RoundKind.Blocked, $"{unowned[0].Reason}. {unowned[0].Advice}");
        }

        await DrainDepartingAsync(free, cancellation);
        return await ReloadAsync(free, reason, report, cancellation);
    }

    /// <summary>Validates, without whoever HAProxy rejects, and loads.</summary>
    private async Task<RoundOutcome> ReloadAsync(Generation generation, ReloadReason reason, RoundLog report, CancellationToken cancellation)
    {
        if (_reload.WhyNotNow(SnapshotOf(generation), reason) is RoundOutcome notNow)
        {
            TellNewFindings(generation, report);
            return notNow;
        }

        if (await FindValidAsync(generation, report, cancellation) is not Generation valid)
        {
            TellNewFindings(generation, report);
            return _reload.Remember(new RoundOutcome(RoundKind.Rejected, report.LastProblem) { Reason = reason });
        }

        Last = valid;
        if (!ReferenceEquals(valid, generation))
        {
            // Without the rejected ones there may be nothing left to reload for.
            (RoundOutcome? outcome, reason) = await UpdateAsync(valid, report, cancellation);
            if (outcome is not null) return outcome;
        }

        TellNewFindings(valid, report);
        RoundOutcome loaded = _reload.Remember(await _reload.LoadAsync(SnapshotOf(valid), reason, report, cancellation));
        if (!loaded.Good) return loaded;
        Serves(valid);
        _exclusions.Accept(valid);
        return loaded;
    }

    private async Task<Generation?> FindValidAsync(Generation generation, RoundLog report, CancellationToken cancellation)
    {
        CandidateFiles? candidate = null;
        Generation last = generation;
        ValidConfigFinder finder = new(
            _exclusions,
            _generator,
            async part =>
            {
                (ValidationReport verdict, candidate) = await _reload.ValidateAsync(SnapshotOf(last = part), cancellation);
                return (verdict, candidate.Config);
            },
            _logger);
        Generation? valid = await finder.FindAsync(generation, _isolates, report.Problem);
        report.Verdict(finder.Report!, candidate!, last.Ownership.Describe);
        return valid;
    }

    /// <summary>SIGUSR1: validates what is on disk and loads it.</summary>
    public Task<RoundOutcome> ReloadFileAsync(CancellationToken cancellation) => _reload.ReloadFileAsync(new RoundLog(_logger, new SecretMask([])), cancellation);

    /// <summary>Reads all servers back from HAProxy and mends what differs from the file, now and then: nobody may have told us of it.</summary>
    /// <returns>True if something differs that only a reload can mend: the next round does it.</returns>
    public async Task<bool> CompareAsync(CancellationToken cancellation)
    {
        if (_proxy is not { IsRunning: true, Live: LiveProxy live } || _disk.Current.Config is not ReadOnlyMemory<byte> config || _disk.IsForeign || _reload.IsOwed) return false;
        if (Last is Generation served && ReferenceEquals(served.Model, _served)) _exclusions.Accept(served);
        LiveResult result = await live.CompareAsync(config, cancellation);
        if (result.Failure is ReloadReason reason) Log.NotCompared(_logger, reason, result.Detail ?? "");
        if (result.Failure is not ReloadReason.Drift) return false;
        live.DemandReload(ReloadReason.Drift);
        return true;
    }

    /// <summary>Does nothing if nothing differs, and by commands what they can do.</summary>
    /// <returns>The outcome; or null, and why it takes a reload.</returns>
    private async Task<(RoundOutcome? Outcome, ReloadReason Reason)> UpdateAsync(Generation generation, RoundLog report, CancellationToken cancellation)
    {
        ConfigSnapshot current = _disk.Current;
        if (!_proxy.IsRunning || _reload.IsOwed) return (null, ReloadReason.Start);
        if (_disk.IsForeign) return (null, ReloadReason.FileChanged);
        if (_proxy.Live?.Demand is ReloadReason demand) return (null, demand);
        ServerLookup lookup = new(generation.Model);
        if (_proxy.Live is LiveProxy settled) await settled.SettleAsync([], lookup.Serves, lookup.IsHealthy, cancellation);
        ConfigSnapshot wanted = SnapshotOf(generation);
        if (current.Satisfies(wanted))
        {
            TellNewFindings(generation, report);
            _disk.Remember(wanted);
            Serves(generation);
            return (new RoundOutcome(RoundKind.Nothing), default);
        }

        ReloadReason? reason = _planner.Decide(current, wanted, _proxy.Live?.Features, out string detail, out RuntimePlan plan);
        if (reason is null)
        {
            LiveResult result = await _proxy.Live!.ApplyAsync(plan, lookup.IsHealthy, cancellation);
            (reason, detail) = (result.Failure, result.Detail ?? "");
        }

        if (reason is ReloadReason why)
        {
            Log.NeedsReload(_logger, why, report.Mask.Apply(detail));
            return (null, why);
        }

        TellNewFindings(generation, report);
        _disk.Replace(wanted);
        _reload.Archive(current, isUpdate: true);
        _counts.Updated();
        Serves(generation);
        return (new RoundOutcome(RoundKind.Updated, null, RoundLog.Changes(plan)), default);
    }

    /// <summary>Takes servers out of rotation whose tasks go: the reload may wait or be refused, they don't.</summary>
    private async Task DrainDepartingAsync(Generation generation, CancellationToken cancellation)
    {
        if (_proxy is not { IsRunning: true, Live: LiveProxy live }) return;
        ServerLookup lookup = new(generation.Model);
        await live.SettleAsync(lookup.DepartedSince(_served), lookup.Serves, lookup.IsHealthy, cancellation);
    }

    private void Serves(Generation generation)
    {
        _generator.Keep(generation);
        _served = generation.Model;
        _exclusions.Release(generation);
    }
    private ConfigSnapshot SnapshotOf(Generation generation) => ConfigSnapshot.Of(generation.Document, _maps);

    /// <summary>Leaves out services that something outside stands in the way of, such as a port that another process holds.</summary>
    private Generation WithoutObstacles(Generation generation, out IReadOnlyList<Obstacle> unowned)
    {
        List<Obstacle> others = [];
        HashSet<Service> blocked = [];
        List<Finding> reasons = [];
        foreach (Obstacle obstacle in _proxy.ObstaclesTo(generation.Document.Text.WrittenSpan))
        {
            if (obstacle.Line is int line && generation.Ownership.OwnerOf(line)?.Service is Service service)
            {
                blocked.Add(service);
                reasons.Add(new Finding(
                    FindingSeverity.Error, "port-taken", service.AppId, null, null, $"{obstacle.Reason}; the service is left out", obstacle.Advice)
                { Index = service.Index });
            }
            else
            {
                others.Add(obstacle);
            }
        }

        unowned = others;
        return blocked.Count == 0 ? generation : _generator.Without(generation, blocked, reasons);
    }

    /// <summary>Each finding is told when it comes, once, and not in every round that still has it.</summary>
    private void TellNewFindings(Generation generation, RoundLog report)
    {
        if (ReferenceEquals(generation.Findings, _told)) return;
        _told = generation.Findings;
        HashSet<Finding> now = [.. generation.Findings];
        report.Findings([.. generation.Findings.Where(finding => !_toldFindings.Contains(finding))]);
        int gone = _toldFindings.Count(finding => !now.Contains(finding));
        if (gone > 0) Log.Mended(_logger, gone, now.Count);
        _toldFindings = now;
    }

    private static SecretMask MaskOf(Generation generation) =>
        new(generation.Model.Services.Select(static service => service.Labels.Auth?.Password).OfType<string>());

    private static partial class Log
    {
        [LoggerMessage(5051, LogLevel.Information, "{Count} earlier findings are mended, {Left} are left")]
        public static partial void Mended(ILogger logger, int count, int left);

        [LoggerMessage(5053, LogLevel.Debug, "the change takes a reload: {Reason} ({Detail})")]
        public static partial void NeedsReload(ILogger logger, ReloadReason reason, string detail);

        [LoggerMessage(5054, LogLevel.Warning, "HAProxy could not be compared with its file: {Reason} ({Detail})")]
        public static partial void NotCompared(ILogger logger, ReloadReason reason, string detail);
    }
}

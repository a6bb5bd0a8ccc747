using MarathonLb.Apps;
using MarathonLb.Config;
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
internal sealed class ConfigRound
{
    private readonly ConfigGenerator _generator;
    private readonly IProxy _proxy;
    private readonly ILogger _logger;
    private readonly DiskConfig _disk;
    private readonly RuntimeStep _runtime;
    private readonly ReloadStep _reload;
    private readonly bool _maps;
    private readonly Exclusions _exclusions;
    private readonly BlockedServices _blocked;
    private readonly bool _isolates;
    private readonly FindingNews _news;

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
        _logger = logger;
        _disk = new DiskConfig(files.Paths);
        _news = new FindingNews(logger);
        _reload = new ReloadStep(files, _disk, proxy, options.ReloadGap, counts, clock, logger);
        _runtime = new RuntimeStep(_disk, proxy, new RoundPlanner(files.Paths), _reload, _news, counts, logger);
        _exclusions = exclusions;
        _blocked = new BlockedServices(generator, proxy);
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

    /// <summary>Nothing happens: gives back the memory that only rounds need: the documents that are written in turn, and what the heap holds in reserve.</summary>
    public void GiveMemoryBack()
    {
        _generator.Trim();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    /// <summary>Does a round with an answer of Marathon's, about all apps or single ones, and all else that is known; if the guard lets it through.</summary>
    public async Task<RoundOutcome> AnswerAsync(MarathonSnapshot answer, bool whole, StageClock stages, CancellationToken cancellation)
    {
        Draft draft = Build(answer, stages);

        // Where nothing serves there is nothing to hold on to.
        ReadOnlyMemory<byte>? served = _proxy.IsRunning ? _disk.Current.Config : null;
        return Guard is null || Guard.LetsThrough(draft.Model, () => _generator.Generate(draft).Document.Text.Written, answer, whole, served)
            ? await RunAsync(draft, stages, cancellation)
            : new RoundOutcome(RoundKind.Held, Guard.Held);
    }

    /// <summary>True if a service that serves would have nobody left to serve it.</summary>
    public bool Empties(MarathonSnapshot snapshot) => new ServerLookup(_generator.Build(snapshot).Model).EmptiesSince(_served);

    /// <summary>Does a round with what events alone say, before the fetch that they ask for. It takes no service's last servers: their successors may be in that fetch.</summary>
    /// <returns>Null if it is better to wait for the fetch.</returns>
    public async Task<RoundOutcome?> RunEarlyAsync(MarathonSnapshot snapshot, StageClock stages, CancellationToken cancellation)
    {
        Draft draft = Build(snapshot, stages);
        return new ServerLookup(draft.Model).EmptiesSince(_served) ? null : await RunAsync(draft, stages, cancellation);
    }

    /// <summary>Does a round with what is known.</summary>
    public Task<RoundOutcome> RunAsync(MarathonSnapshot snapshot, StageClock stages, CancellationToken cancellation) =>
        RunAsync(Build(snapshot, stages), stages, cancellation);

    /// <summary>SIGUSR1: validates what is on disk and loads it.</summary>
    public Task<RoundOutcome> ReloadFileAsync(StageClock stages, CancellationToken cancellation) =>
        _reload.ReloadFileAsync(new RoundLog(_logger, new SecretMask([])), stages, cancellation);

    /// <summary>Reads all servers back from HAProxy and mends what differs from the file, now and then: nobody may have told us of it.</summary>
    /// <returns>True if something differs that only a reload can mend: the next round does it.</returns>
    public async Task<bool> CompareAsync(CancellationToken cancellation)
    {
        if (_proxy is not { IsRunning: true, Live: LiveProxy live } || _disk.Current.Config is not ReadOnlyMemory<byte> config || _disk.IsForeign || _reload.IsOwed) return false;
        if (Last is Generation served && ReferenceEquals(served.Model, _served)) _exclusions.Accept(served);
        return await _runtime.CompareAsync(live, config, cancellation);
    }

    private Draft Build(MarathonSnapshot snapshot, StageClock stages)
    {
        using StageClock.Lap lap = stages.Time(RoundStage.Render);
        return _generator.Build(snapshot);
    }

    private Generation Generate(Draft draft, StageClock stages)
    {
        using StageClock.Lap lap = stages.Time(RoundStage.Render);
        return _generator.Generate(_blocked.Apply(_exclusions.Apply(draft)));
    }

    private async Task<RoundOutcome> RunAsync(Draft draft, StageClock stages, CancellationToken cancellation)
    {
        Generation generation = Last = Generate(draft, stages);
        if (!generation.GlobalFault) Guard?.Apply(draft.Model);
        RoundLog report = new(_logger, MaskOf(generation));
        if (generation.GlobalFault)
        {
            _news.Tell(generation, report);
            return new RoundOutcome(RoundKind.Rejected, "a global template fails; see the findings");
        }

        (RoundOutcome? outcome, ReloadReason reason) = await UpdateAsync(generation, report, stages, cancellation);
        if (outcome is not null) return outcome;

        // It takes a reload: what stands in its way outside is looked at only now. Without the services that it blocks there may be nothing left to reload for.
        IReadOnlyList<Obstacle> unowned;
        Generation free;
        using (stages.Time(RoundStage.Render)) free = _blocked.Find(generation, out unowned);
        Last = free;
        if (unowned.Count == 0 && !ReferenceEquals(free, generation))
        {
            (outcome, reason) = await UpdateAsync(free, report, stages, cancellation);
            if (outcome is not null) return outcome;
        }

        if (unowned.Count > 0)
        {
            _news.Tell(free, report);
            return new RoundOutcome(RoundKind.Blocked, $"{unowned[0].Reason}. {unowned[0].Advice}");
        }

        await _runtime.DrainDepartingAsync(free, _served, stages, cancellation);
        return await ReloadAsync(free, reason, report, stages, cancellation);
    }

    /// <summary>Does what needs no reload.</summary>
    /// <returns>The outcome; or null, and why it takes a reload.</returns>
    private async Task<(RoundOutcome? Outcome, ReloadReason Reason)> UpdateAsync(Generation generation, RoundLog report, StageClock stages, CancellationToken cancellation)
    {
        (RoundOutcome? outcome, ReloadReason reason) = await _runtime.UpdateAsync(generation, () => SnapshotOf(generation), _served, report, stages, cancellation);
        if (outcome is not null) Serves(generation);
        return (outcome, reason);
    }

    /// <summary>Validates, without whoever HAProxy rejects, and loads.</summary>
    private async Task<RoundOutcome> ReloadAsync(Generation generation, ReloadReason reason, RoundLog report, StageClock stages, CancellationToken cancellation)
    {
        if (_reload.WhyNotNow(SnapshotOf(generation), reason) is RoundOutcome notNow)
        {
            _news.Tell(generation, report);
            return notNow;
        }

        if (await FindValidAsync(generation, report, stages, cancellation) is not Generation valid)
        {
            _news.Tell(generation, report);
            return _reload.Remember(new RoundOutcome(RoundKind.Rejected, report.LastProblem) { Reason = reason });
        }

        Last = valid;
        if (!ReferenceEquals(valid, generation))
        {
            // Without the rejected ones there may be nothing left to reload for.
            (RoundOutcome? outcome, reason) = await UpdateAsync(valid, report, stages, cancellation);
            if (outcome is not null) return outcome;
        }

        _news.Tell(valid, report);
        TouchedApps touched = new(_served, valid.Model);
        RoundOutcome loaded = _reload.Remember(await _reload.LoadAsync(SnapshotOf(valid), reason, touched, report, stages, cancellation));
        if (!loaded.Good) return loaded;
        Serves(valid);
        _exclusions.Accept(valid);
        return loaded;
    }

    private async Task<Generation?> FindValidAsync(Generation generation, RoundLog report, StageClock stages, CancellationToken cancellation)
    {
        using StageClock.Lap lap = stages.Time(RoundStage.Validate);
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

    private void Serves(Generation generation)
    {
        _generator.Keep(generation);
        _served = generation.Model;
        _exclusions.Release(generation);
    }

    private ConfigSnapshot SnapshotOf(Generation generation) => ConfigSnapshot.Of(generation.Document, _maps);

    private static SecretMask MaskOf(Generation generation) =>
        new(generation.Model.Services.Select(static service => service.Labels.Auth?.Password).OfType<string>());
}

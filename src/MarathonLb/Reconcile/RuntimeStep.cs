using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Reconcile.Live;
using MarathonLb.Reconcile.Planning;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Reconcile;

/// <summary>The part of a round that needs no reload: finds out whether anything differs, and changes HAProxy by commands where these can do it.</summary>
/// <param name="disk">What is on disk, and so what HAProxy runs.</param>
/// <param name="proxy">Who serves it.</param>
/// <param name="planner">Decides what takes a reload.</param>
/// <param name="reload">Knows whether a reload is owed; keeps what was replaced.</param>
/// <param name="news">Tells findings.</param>
/// <param name="counts">Counts rounds without a reload.</param>
/// <param name="logger">Hears why it takes a reload.</param>
internal sealed partial class RuntimeStep(DiskConfig disk, IProxy proxy, RoundPlanner planner, ReloadStep reload, FindingNews news, LiveCounts counts, ILogger logger)
{
    /// <summary>Does nothing if nothing differs, and by commands what they can do.</summary>
    /// <param name="generation">What is wanted.</param>
    /// <param name="print">Gives its bytes.</param>
    /// <param name="served">What HAProxy serves, as a model; null until the first good round.</param>
    /// <param name="report">Hears findings.</param>
    /// <param name="stages">Times it.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The outcome; or null, and why it takes a reload.</returns>
    public async Task<(RoundOutcome? Outcome, ReloadReason Reason)> UpdateAsync(
        Generation generation, Func<ConfigSnapshot> print, AppsModel? served, RoundLog report, StageClock stages, CancellationToken cancellation)
    {
        ConfigSnapshot current = disk.Current;
        if (Hindrance is ReloadReason hindrance) return (null, hindrance);
        Service[]? changed = generation.Edits is DocumentEdits known ? [.. known.Services.Select(static edit => edit.Service)] : null;
        ServerLookup lookup = new(generation.Model, changed);
        await SettleAsync([], lookup, stages, cancellation);
        DocumentEdits? edits = IsRunning(current, generation.Edits?.Document) ? generation.Edits : null;
        if (edits is null ? current.Satisfies(print()) : edits.Backends.Count == 0)
        {
            news.Tell(generation, report);
            if (edits is null) disk.Remember(print());
            return (new RoundOutcome(RoundKind.Nothing), default);
        }

        ReloadReason? reason = null;
        string detail = "";
        if (!RoundPlanner.TryPlan(current, edits, generation.Frame, proxy.Live?.Features, out RuntimePlan plan)) reason = planner.Decide(current, print(), proxy.Live?.Features, out detail, out plan);
        if (reason is null)
        {
            using StageClock.Lap lap = stages.Time(RoundStage.Apply);
            LiveResult result = await proxy.Live!.ApplyAsync(plan, lookup.IsHealthy, cancellation);
            (reason, detail) = (result.Failure, result.Detail ?? "");
        }

        if (reason is ReloadReason why)
        {
            Log.NeedsReload(logger, why, report.Mask.Apply(detail));
            return (null, why);
        }

        news.Tell(generation, report);
        using (stages.Time(RoundStage.Apply)) disk.Replace(print());
        reload.Archive(current, isUpdate: true);
        counts.Updated();
        return (new RoundOutcome(RoundKind.Updated, null, RoundLog.Changes(plan)) { Touched = TouchedBy(plan, served, generation.Model, edits is null ? null : changed) }, default);
    }

    /// <summary>Why it takes a reload whatever is wanted; null if it may do without.</summary>
    private ReloadReason? Hindrance => !proxy.IsRunning || reload.IsOwed ? ReloadReason.Start : disk.IsForeign ? ReloadReason.FileChanged : proxy.Live?.Demand;

    /// <summary>Takes servers out of rotation whose tasks go: the reload may wait or be refused, they don't.</summary>
    public async Task DrainDepartingAsync(Generation generation, AppsModel? served, StageClock stages, CancellationToken cancellation)
    {
        if (!proxy.IsRunning || proxy.Live is null) return;
        ServerLookup lookup = new(generation.Model);
        await SettleAsync(lookup.DepartedSince(served), lookup, stages, cancellation);
    }

    /// <summary>Reads all servers back from HAProxy and mends what differs from the file.</summary>
    /// <returns>True if something differs that only a reload can mend.</returns>
    public async Task<bool> CompareAsync(LiveProxy live, ReadOnlyMemory<byte> config, CancellationToken cancellation)
    {
        LiveResult result = await live.CompareAsync(config, cancellation);
        if (result.Failure is ReloadReason reason) Log.NotCompared(logger, reason, result.Detail ?? "");
        if (result.Failure is not ReloadReason.Drift) return false;
        live.DemandReload(ReloadReason.Drift);
        return true;
    }

    private static Touched TouchedBy(RuntimePlan plan, AppsModel? before, AppsModel after, Service[]? changed) =>
        (changed is null ? new TouchedApps(before, after) : new TouchedApps(null, after with { Services = changed })).By(plan);

    /// <summary>True if what is on disk, and so what HAProxy runs, is in the very memory of a document.</summary>
    private static bool IsRunning(ConfigSnapshot current, ConfigDocument? document) => document is not null && current.Config.Equals(document.Text.Written);

    private async Task SettleAsync(IReadOnlyList<ServerKey> departing, ServerLookup lookup, StageClock stages, CancellationToken cancellation)
    {
        if (proxy.Live is not LiveProxy live) return;
        using StageClock.Lap lap = stages.Time(RoundStage.Apply);
        await live.SettleAsync(departing, lookup.Serves, lookup.IsHealthy, cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(5053, LogLevel.Debug, "the change takes a reload: {Reason} ({Detail})")]
        public static partial void NeedsReload(ILogger logger, ReloadReason reason, string detail);

        [LoggerMessage(5054, LogLevel.Warning, "HAProxy could not be compared with its file: {Reason} ({Detail})")]
        public static partial void NotCompared(ILogger logger, ReloadReason reason, string detail);
    }
}

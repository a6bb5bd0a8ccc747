using System.Security.Cryptography;
using MarathonLb.Haproxy;
using MarathonLb.Reconcile.Live;
using MarathonLb.Reconcile.Planning;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Reconcile;

/// <summary>
/// The part of a round that needs a reload: asks HAProxy whether the configuration is good, replaces the files, reloads, and puts the files back if that fails. One at a time, not more
/// often than the gap allows; what has failed is not tried again soon unless it changes.
/// </summary>
/// <param name="files">Where the configuration goes.</param>
/// <param name="disk">What is on disk.</param>
/// <param name="proxy">Who serves it.</param>
/// <param name="gap">Least time between two reloads.</param>
/// <param name="counts">Counts reloads by reason.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Hears what could not be remembered or archived.</param>
internal sealed partial class ReloadStep(
    RoundFiles files, DiskConfig disk, IProxy proxy, TimeSpan gap, LiveCounts counts, TimeProvider clock, ILogger logger)
{
    /// <summary>What failed is not tried again before this, unless it changes: a failing reload may pause every listener.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(60);

    /// <summary>A history of minutes is worth more than one of every server that came or went.</summary>
    private static readonly TimeSpan ArchiveInterval = TimeSpan.FromMinutes(1);

    private byte[] _tried = [];
    private byte[] _failed = [];
    private long _failedAt;
    private RoundOutcome? _failure;
    private long? _loadedAt;
    private long? _archivedAt;

    /// <summary>True if a configuration that was written has not reached HAProxy.</summary>
    public bool IsOwed => files.Mark.IsSet;

    /// <summary>Why a configuration is not tried now; null if it may be.</summary>
    /// <param name="wanted">The configuration.</param>
    /// <param name="reason">Why it takes a reload.</param>
    public RoundOutcome? WhyNotNow(ConfigSnapshot wanted, ReloadReason reason)
    {
        _tried = Fingerprint(wanted);
        if (_failure is not null && proxy.IsRunning && _tried.AsSpan().SequenceEqual(_failed) && clock.GetElapsedTime(_failedAt) < RetryAfter) return _failure;
        return proxy.IsRunning && _loadedAt is long last && gap - clock.GetElapsedTime(last) is { Ticks: > 0 } rest
            ? new RoundOutcome(RoundKind.Postponed) { Reason = reason, RetryIn = rest }
            : null;
    }

    /// <summary>Remembers how the configuration fared that was asked about last: what has failed is not tried again soon.</summary>
    public RoundOutcome Remember(RoundOutcome outcome)
    {
        (_failed, _failedAt, _failure) = (_tried, clock.GetTimestamp(), outcome.Good ? null : outcome);
        return outcome;
    }

    /// <summary>Asks HAProxy whether it would start with a configuration. Without a HAProxy to ask, the answer is yes.</summary>
    /// <returns>What it says, and the files that it was given, which are gone by now.</returns>
    public async Task<(ValidationReport Report, CandidateFiles Candidate)> ValidateAsync(ConfigSnapshot wanted, CancellationToken cancellation)
    {
        using CandidateFiles candidate = CandidateFiles.Write(files.Paths, files.Validator is null ? ConfigSnapshot.Nothing : wanted);
        if (files.Validator is null) return (new ValidationReport(ValidationVerdict.Valid, 0, [], false, null), candidate);
        Task<ValidationReport> asked = files.Validator.ValidateAsync([candidate.Config, .. proxy.FurtherFiles], cancellation);

        // Of thousands of apps HAProxy takes a second to read, which is time enough for a collection.
        FirstLook.End();
        return (await asked, candidate);
    }

    /// <summary>Makes HAProxy serve a valid configuration.</summary>
    /// <param name="wanted">The configuration.</param>
    /// <param name="reason">Why it takes a reload.</param>
    /// <param name="touched">Finds whom it touches.</param>
    /// <param name="report">Hears what changes.</param>
    /// <param name="stages">Times it.</param>
    /// <param name="cancellation">Ends the wait, not the reload.</param>
    public async Task<RoundOutcome> LoadAsync(
        ConfigSnapshot wanted, ReloadReason reason, TouchedApps touched, RoundLog report, StageClock stages, CancellationToken cancellation)
    {
        ConfigSnapshot current = disk.Current;
        bool differs = !current.Satisfies(wanted);
        using StageClock.Lap lap = stages.Time(RoundStage.Apply);
        if (differs)
        {
            Mark(static mark => mark.Set());
            disk.Replace(wanted);
        }

        Task<ReloadResult> loading = LoadAsync(wanted.Config!.Value, reason, cancellation);

        // While HAProxy reads it: what is told of it and collected is not waited for.
        FirstLook.End();
        (string changes, ChangeSummary summary) = report.Changes(current, wanted, files.Paths.Config, LogLevel.Debug);
        ReloadResult result = await loading;
        _loadedAt = clock.GetTimestamp();
        if (result.Succeeded)
        {
            Mark(static mark => mark.Clear());
            disk.Accept();
            if (differs) Archive(current, isUpdate: false);
            return new RoundOutcome(RoundKind.Reloaded, null, changes) { Reason = reason, Touched = touched.By(summary) };
        }

        // The file must be what serves: a restart of HAProxy would fail on the other.
        if (differs && current.Config is not null)
        {
            disk.Replace(current);
            Mark(static mark => mark.Clear());
        }

        return new RoundOutcome(RoundKind.NotLoaded, report.Mask.Apply(result.Reason ?? "HAProxy gave no reason")) { Reason = reason };
    }

    /// <summary>SIGUSR1: validates what is on disk and loads it.</summary>
    public async Task<RoundOutcome> ReloadFileAsync(RoundLog report, StageClock stages, CancellationToken cancellation)
    {
        ConfigSnapshot current = disk.Current;
        if (current.Config is not ReadOnlyMemory<byte> config) return new RoundOutcome(RoundKind.Rejected, $"there is no {files.Paths.Config}");
        ValidationReport verdict;
        CandidateFiles candidate;
        using (stages.Time(RoundStage.Validate)) (verdict, candidate) = await ValidateAsync(current, cancellation);
        report.Verdict(verdict, candidate, static _ => null);
        if (!verdict.Valid) return new RoundOutcome(RoundKind.Rejected, report.LastProblem);
        if (proxy.ObstaclesTo(config.Span) is [Obstacle obstacle, ..]) return new RoundOutcome(RoundKind.Blocked, $"{obstacle.Reason}. {obstacle.Advice}");
        using StageClock.Lap lap = stages.Time(RoundStage.Apply);
        ReloadResult result = await LoadAsync(config, ReloadReason.Asked, cancellation);
        if (!result.Succeeded) return new RoundOutcome(RoundKind.NotLoaded, report.Mask.Apply(result.Reason ?? ""));
        disk.Accept();
        return new RoundOutcome(RoundKind.Reloaded, null, "the file as it is") { Reason = ReloadReason.Asked };
    }

    /// <summary>Keeps a configuration that was replaced.</summary>
    /// <param name="old">What was on disk.</param>
    /// <param name="isUpdate">True if only servers changed: such versions are kept at intervals.</param>
    public void Archive(ConfigSnapshot old, bool isUpdate)
    {
        if (old.Config is not ReadOnlyMemory<byte> config) return;
        if (isUpdate && _archivedAt is long last && clock.GetElapsedTime(last) < ArchiveInterval) return;
        _archivedAt = clock.GetTimestamp();
        try
        {
            files.Archive.Keep(Path.GetFileName(files.Paths.Config), config.Span);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // An archive that can't be written is no reason to keep traffic on old servers.
            Log.NotArchived(logger, e.Message);
        }
    }

    private async Task<ReloadResult> LoadAsync(ReadOnlyMemory<byte> config, ReloadReason reason, CancellationToken cancellation)
    {
        ReloadResult result = await proxy.LoadAsync(config, cancellation);
        counts.Loaded(reason, result.Succeeded);
        return result;
    }

    private static byte[] Fingerprint(ConfigSnapshot snapshot)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(snapshot.Config.GetValueOrDefault().Span);
        hash.AppendData(snapshot.DomainMap.GetValueOrDefault().Span);
        hash.AppendData(snapshot.AppMap.GetValueOrDefault().Span);
        return hash.GetHashAndReset();
    }

    /// <summary>Whoever takes over after a kill between the rename and the reload must know that HAProxy does not run the file yet.</summary>
    private void Mark(Action<ReloadMark> change)
    {
        try
        {
            change(files.Mark);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.NotMarked(logger, e.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5050, LogLevel.Warning, "the old version could not be archived: {Reason}; check --state-dir")]
        public static partial void NotArchived(ILogger logger, string reason);

        [LoggerMessage(5052, LogLevel.Warning, "the state directory can't be written: {Reason}; check --state-dir")]
        public static partial void NotMarked(ILogger logger, string reason);
    }
}

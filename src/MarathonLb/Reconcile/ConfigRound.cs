using System.Security.Cryptography;
using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Findings;
using MarathonLb.Haproxy;
using MarathonLb.Marathon;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Reconcile;

/// <summary>
/// One round of the daemon: from a snapshot to a HAProxy that serves it. Whatever goes wrong, what serves goes on serving, and the file on disk
/// is what serves.
/// </summary>
/// <param name="generator">Makes the configuration.</param>
/// <param name="files">Where it goes.</param>
/// <param name="proxy">Who serves it.</param>
/// <param name="clock">Tells when a failure is old enough for another try.</param>
/// <param name="logger">Hears what changed and why.</param>
internal sealed partial class ConfigRound(ConfigGenerator generator, RoundFiles files, IProxy proxy, TimeProvider clock, ILogger logger)
{
    /// <summary>What failed is not tried again before this, unless it changes: a failing reload may pause every listener.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(60);

    private HashSet<Finding> _toldFindings = [];
    private byte[] _failed = [];
    private long _failedAt;
    private RoundOutcome? _failure;

    /// <summary>What the last round generated.</summary>
    public Generation? Last { get; private set; }

    /// <summary>True if there is somebody who serves.</summary>
    public bool IsServed => proxy.IsRunning;

    /// <summary>Does a round.</summary>
    public async Task<RoundOutcome> RunAsync(MarathonSnapshot snapshot, CancellationToken cancellation)
    {
        Generation generation = WithoutObstacles(generator.Generate(snapshot), out IReadOnlyList<Obstacle> unowned);
        Last = generation;
        RoundLog report = new(logger, new SecretMask(generation.Model.Services.Select(static service => service.Labels.Auth?.Password).OfType<string>()));
        TellNewFindings(generation, report);
        if (generation.GlobalFault) return new RoundOutcome(RoundKind.Rejected, "a global template fails; see the findings");
        if (unowned.Count > 0) return new RoundOutcome(RoundKind.Blocked, $"{unowned[0].Reason}. {unowned[0].Advice}");

        ConfigDocument document = generation.Document;
        ConfigSnapshot wanted = new(
            document.Text.Written,
            files.Maps ? document.DomainMap.Written : (ReadOnlyMemory<byte>?)null,
            files.Maps ? document.AppMap.Written : (ReadOnlyMemory<byte>?)null);
        ConfigSnapshot current = ConfigSnapshot.Read(files.Paths);
        if (current.Satisfies(wanted) && proxy.IsRunning && !files.Mark.IsSet) return new RoundOutcome(RoundKind.Nothing);
        byte[] fingerprint = Fingerprint(wanted);
        if (_failure is not null && proxy.IsRunning && fingerprint.AsSpan().SequenceEqual(_failed) && clock.GetElapsedTime(_failedAt) < RetryAfter) return _failure;

        RoundOutcome outcome = await IsValidAsync(wanted, generation.Ownership.Describe, report, cancellation)
            ? await LoadAsync(current, wanted, report, cancellation)
            : new RoundOutcome(RoundKind.Rejected, report.LastProblem);
        (_failed, _failedAt, _failure) = (fingerprint, clock.GetTimestamp(), outcome.Good ? null : outcome);
        return outcome;
    }

    /// <summary>SIGUSR1: validates what is on disk and loads it.</summary>
    public async Task<RoundOutcome> ReloadFileAsync(CancellationToken cancellation)
    {
        ConfigSnapshot current = ConfigSnapshot.Read(files.Paths);
        if (current.Config is not ReadOnlyMemory<byte> config) return new RoundOutcome(RoundKind.Rejected, $"there is no {files.Paths.Config}");
        RoundLog report = new(logger, new SecretMask([]));
        if (!await IsValidAsync(current, static _ => null, report, cancellation)) return new RoundOutcome(RoundKind.Rejected, report.LastProblem);
        if (proxy.ObstaclesTo(config.Span) is [Obstacle obstacle, ..]) return new RoundOutcome(RoundKind.Blocked, $"{obstacle.Reason}. {obstacle.Advice}");
        ReloadResult result = await proxy.LoadAsync(config, cancellation);
        return result.Succeeded
            ? new RoundOutcome(RoundKind.Reloaded, null, "the file as it is")
            : new RoundOutcome(RoundKind.NotLoaded, report.Mask.Apply(result.Reason ?? ""));
    }

    /// <summary>Leaves out services that something outside stands in the way of, such as a port that another process holds.</summary>
    private Generation WithoutObstacles(Generation generation, out IReadOnlyList<Obstacle> unowned)
    {
        List<Obstacle> others = [];
        HashSet<Service> blocked = [];
        List<Finding> reasons = [];
        foreach (Obstacle obstacle in proxy.ObstaclesTo(generation.Document.Text.WrittenSpan))
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
        return blocked.Count == 0 ? generation : generator.Without(generation, blocked, reasons);
    }

    private async Task<bool> IsValidAsync(ConfigSnapshot wanted, Func<int, string?> ownerOfLine, RoundLog report, CancellationToken cancellation)
    {
        if (files.Validator is null) return true;
        using CandidateFiles candidate = CandidateFiles.Write(files.Paths, wanted);
        ValidationReport verdict = await files.Validator.ValidateAsync([candidate.Config, .. proxy.FurtherFiles], cancellation);
        report.Verdict(verdict, candidate, ownerOfLine);
        return verdict.Valid;
    }

    private async Task<RoundOutcome> LoadAsync(ConfigSnapshot current, ConfigSnapshot wanted, RoundLog report, CancellationToken cancellation)
    {
        string changes = report.Changes(current, wanted, files.Paths.Config);
        bool differs = !current.Satisfies(wanted);
        if (differs)
        {
            Remember(static mark => mark.Set());
            ConfigFiles.Replace(files.Paths, current, wanted);
        }

        ReloadResult result = await proxy.LoadAsync(wanted.Config!.Value, cancellation);
        if (result.Succeeded)
        {
            Remember(static mark => mark.Clear());
            if (differs) Keep(current);
            return new RoundOutcome(RoundKind.Reloaded, null, changes);
        }

        // The file must be what serves: a restart of HAProxy would fail on the other.
        if (differs && current.Config is not null)
        {
            ConfigFiles.Replace(files.Paths, wanted, current);
            Remember(static mark => mark.Clear());
        }

        return new RoundOutcome(RoundKind.NotLoaded, report.Mask.Apply(result.Reason ?? "HAProxy gave no reason"));
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
    private void Remember(Action<ReloadMark> change)
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

    private void Keep(ConfigSnapshot old)
    {
        if (old.Config is not ReadOnlyMemory<byte> config) return;
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

    /// <summary>Each finding is told when it comes, once, and not in every round that still has it.</summary>
    private void TellNewFindings(Generation generation, RoundLog report)
    {
        HashSet<Finding> now = [.. generation.Findings];
        report.Findings([.. generation.Findings.Where(finding => !_toldFindings.Contains(finding))]);
        int gone = _toldFindings.Count(finding => !now.Contains(finding));
        if (gone > 0) Log.Mended(logger, gone, now.Count);
        _toldFindings = now;
    }

    private static partial class Log
    {
        [LoggerMessage(5050, LogLevel.Warning, "the old version could not be archived: {Reason}; check --state-dir")]
        public static partial void NotArchived(ILogger logger, string reason);

        [LoggerMessage(5052, LogLevel.Warning, "the state directory can't be written: {Reason}; check --state-dir")]
        public static partial void NotMarked(ILogger logger, string reason);

        [LoggerMessage(5051, LogLevel.Information, "{Count} earlier findings are mended, {Left} are left")]
        public static partial void Mended(ILogger logger, int count, int left);
    }
}

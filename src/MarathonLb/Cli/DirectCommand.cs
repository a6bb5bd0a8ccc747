using MarathonLb.Haproxy;
using MarathonLb.Reconcile;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Cli;

/// <summary>
/// Direct mode: make a configuration once; if it differs from the file, check it, keep the old one, write it, reload HAProxy.
/// </summary>
/// <param name="options">What the user wants.</param>
/// <param name="source">Makes the configuration.</param>
/// <param name="haproxy">The HAProxy that checks it, or null if there is none.</param>
/// <param name="reload">How HAProxy is reloaded, or null if nothing is known.</param>
/// <param name="output">Where <c>--dry</c> prints.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Hears what happens.</param>
internal sealed partial class DirectCommand(
    DirectOptions options,
    IConfigSource source,
    HaproxyBinary? haproxy,
    ReloadCommand? reload,
    Stream output,
    TimeProvider time,
    ILogger logger)
{
    private readonly ConfigPaths _paths = ConfigPaths.For(options.Files.ConfigFile);
    private readonly ReloadMark _mark = new(options.Files.StateDirectory);

    /// <summary>Does it all, once.</summary>
    public async Task<ExitCode> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            GeneratedConfig generated = await source.GenerateAsync(cancellationToken);
            RoundLog report = new(logger, new SecretMask(generated.Secrets));
            report.Findings(generated.Findings);
            if (!options.Dry) return await ApplyAsync(generated, report, cancellationToken);
            await output.WriteAsync(generated.Config, cancellationToken);
            await output.FlushAsync(cancellationToken);
            return ExitCode.Done;
        }
        catch (ConfigSourceException e)
        {
            foreach (string reason in e.Reasons) Log.NoConfig(logger, reason);
            return e.ExitCode;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.FileSystem(logger, e.Message);
            return ExitCode.FileSystem;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Log.Interrupted(logger);
            return ExitCode.Interrupted;
        }
    }

    private async Task<ExitCode> ApplyAsync(GeneratedConfig generated, RoundLog report, CancellationToken cancellationToken)
    {
        _paths.RequireFolder();
        ConfigSnapshot wanted = SnapshotOf(generated);
        ConfigSnapshot current = ConfigSnapshot.Read(_paths);
        if (current.Satisfies(wanted))
        {
            if (reload is null || !_mark.IsSet)
            {
                Log.NothingToDo(logger, _paths.Config);
                return ExitCode.Done;
            }

            Log.ReloadOwed(logger);
            return await ReloadAsync(report, cancellationToken);
        }

        if (await AcceptedAsync(generated, report, cancellationToken) is not GeneratedConfig accepted) return ExitCode.ConfigurationInvalid;
        if (!ReferenceEquals(accepted, generated))
        {
            wanted = SnapshotOf(accepted);
            if (current.Satisfies(wanted))
            {
                Log.NothingToDo(logger, _paths.Config);
                return _mark.IsSet ? await ReloadAsync(report, cancellationToken) : ExitCode.Done;
            }
        }

        report.Changes(current, wanted, _paths.Config, LogLevel.Information);
        Remember(current);
        ConfigFiles.Replace(_paths, current, wanted);
        Log.Written(logger, _paths.Config);
        return await ReloadAsync(report, cancellationToken);
    }

    private static ConfigSnapshot SnapshotOf(GeneratedConfig config) => new(config.Config, config.DomainMap, config.AppMap);

    /// <summary>What HAProxy would start with: all of it if HAProxy need not be asked, else what is left without the apps that it rejects. Null if that is nothing.</summary>
    private async Task<GeneratedConfig?> AcceptedAsync(GeneratedConfig generated, RoundLog report, CancellationToken cancellationToken)
    {
        if (options.Proxy.SkipValidation) return generated;
        if (haproxy is null)
        {
            // Who brings a reload command may run HAProxy in a container or on another machine.
            if (options.Proxy.ReloadCommand is not null)
            {
                Log.Unchecked(logger);
                return generated;
            }

            Log.NoHaproxy(logger);
            return null;
        }

        ConfigValidator validator = new(haproxy);
        (ValidationReport Report, CandidateFiles Candidate, GeneratedConfig Config)? last = null;
        GeneratedConfig? valid = await source.FindValidAsync(
            !options.Proxy.SkipConfigCleanup,
            async part =>
            {
                using CandidateFiles candidate = CandidateFiles.Write(_paths, SnapshotOf(part));
                ValidationReport verdict = await validator.ValidateAsync([candidate.Config], cancellationToken);
                last = (verdict, candidate, part);
                return (verdict, candidate.Config);
            },
            report.Problem);
        if (last is var (verdict, files, config)) report.Verdict(verdict, files, config.OwnerOfLine);
        if (valid is null) Log.Rejected(logger, _paths.Config);
        else report.Findings([.. valid.Findings.Except(generated.Findings)]);
        return valid;
    }

    /// <summary>Archives the old version and notes that a reload is owed. A memory that can't be written is no reason to keep traffic on old servers.</summary>
    private void Remember(ConfigSnapshot current)
    {
        try
        {
            if (current.Config is { } old)
            {
                new ConfigArchive(options.Files.StateDirectory, options.Files.ArchiveVersions, time).Keep(Path.GetFileName(_paths.Config), old.Span);
            }

            if (reload is not null) _mark.Set();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.NoMemory(logger, options.Files.StateDirectory, e.Message);
        }
    }

    private async Task<ExitCode> ReloadAsync(RoundLog report, CancellationToken cancellationToken)
    {
        if (reload is null)
        {
            Log.NoReload(logger);
            return ExitCode.Done;
        }

        Reloader reloader = new(reload, options.Proxy.MaxReloadRetries, options.Proxy.ReloadInterval, report.Mask.Apply, time, logger);
        if (!await reloader.ReloadAsync(cancellationToken)) return ExitCode.ReloadFailed;
        _mark.Clear();
        return ExitCode.Done;
    }

    private static partial class Log
    {
        [LoggerMessage(5000, LogLevel.Error, "no configuration was made: {Reason}")]
        public static partial void NoConfig(ILogger logger, string reason);

        [LoggerMessage(5001, LogLevel.Error, "{Reason}; nothing was changed; check the path, its permissions and the free space")]
        public static partial void FileSystem(ILogger logger, string reason);

        [LoggerMessage(5002, LogLevel.Warning, "interrupted")]
        public static partial void Interrupted(ILogger logger);

        [LoggerMessage(5003, LogLevel.Information, "nothing to do: {File} is current")]
        public static partial void NothingToDo(ILogger logger, string file);

        [LoggerMessage(5004, LogLevel.Information, "the configuration is current, but its reload has not succeeded yet: trying again")]
        public static partial void ReloadOwed(ILogger logger);

        [LoggerMessage(5005, LogLevel.Information, "wrote {File}")]
        public static partial void Written(ILogger logger, string file);

        [LoggerMessage(5006, LogLevel.Warning, "no haproxy on this machine: the configuration goes unchecked to the reload command; --haproxy-binary names one, --skip-validation silences this")]
        public static partial void Unchecked(ILogger logger);

        [LoggerMessage(5007, LogLevel.Error, "no haproxy on PATH, in /usr/sbin or /usr/local/sbin: the configuration can't be checked and is not written; install HAProxy, name it with --haproxy-binary, or use --skip-validation")]
        public static partial void NoHaproxy(ILogger logger);

        [LoggerMessage(5008, LogLevel.Error, "HAProxy rejects the new configuration; {File} is unchanged")]
        public static partial void Rejected(ILogger logger, string file);

        [LoggerMessage(5009, LogLevel.Warning, "the state directory {Directory} can't be written ({Reason}): the old version is not archived; check --state-dir")]
        public static partial void NoMemory(ILogger logger, string directory, string reason);

        [LoggerMessage(5010, LogLevel.Warning, "no way to reload HAProxy found (upstart, systemd, sysvinit): the configuration is written, reload HAProxy yourself or give --command")]
        public static partial void NoReload(ILogger logger);
    }
}

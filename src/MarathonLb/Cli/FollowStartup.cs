using MarathonLb.Haproxy;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Credentials;
using MarathonLb.Marathon.Events;
using MarathonLb.Observability;
using MarathonLb.Reconcile;
using MarathonLb.Reconcile.Isolation;
using MarathonLb.Reconcile.Live;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Cli;

/// <summary><c>--sse</c> without a command word, as the original has it: follows Marathon and keeps the file current for a HAProxy that somebody else runs.</summary>
internal static partial class FollowStartup
{
    /// <summary>Runs until told to stop.</summary>
    public static async Task<ExitCode> RunAsync(DirectOptions options, CancellationToken stop)
    {
        TimeProvider clock = TimeProvider.System;
        using ILoggerFactory loggers = LoggingSetup.Create(options.Logging, clock);
        ILogger logger = loggers.CreateLogger(LogRecord.OurName);
        using AppSourceFactory sources = new(options.Marathon, loggers, clock);
        try
        {
            return await RunAsync(options, sources, clock, logger, stop);
        }
        catch (Exception e) when (e is CredentialException or FormatException)
        {
            Log.CantStart(logger, e.Message);
            return ExitCode.Usage;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.CantStart(logger, e.Message);
            return ExitCode.FileSystem;
        }
    }

    private static async Task<ExitCode> RunAsync(DirectOptions options, AppSourceFactory sources, TimeProvider clock, ILogger logger, CancellationToken stop)
    {
        string? path = Environment.GetEnvironmentVariable("PATH");
        HaproxyBinary? binary = options.Proxy.SkipValidation ? null : HaproxyBinary.Find(options.Proxy.Binary, path);
        TaskHostResolver addresses = new(options.Services.LruCacheCapacity, clock);
        ConfigGenerator generator = new(
            RoomOptions.Apps(options.Services), RoomOptions.Render(options), addresses, options.Files.TemplatesDirectory, Environment.GetEnvironmentVariable,
            await RoomOptions.ReleaseAsync(binary, stop));
        if (generator.TemplateFindings is [Findings.Finding first, ..])
        {
            Log.CantStart(logger, first.ToString());
            return ExitCode.ConfigurationInvalid;
        }

        ReloadCommand? command = options.Proxy.ReloadCommand is string shell ? ReloadCommand.FromShell(shell) : ReloadCommand.Detect("/", path);
        Reloader? reloader = command is null
            ? null
            : new Reloader(command, options.Proxy.MaxReloadRetries, options.Proxy.ReloadInterval, static text => text, clock, logger);
        CommandProxy proxy = new(reloader);
        RoundFiles files = new(
            ConfigPaths.For(options.Files.ConfigFile),
            new ConfigArchive(options.Files.StateDirectory, options.Files.ArchiveVersions, clock),
            new ReloadMark(options.Files.StateDirectory),
            binary is null ? null : new ConfigValidator(binary),
            options.Services.HaproxyMap);
        files.Paths.RequireFolder();
        LoopOptions loopOptions = new() { Events = true, RefreshInterval = TimeSpan.FromSeconds(300), ReadyMaxAge = TimeSpan.FromSeconds(180) };
        using Triggers triggers = new(clock);
        Freshness freshness = new(clock);
        LiveCounts counts = new();
        Exclusions exclusions = new(generator, new LastGoodFile(options.Files.StateDirectory, logger), clock);
        RoundOptions rounds = new() { Isolates = !options.Proxy.SkipConfigCleanup };
        ConfigRound round = new(generator, files, proxy, exclusions, rounds, counts, clock, logger);
        RoundLoop loop = new(sources.Open(again: true), addresses, round, triggers, freshness, loopOptions, clock, logger);
        LoadBalancer balancer = new(files, round, loop, triggers, freshness, proxy, null, counts, loopOptions.ReadyMaxAge);
        DaemonSignals.Take(balancer);
        using EventStream? events = sources.OpenEvents();
        return await DaemonTasks.RunAsync([loop.RunAsync, token => events?.RunAsync(balancer, token) ?? Task.Delay(Timeout.Infinite, token)], stop);
    }

    private static partial class Log
    {
        [LoggerMessage(8020, LogLevel.Critical, "can't start: {Reason}")]
        public static partial void CantStart(ILogger logger, string reason);
    }
}

using MarathonLb.Haproxy;
using MarathonLb.Marathon.Credentials;
using MarathonLb.Marathon.Events;
using MarathonLb.Observability;
using MarathonLb.Reconcile;
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
        using LoopParts parts = new(options, clock, logger);
        if (await parts.GeneratorAsync(RoomOptions.Apps(options.Services), RoomOptions.Render(options), binary, stop) is not ConfigGenerator generator) return ExitCode.ConfigurationInvalid;
        ReloadCommand? command = options.Proxy.ReloadCommand is string shell ? ReloadCommand.FromShell(shell) : ReloadCommand.Detect("/", path);
        Reloader? reloader = command is null
            ? null
            : new Reloader(command, options.Proxy.MaxReloadRetries, options.Proxy.ReloadInterval, static text => text, clock, logger);
        CommandProxy proxy = new(reloader);
        RoundFiles files = parts.Files(binary is null ? null : new ConfigValidator(binary));
        LoopOptions loopOptions = new() { Events = true, RefreshInterval = TimeSpan.FromSeconds(300), ReadyMaxAge = TimeSpan.FromSeconds(180) };
        ConfigRound round = parts.Round(generator, files, proxy);
        RoundLoop loop = parts.Loop(sources.Open(again: true), round, loopOptions);
        LoadBalancer balancer = new(files, round, loop, parts.Triggers, parts.Freshness, proxy, null, parts.Counts, loopOptions.ReadyMaxAge);
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

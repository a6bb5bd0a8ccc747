using MarathonLb.Apps;
using MarathonLb.Cli.EntryPoint;
using MarathonLb.Haproxy;
using MarathonLb.Haproxy.Certificates;
using MarathonLb.Haproxy.Runtime;
using MarathonLb.Http;
using MarathonLb.Http.Api;
using MarathonLb.Http.Dashboard;
using MarathonLb.Marathon.Credentials;
using MarathonLb.Marathon.Events;
using MarathonLb.Observability;
using MarathonLb.Reconcile;
using MarathonLb.Reconcile.Guard;
using MarathonLb.Reconcile.Insight;
using MarathonLb.Reconcile.Live;
using MarathonLb.Reconcile.Planning;
using MarathonLb.Reconcile.Versions;
using MarathonLb.Templates;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Cli;

/// <summary>Puts the daemon together and runs it until it is told to stop.</summary>
internal sealed partial class ManagedStartup : IDisposable
{
    private readonly ManagedOptions _options;
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly AppSourceFactory _sources;
    private readonly RunDirectory _run;

    private ManagedStartup(ManagedOptions options)
    {
        _options = options;
        _loggers = LoggingSetup.Create(options.Direct.Logging, _clock);
        _logger = _loggers.CreateLogger(LogRecord.OurName);
        _sources = new AppSourceFactory(options.Direct.Marathon, _loggers, _clock);
        _run = new RunDirectory(options.RunDirectory);
    }

    /// <summary>Runs the daemon.</summary>
    /// <param name="options">What it was told.</param>
    /// <param name="stop">SIGTERM or SIGINT.</param>
    public static async Task<ExitCode> RunAsync(ManagedOptions options, CancellationToken stop)
    {
        FirstLook.Begin();
        using ManagedStartup startup = new(options);
        try
        {
            return await startup.RunAsync(stop);
        }
        catch (EntryPointException e)
        {
            Log.CantStart(startup._logger, e.Message);
            return e.ExitCode;
        }
        catch (CantServeException e)
        {
            Log.CantStart(startup._logger, e.Message);
            return ExitCode.PortTaken;
        }
        catch (Exception e) when (e is CredentialException or FormatException)
        {
            Log.CantStart(startup._logger, e.Message);
            return ExitCode.Usage;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.CantStart(startup._logger, e.Message);
            return ExitCode.FileSystem;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _sources.Dispose();
        _loggers.Dispose();
    }

    private async Task<ExitCode> RunAsync(CancellationToken stop)
    {
        DirectOptions direct = _options.Direct;
        if (HaproxyBinary.Find(direct.Proxy.Binary, Environment.GetEnvironmentVariable("PATH")) is not HaproxyBinary binary)
        {
            Log.CantStart(_logger, "no haproxy on PATH, in /usr/sbin or /usr/local/sbin; install HAProxy or name it with --haproxy-binary");
            return ExitCode.Usage;
        }

        _run.Prepare();
        await using EntryPointPlan? container = PrepareContainer();
        if (container is not null) direct = container.ApplyTo(direct);
        HaproxyEnvironment.Set(_run, _options.AdminAllow, container);
        AppsOptions apps = RoomOptions.Apps(direct.Services, keepEmpty: true);
        using LoopParts parts = new(direct, _clock, _logger);
        if (await parts.GeneratorAsync(apps, RoomOptions.Render(direct) with { Conflicts = _options.Conflicts }, binary, stop) is not ConfigGenerator generator)
        {
            return ExitCode.ConfigurationInvalid;
        }

        using HaproxySupervisor supervisor = new(binary, _run, _options.Supervisor, _clock, _logger);
        using LiveProxy? live = _options.Live is LiveOptions options ? new LiveProxy(_run.RuntimeSocket, _run.HeldFile, options, parts.Counts, _clock, _logger) : null;
        ManagedProxy proxy = new(supervisor, live, new ServerStates(_run), _run, _logger);
        RoundFiles files = parts.Files(direct.Proxy.SkipValidation ? null : new ConfigValidator(binary, _options.Supervisor.Ourselves));
        ConfigRound round = parts.Round(generator, files, proxy, _options.ReloadGap, new RoundGuard(_options.Guard, apps, _clock, _logger));
        RoundLoop loop = parts.Loop(_sources.Open(again: true), round, _options.Loop);
        LoadBalancer balancer = new(files, round, loop, parts.Triggers, parts.Freshness, proxy, supervisor, parts.Counts, _options.Loop.ReadyMaxAge) { Pin = () => generator.Pin };

        VersionFiles versions = new(direct.Files.StateDirectory);
        VersionKeeper keeper = new(versions, files.Paths.Config, direct.Files.ArchiveVersions, generator, _clock, _logger);
        Rollback rollback = new(generator, keeper, versions, new PinFile(direct.Files.StateDirectory), parts.Triggers.Repeat, _clock, _logger);
        rollback.Resume();
        CertificateWatch? watch = live is null ? null : new CertificateWatch(_run.RuntimeSocket, _clock, _logger);
        InstanceInsight insight = new(
            CommandLine.Version, balancer, round, generator, apps, keeper, new KeptConfigs(files, keeper, versions), new SharedServerStates(_run.RuntimeSocket, _clock), _clock)
        {
            Certificates = watch?.Dates,
        };
        loop.Journal.Told = insight.Hear;

        CertificateKeeper? certificates = live is null || watch is null ? null : new(watch, live, parts.Triggers, _clock, _logger);
        supervisor.Restarted = () =>
        {
            live?.DemandReload(ReloadReason.OtherWorker);
            parts.Triggers.Refresh("haproxy-restarted");
        };

        EventStream? stream = null;
        balancer.Numbers = new InstanceMetrics(round, loop.Journal.Counts, parts.Counts, _sources.Counts, () => stream, watch?.Dates, CommandLine.Version);

        // Before HAProxy starts: unhandled, both signals would end us.
        DaemonSignals.Take(balancer);
        WarnOfMissingCertificates(direct);
        await using HttpEndpoints endpoints = EndpointsOf(
            balancer, generator, new LiveQuestions(round, balancer, () => generator.Rules, apps, RoomOptions.Render(direct)), insight, rollback);
        ExitCode result = ExitCode.Done;
        try
        {
            await endpoints.StartAsync(stop);
            await ServeLastGoodAsync(supervisor, proxy, files, stop);
            using EventStream? events = _options.Loop.Events ? _sources.OpenEvents() : null;
            stream = events;
            if (events is not null) parts.Freshness.WatchStream(() => events.LastByteAt);
            result = await DaemonTasks.RunAsync(
                [
                    loop.RunAsync,
                    token => live?.TendAsync(token) ?? Task.Delay(Timeout.Infinite, token),
                    token => certificates?.RunAsync(token) ?? Task.Delay(Timeout.Infinite, token),
                    token => balancer.TendWorkersAsync(_options.Supervisor.OldWorkerInterval, token),
                    token => events?.RunAsync(balancer, token) ?? Task.Delay(Timeout.Infinite, token),
                ],
                stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told to stop while starting.
        }

        await supervisor.StopAsync();
        Log.Stopped(_logger);
        return result;
    }

    /// <summary>As the container's entry point: certificates, templates, kernel settings and HAProxy's log, as the environment asks.</summary>
    private EntryPointPlan? PrepareContainer()
    {
        if (_options.Container is not EntryPointPaths paths) return null;
        Directory.CreateDirectory(paths.Home);
        Directory.SetCurrentDirectory(paths.Home);
        return new ContainerEntry(EntryPointEnvironment.Current, paths, _clock, _logger)
            .Prepare(_options.Direct.Services, HaproxyGroup, Console.OpenStandardOutput());
    }

    /// <summary>The group that HAPROXY_HEAD makes HAProxy run as, where it says so.</summary>
    private uint? HaproxyGroup()
    {
        TemplateLoader loader = new(new TemplateCompiler(), Environment.GetEnvironmentVariable, _options.Direct.Files.TemplatesDirectory, null);
        Template head = loader.Load([])[(int)TemplateName.Head];
        return GlobalSection.Read(head.Program?.Literals ?? []).Group is string name ? UnixGroup.Find(name) : null;
    }

    /// <summary>HAProxy must reach the public socket from inside its chroot, and as its own group.</summary>
    private HttpEndpoints EndpointsOf(
        LoadBalancer balancer, ConfigGenerator generator, LiveQuestions questions, InstanceInsight insight, Rollback rollback)
    {
        GlobalSection head = GlobalSection.Read(generator.Head.Span);
        string socket = head.Chroot is string jail ? jail.TrimEnd('/') + _run.HttpSocket : _run.HttpSocket;
        uint? group = head.Group is string name ? UnixGroup.Find(name) : null;
        InstanceRoutes instance = new(balancer);
        Route[] views = [.. new ApiRoutes(insight).Public, .. new DashboardRoutes(insight).Public, .. new AskRoutes(questions).Public];
        return new HttpEndpoints(
            new HttpEndpointOptions(socket, _run.AdminSocket, group),
            new RouteTable([.. instance.Public, .. views]),
            new RouteTable([.. instance.Admin, .. views, .. ApiRoutes.Admin(rollback)]),
            _logger);
    }

    /// <summary>HAProxy will refuse a configuration whose certificate is not there; whoever only left out a flag should not have to guess which.</summary>
    private void WarnOfMissingCertificates(DirectOptions direct)
    {
        if (direct.Services.DontBindHttpHttps) return;
        foreach (string file in direct.Services.SslCerts.Where(static file => !Path.Exists(file))) Log.NoCertificate(_logger, file);
    }

    /// <summary>Serves what is on disk at once: Marathon may be away for long.</summary>
    private async Task ServeLastGoodAsync(HaproxySupervisor supervisor, ManagedProxy proxy, RoundFiles files, CancellationToken stop)
    {
        ReadOnlyMemory<byte>? last = ConfigSnapshot.Read(files.Paths).Config;
        if (await supervisor.AdoptAsync(stop))
        {
            if (last is null) return;
            await proxy.RunsWithAsync(last.Value, stop);
            if (!files.Mark.IsSet) return;
        }

        if (last is null) return;
        ReloadResult result = await proxy.LoadAsync(last.Value, stop);
        if (result.Succeeded) Log.ServingLastGood(_logger, files.Paths.Config);
        else Log.LastGoodFails(_logger, files.Paths.Config, result.Reason ?? "HAProxy gave no reason");
    }

    private static partial class Log
    {
        [LoggerMessage(8010, LogLevel.Critical, "can't start: {Reason}")]
        public static partial void CantStart(ILogger logger, string reason);

        [LoggerMessage(8011, LogLevel.Information, "serving {File} as it is on disk, until Marathon is seen")]
        public static partial void ServingLastGood(ILogger logger, string file);

        [LoggerMessage(8012, LogLevel.Warning, "{File} on disk can't be served ({Reason}); waiting for Marathon")]
        public static partial void LastGoodFails(ILogger logger, string file, string reason);

        [LoggerMessage(8014, LogLevel.Warning, "there is no certificate {File}: HAProxy will refuse the HTTPS frontend; name one with --ssl-certs, or go without by --dont-bind-http-https")]
        public static partial void NoCertificate(ILogger logger, string file);

        [LoggerMessage(8013, LogLevel.Information, "stopped")]
        public static partial void Stopped(ILogger logger);
    }
}

using MarathonLb.Haproxy;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Credentials;
using MarathonLb.Observability;
using MarathonLb.Reconcile;
using MarathonLb.Reconcile.Isolation;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Cli;

/// <summary>Puts direct mode together and runs it.</summary>
internal static class DirectStartup
{
    /// <summary>Runs direct mode.</summary>
    public static async Task<ExitCode> RunAsync(DirectOptions options, CancellationToken cancellationToken)
    {
        FirstLook.Begin();
        TimeProvider clock = TimeProvider.System;
        using ILoggerFactory loggers = LoggingSetup.Create(options.Logging, clock);
        using AppSourceFactory sources = new(options.Marathon, loggers, clock);
        IAppSource apps;
        try
        {
            apps = sources.Open();
        }
        catch (Exception e) when (e is CredentialException or FormatException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteAsync(new Invocation.Misused([e.Message]).Text);
            return ExitCode.Usage;
        }

        string? path = Environment.GetEnvironmentVariable("PATH");
        HaproxyBinary? binary = options.Dry || options.Proxy.SkipValidation ? null : HaproxyBinary.Find(options.Proxy.Binary, path);
        TaskHostResolver addresses = new(options.Services.LruCacheCapacity, clock);
        ConfigGenerator generator = new(
            RoomOptions.Apps(options.Services), RoomOptions.Render(options), addresses, options.Files.TemplatesDirectory, Environment.GetEnvironmentVariable,
            await RoomOptions.ReleaseAsync(binary, cancellationToken));
        ILogger logger = loggers.CreateLogger(LogRecord.OurName);
        Exclusions exclusions = new(generator, new LastGoodFile(options.Files.StateDirectory, logger), clock);
        await using Stream output = Console.OpenStandardOutput();
        DirectCommand command = new(
            options,
            new MarathonConfigSource(apps, addresses, generator, exclusions, options.Services.HaproxyMap, logger),
            binary,
            options.Proxy.ReloadCommand is string shell ? ReloadCommand.FromShell(shell) : ReloadCommand.Detect("/", path),
            output,
            clock,
            logger);
        return await command.RunAsync(cancellationToken);
    }
}

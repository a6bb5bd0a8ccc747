using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Findings;
using MarathonLb.Haproxy;
using MarathonLb.Marathon;
using MarathonLb.Reconcile;
using MarathonLb.Reconcile.Guard;
using MarathonLb.Reconcile.Isolation;
using MarathonLb.Reconcile.Live;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Cli;

/// <summary>What both daemons are made of, the one that runs HAProxy and the one that keeps a file current for somebody else's.</summary>
/// <param name="direct">What the command line says.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed partial class LoopParts(DirectOptions direct, TimeProvider clock, ILogger logger) : IDisposable
{
    /// <summary>Knows the agents' addresses.</summary>
    public TaskHostResolver Addresses { get; } = new(direct.Services.LruCacheCapacity, clock);

    /// <summary>What asks for rounds.</summary>
    public Triggers Triggers { get; } = new(clock);

    /// <summary>How old our knowledge is.</summary>
    public Freshness Freshness { get; } = new(clock);

    /// <summary>What was done to HAProxy.</summary>
    public LiveCounts Counts { get; } = new();

    /// <summary>Makes what makes configurations.</summary>
    /// <param name="apps">Which apps, and how.</param>
    /// <param name="render">The configuration's shape.</param>
    /// <param name="binary">The HAProxy that will read it; null if none is asked.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Null if global templates can't be used, which is logged.</returns>
    public async Task<ConfigGenerator?> GeneratorAsync(AppsOptions apps, RenderOptions render, HaproxyBinary? binary, CancellationToken cancellation)
    {
        ConfigGenerator generator = new(
            apps, render, Addresses, direct.Files.TemplatesDirectory, Environment.GetEnvironmentVariable, await RoomOptions.ReleaseAsync(binary, cancellation));
        foreach (Finding finding in generator.TemplateFindings) Log.CantStart(logger, finding.ToString());
        return generator.TemplateFindings.Count > 0 ? null : generator;
    }

    /// <summary>Where the configuration goes.</summary>
    /// <param name="validator">Asks HAProxy about it; null to go without.</param>
    /// <exception cref="IOException">There is no such folder.</exception>
    public RoundFiles Files(ConfigValidator? validator)
    {
        RoundFiles files = new(
            ConfigPaths.For(direct.Files.ConfigFile),
            new ConfigArchive(direct.Files.StateDirectory, direct.Files.ArchiveVersions, clock),
            new ReloadMark(direct.Files.StateDirectory),
            validator,
            direct.Services.HaproxyMap);
        files.Paths.RequireFolder();
        return files;
    }

    /// <summary>Makes what does rounds.</summary>
    /// <param name="generator">Makes configurations.</param>
    /// <param name="files">Where they go.</param>
    /// <param name="proxy">Who serves them.</param>
    /// <param name="reloadGap">Least time between two reloads.</param>
    /// <param name="guard">Holds answers back; null to believe every answer.</param>
    public ConfigRound Round(ConfigGenerator generator, RoundFiles files, IProxy proxy, TimeSpan reloadGap = default, RoundGuard? guard = null)
    {
        Exclusions exclusions = new(generator, new LastGoodFile(direct.Files.StateDirectory, logger), clock);
        RoundOptions options = new() { ReloadGap = reloadGap, Isolates = !direct.Proxy.SkipConfigCleanup };
        return new ConfigRound(generator, files, proxy, exclusions, options, Counts, clock, logger) { Guard = guard };
    }

    /// <summary>Makes the loop.</summary>
    /// <param name="source">Where apps come from.</param>
    /// <param name="round">Does the rounds.</param>
    /// <param name="options">When.</param>
    public RoundLoop Loop(IAppSource source, ConfigRound round, LoopOptions options) => new(source, Addresses, round, Triggers, Freshness, options, clock, logger);

    /// <inheritdoc/>
    public void Dispose() => Triggers.Dispose();

    private static partial class Log
    {
        [LoggerMessage(8030, LogLevel.Critical, "can't start: {Reason}")]
        public static partial void CantStart(ILogger logger, string reason);
    }
}

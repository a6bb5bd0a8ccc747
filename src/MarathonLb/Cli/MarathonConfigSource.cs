using MarathonLb.Config;
using MarathonLb.Findings;
using MarathonLb.Haproxy;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Credentials;
using MarathonLb.Reconcile;
using MarathonLb.Reconcile.Isolation;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Cli;

/// <summary>Makes configurations from Marathon's apps.</summary>
/// <param name="apps">Where the apps come from.</param>
/// <param name="addresses">Knows the agents' addresses.</param>
/// <param name="generator">Makes the configuration.</param>
/// <param name="exclusions">Takes out whom HAProxy rejects.</param>
/// <param name="maps">--haproxy-map.</param>
/// <param name="logger">Hears who is taken out.</param>
internal sealed class MarathonConfigSource(
    IAppSource apps, TaskHostResolver addresses, ConfigGenerator generator, Exclusions exclusions, bool maps, ILogger logger) : IConfigSource
{
    private Generation? _last;

    /// <inheritdoc/>
    public async Task<GeneratedConfig> GenerateAsync(CancellationToken cancellationToken)
    {
        if (generator.TemplateFindings.Count > 0)
        {
            throw new ConfigSourceException(ExitCode.ConfigurationInvalid, [.. generator.TemplateFindings.Select(static finding => finding.ToString())]);
        }

        MarathonSnapshot snapshot = await FetchAsync(cancellationToken);
        await addresses.PrefetchAsync(HostsOf(snapshot), cancellationToken);
        Generation generation = generator.Generate(snapshot);
        if (generation.GlobalFault)
        {
            throw new ConfigSourceException(
                ExitCode.ConfigurationInvalid,
                [.. generation.Findings.Where(static finding => finding.Code == "template").Select(static finding => finding.ToString())]);
        }

        return From(_last = generation);
    }

    /// <inheritdoc/>
    public async Task<GeneratedConfig?> FindValidAsync(
        bool isolates, Func<GeneratedConfig, Task<(ValidationReport Report, string File)>> validate, Action<string> problem)
    {
        if (_last is null) throw new InvalidOperationException("Nothing was generated yet.");
        ValidConfigFinder finder = new(exclusions, generator, part => validate(From(part)), logger);
        if (await finder.FindAsync(_last, isolates, problem) is not Generation valid) return null;
        exclusions.Accept(valid);
        return From(valid);
    }

    private GeneratedConfig From(Generation generation)
    {
        ConfigDocument document = generation.Document;
        return new GeneratedConfig(
            document.Text.Written,
            maps ? document.DomainMap.Written : default(ReadOnlyMemory<byte>?),
            maps ? document.AppMap.Written : default(ReadOnlyMemory<byte>?),
            [.. generation.Findings],
            generation.Ownership.Describe,
            [.. generation.Model.Services.Select(static service => service.Labels.Auth?.Password).OfType<string>()]);
    }

    private async Task<MarathonSnapshot> FetchAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await apps.FetchAppsAsync(cancellationToken);
        }
        catch (Exception e) when (e is MarathonUnreachableException or CredentialException)
        {
            throw new ConfigSourceException(ExitCode.MarathonUnreachable, e.Message.Split('\n'));
        }
    }

    private static IEnumerable<string> HostsOf(MarathonSnapshot snapshot) =>
        snapshot.Apps.SelectMany(static app => app.Tasks).Select(static task => task.Host).Where(static host => !string.IsNullOrEmpty(host)).Distinct(StringComparer.Ordinal)!;
}

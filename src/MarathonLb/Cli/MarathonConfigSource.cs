using MarathonLb.Config;
using MarathonLb.Findings;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Credentials;
using MarathonLb.Reconcile;

namespace MarathonLb.Cli;

/// <summary>Makes configurations from Marathon's apps.</summary>
/// <param name="apps">Where the apps come from.</param>
/// <param name="addresses">Knows the agents' addresses.</param>
/// <param name="generator">Makes the configuration.</param>
/// <param name="maps">--haproxy-map.</param>
internal sealed class MarathonConfigSource(IAppSource apps, TaskHostResolver addresses, ConfigGenerator generator, bool maps) : IConfigSource
{
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

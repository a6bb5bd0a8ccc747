using System.Text;
using MarathonLb.Apps;
using MarathonLb.Asking;
using MarathonLb.Asking.Routing;
using MarathonLb.Config;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Credentials;
using MarathonLb.Reconcile;
using Microsoft.Extensions.Logging.Abstractions;

namespace MarathonLb.Cli.Ask;

/// <summary>What the loop would make of a Marathon or a file now: one look, nothing written.</summary>
internal sealed class AskedCluster
{
    private readonly Generation _generation;
    private readonly bool _maps;

    private AskedCluster(Generation generation, AskedModel model, bool maps) => (_generation, Model, _maps) = (generation, model, maps);

    /// <summary>The model, for <see cref="Explainer"/>.</summary>
    public AskedModel Model { get; }

    /// <summary>The configuration, for <see cref="RouteTracer"/>, each line with its app and template.</summary>
    public ConfigText Config
    {
        get
        {
            ConfigDocument document = _generation.Document;
            return new ConfigText(Model.Config, _maps ? TextOf(document.DomainMap) : "", _maps ? TextOf(document.AppMap) : "", _generation.Ownership.Describe);
        }
    }

    /// <summary>Hides secrets.</summary>
    public SecretMask Mask => new(Model.Model.Services.Select(static service => service.Labels.Auth?.Password).OfType<string>());

    /// <summary>Looks.</summary>
    /// <exception cref="AskException">It can't.</exception>
    public static async Task<AskedCluster> LookAsync(DirectOptions options, ConflictMode conflicts, CancellationToken cancellation)
    {
        MarathonSnapshot snapshot = await FetchAsync(options, cancellation);
        TaskHostResolver addresses = new(options.Services.LruCacheCapacity, TimeProvider.System);
        string[] hosts = [.. snapshot.Apps.SelectMany(static app => app.Tasks).Select(static task => task.Host).OfType<string>().Where(static host => host.Length > 0).Distinct(StringComparer.Ordinal)];
        await addresses.PrefetchAsync(hosts, cancellation);
        AppsOptions apps = RoomOptions.Apps(options.Services, keepEmpty: true);
        RenderOptions render = RoomOptions.Render(options) with { Conflicts = conflicts };
        ConfigGenerator generator = new(apps, render, addresses, options.Files.TemplatesDirectory, Environment.GetEnvironmentVariable);
        if (generator.TemplateFindings.Count > 0)
        {
            throw new AskException(ExitCode.ConfigurationInvalid, string.Join('\n', generator.TemplateFindings));
        }

        Generation generation = generator.Generate(snapshot);
        AskedModel model = new(apps, render, generation.Model, generation.Findings, TextOf(generation.Document.Text));
        return new AskedCluster(generation, model, render.HaproxyMap);
    }

    private static async Task<MarathonSnapshot> FetchAsync(DirectOptions options, CancellationToken cancellation)
    {
        try
        {
            using AppSourceFactory sources = new(options.Marathon, NullLoggerFactory.Instance, TimeProvider.System);
            return await sources.Open().FetchAppsAsync(cancellation);
        }
        catch (Exception e) when (e is MarathonUnreachableException or CredentialException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw new AskException(ExitCode.MarathonUnreachable, e.Message);
        }
    }

    private static string TextOf(ConfigWriter writer) => Encoding.UTF8.GetString(writer.WrittenSpan);
}

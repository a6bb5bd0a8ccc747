using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Findings;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Json;
using MarathonLb.Templates;
using MarathonSimulator.Generators;
using MarathonSimulator.State;

namespace MarathonLb.Benchmarks;

/// <summary>A simulated cluster of a size, as bytes, as apps and as services.</summary>
internal sealed class Cluster
{
    private const int TasksPerApp = 5;
    private static readonly AppsOptions Ours = new() { Groups = ["*"], HealthMemory = 100_000 };

    private readonly TemplateCompiler _compiler = new();

    /// <summary>Makes a cluster.</summary>
    /// <param name="apps">How many apps; each has five tasks.</param>
    public Cluster(int apps)
    {
        using MemoryStream document = new();
        MarathonSimulator.State.AppsDocument.WriteAsync(document, BigCluster.Make(apps, TasksPerApp).Select(static app => AppJson.Render(app, withTasks: true)), CancellationToken.None)
            .GetAwaiter().GetResult();
        Document = document.ToArray();
        Apps = Parse();
        Services = Build().Services;
    }

    /// <summary>What Marathon answers.</summary>
    public byte[] Document { get; }

    /// <summary>The answer, read.</summary>
    public MarathonApp[] Apps { get; }

    /// <summary>The services they come to.</summary>
    public Service[] Services { get; }

    /// <summary>Reads the document.</summary>
    public MarathonApp[] Parse()
    {
        using MemoryStream stream = new(Document);
        return new SnapshotReader().ReadAsync(stream, "benchmark", CancellationToken.None).GetAwaiter().GetResult().Apps;
    }

    /// <summary>Builds the services.</summary>
    public AppsModel Build() => new AppsBuilder(Ours, new Addresses(), _compiler).Build(Apps);

    /// <summary>A renderer with our default templates.</summary>
    public ConfigRenderer Renderer(bool maps)
    {
        List<Finding> findings = [];
        Template[] templates = new TemplateLoader(_compiler, static _ => null, "/nowhere", null).Load(findings);
        return new ConfigRenderer(new TemplateSet(templates), new RenderOptions { HaproxyMap = maps }, Ours);
    }

    private sealed class Addresses : IHostAddresses
    {
        public string? Ipv4Of(string host) => host;
    }
}

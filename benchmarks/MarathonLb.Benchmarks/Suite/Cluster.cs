using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Findings;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Json;
using MarathonLb.Templates;
using MarathonSimulator.Generators;
using MarathonSimulator.State;

namespace MarathonLb.Benchmarks.Suite;

/// <summary>A simulated cluster of a size, as bytes, as apps and as services.</summary>
internal sealed class Cluster
{
    private const int TasksPerApp = 5;

    /// <summary>The last one made: the benchmarks of one class want the same again and again.</summary>
    private static Cluster? _last;

    private readonly int _size;
    private readonly TemplateCompiler _compiler = new();

    private Cluster(int apps)
    {
        _size = apps;
        Document = Write(BigCluster.Make(apps, TasksPerApp));
        Apps = Parse(new SnapshotReader(), Document).Apps;
        Services = Build().Services;
    }

    /// <summary>The apps that a load balancer of every group serves.</summary>
    public static AppsOptions Ours { get; } = new() { Groups = ["*"], HealthMemory = 100_000 };

    /// <summary>What Marathon answers.</summary>
    public byte[] Document { get; }

    /// <summary>The answer, read.</summary>
    public MarathonApp[] Apps { get; }

    /// <summary>The services they come to.</summary>
    public Service[] Services { get; }

    /// <summary>The cluster of a size.</summary>
    /// <param name="apps">How many apps; each has five tasks.</param>
    public static Cluster Of(int apps) => _last?._size == apps ? _last : _last = new Cluster(apps);

    /// <summary>What Marathon would answer now if one app in the middle had one task more.</summary>
    public byte[] DocumentWithOneChange() =>
        Write(BigCluster.Make(_size, TasksPerApp).Select((app, i) => i == _size / 2 ? Larger() : app));

    /// <summary>The answer about the app in the middle: as it is, and with one task more.</summary>
    public (byte[] Now, byte[] Larger) OneApp() =>
        (Wrap(BigCluster.Make(_size, TasksPerApp).ElementAt(_size / 2)), Wrap(Larger()));

    /// <summary>Reads a document.</summary>
    public static MarathonSnapshot Parse(SnapshotReader reader, byte[] document)
    {
        using MemoryStream stream = new(document);
        return reader.ReadAsync(stream, "benchmark", CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>Builds the services, all anew.</summary>
    public AppsModel Build() => Builder().Build(Apps);

    /// <summary>A builder that has built nothing yet.</summary>
    public AppsBuilder Builder() => new(Ours, new LiteralAddresses(), _compiler);

    /// <summary>A renderer with our default templates.</summary>
    public static ConfigRenderer Renderer(bool maps) => new(Templates(), Shape(maps), Ours);

    /// <summary>Our default templates.</summary>
    public static TemplateSet Templates()
    {
        List<Finding> findings = [];
        return new TemplateSet(new TemplateLoader(new TemplateCompiler(), static _ => null, "/nowhere", null).Load(findings));
    }

    /// <summary>The usual shape of the configuration, with or without map files.</summary>
    public static RenderOptions Shape(bool maps) => new() { HaproxyMap = maps };

    private SimApp Larger()
    {
        SimApp app = BigCluster.Make(_size, TasksPerApp).ElementAt(_size / 2);
        SimTask more = BigCluster.Make(1, TasksPerApp + 1, seed: 2).First().Tasks[^1];
        app.Tasks.Add(more);
        return app;
    }

    private static byte[] Write(IEnumerable<SimApp> apps)
    {
        using MemoryStream document = new();
        MarathonSimulator.State.AppsDocument.WriteAsync(document, apps.Select(static app => AppJson.Render(app, withTasks: true)), CancellationToken.None)
            .GetAwaiter().GetResult();
        return document.ToArray();
    }

    private static byte[] Wrap(SimApp app) => [.. "{\"app\":"u8, .. AppJson.Render(app, withTasks: true), .. "}"u8];
}

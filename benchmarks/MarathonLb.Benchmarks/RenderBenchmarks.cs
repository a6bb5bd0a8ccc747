using BenchmarkDotNet.Attributes;
using MarathonLb.Apps;
using MarathonLb.Benchmarks.Suite;
using MarathonLb.Config;

namespace MarathonLb.Benchmarks;

/// <summary>What does the writer cost, and does it allocate?</summary>
public class RenderBenchmarks : IKnownBytes
{
    private Service[] _services = [];
    private Service[] _twins = [];
    private Service[] _oneChanged = [];
    private ConfigRenderer _renderer = null!;
    private bool _even;
    private long _bytes;

    /// <summary>Size of the cluster.</summary>
    [ParamsSource(typeof(ClusterSizes), nameof(ClusterSizes.All))]
    public int Apps { get; set; }

    /// <summary>--haproxy-map.</summary>
    [Params(false, true)]
    public bool Maps { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Cluster cluster = Cluster.Of(Apps);
        _services = cluster.Services;
        _twins = cluster.Build().Services;
        _oneChanged = [.. _services];
        _oneChanged[Apps / 2] = _twins[Apps / 2];
        _renderer = Cluster.Renderer(Maps);

        // Both documents, and every array in them, grow to their size here: what is measured is the steady state.
        for (int i = 0; i < 4; i++)
        {
            Everything();
            Unchanged();
        }

        ConfigDocument document = _renderer.Render(_services);
        _bytes = document.Text.Length + document.DomainMap.Length + document.AppMap.Length;
    }

    /// <summary>A renderer's first document: the room for it is taken too.</summary>
    [Benchmark]
    public int First() => Cluster.Renderer(Maps).Render(_services).Text.Length;

    /// <summary>Every service is another object than in the last document: all is rendered.</summary>
    [Benchmark(Baseline = true)]
    public int Everything()
    {
        _even = !_even;
        return _renderer.Render(_even ? _services : _twins).Text.Length;
    }

    /// <summary>Every service is the same: all is copied.</summary>
    [Benchmark]
    public int Unchanged() => _renderer.Render(_services).Text.Length;

    /// <summary>One service differs from the last document.</summary>
    [Benchmark]
    public int OneChanged()
    {
        _even = !_even;
        return _renderer.Render(_even ? _services : _oneChanged).Text.Length;
    }

    /// <inheritdoc/>
    public long? BytesOf(string method) => _bytes;
}

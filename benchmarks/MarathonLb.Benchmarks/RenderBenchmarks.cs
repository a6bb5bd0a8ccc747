using BenchmarkDotNet.Attributes;
using MarathonLb.Apps;
using MarathonLb.Config;

namespace MarathonLb.Benchmarks;

/// <summary>What does the writer cost, and does it allocate?</summary>
[MemoryDiagnoser]
public class RenderBenchmarks
{
    private Service[] _services = [];
    private Service[] _twins = [];
    private Service[] _oneChanged = [];
    private ConfigRenderer _renderer = null!;
    private bool _even;

    /// <summary>Size of the cluster.</summary>
    [Params(100, 1_000, 10_000)]
    public int Apps { get; set; }

    /// <summary>--haproxy-map.</summary>
    [Params(false, true)]
    public bool Maps { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Cluster cluster = new(Apps);
        _services = cluster.Services;
        _twins = cluster.Build().Services;
        _oneChanged = [.. _services];
        _oneChanged[Apps / 2] = _twins[Apps / 2];
        _renderer = cluster.Renderer(Maps);

        // Both documents, and every array in them, grow to their size here: what is measured is the steady state.
        for (int i = 0; i < 4; i++)
        {
            Everything();
            Unchanged();
        }

        Console.WriteLine($"// configuration: {_renderer.Render(_services).Text.Length} bytes");
    }

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
}

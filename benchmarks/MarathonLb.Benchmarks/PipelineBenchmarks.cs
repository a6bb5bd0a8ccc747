using BenchmarkDotNet.Attributes;

namespace MarathonLb.Benchmarks;

/// <summary>What do the steps before the writer cost?</summary>
[MemoryDiagnoser]
public class PipelineBenchmarks
{
    private Cluster _cluster = null!;

    /// <summary>Size of the cluster.</summary>
    [Params(100, 1_000, 10_000)]
    public int Apps { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _cluster = new Cluster(Apps);
        Console.WriteLine($"// document: {_cluster.Document.Length} bytes");
    }

    /// <summary>Marathon's answer to facts.</summary>
    [Benchmark]
    public int Parse() => _cluster.Parse().Length;

    /// <summary>Facts to services, server names and ids included.</summary>
    [Benchmark]
    public int Build() => _cluster.Build().Services.Length;
}

using BenchmarkDotNet.Attributes;
using MarathonLb.Apps;
using MarathonLb.Benchmarks.Suite;

namespace MarathonLb.Benchmarks;

/// <summary>What does it cost to get from apps to services: labels, ports, servers with their names and ids?</summary>
public class ServiceBenchmarks
{
    private Cluster _cluster = null!;
    private AppsBuilder _builder = null!;

    /// <summary>Size of the cluster.</summary>
    [ParamsSource(typeof(ClusterSizes), nameof(ClusterSizes.All))]
    public int Apps { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _cluster = Cluster.Of(Apps);
        _builder = _cluster.Builder();
        _builder.Build(_cluster.Apps);
    }

    /// <summary>All apps, as in a first round.</summary>
    [Benchmark(Baseline = true)]
    public int First() => _cluster.Build().Services.Length;

    /// <summary>The very same apps as in the round before.</summary>
    [Benchmark]
    public int Unchanged() => _builder.Build(_cluster.Apps).Services.Length;
}

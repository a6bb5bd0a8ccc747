using BenchmarkDotNet.Attributes;
using MarathonLb.Benchmarks.Suite;
using MarathonLb.Config;

namespace MarathonLb.Benchmarks;

/// <summary>What do the two map files cost (<c>--haproxy-map</c>)?</summary>
public class MapBenchmarks : IKnownBytes
{
    private readonly MapPlan _plan = new(Cluster.Templates(), Cluster.Shape(maps: true));
    private readonly ConfigDocument _document = new();

    /// <summary>Size of the cluster.</summary>
    [ParamsSource(typeof(ClusterSizes), nameof(ClusterSizes.All))]
    public int Apps { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _document.Begin(new ServiceList(Cluster.Ours).Sorted(Cluster.Of(Apps).Services), lastLength: 0);
        Write();
    }

    /// <summary>Both files, from services.</summary>
    [Benchmark]
    public int Write()
    {
        _document.DomainMap.Clear();
        _document.AppMap.Clear();
        _plan.Apply(_document);
        return _document.DomainMap.Length + _document.AppMap.Length;
    }

    /// <inheritdoc/>
    public long? BytesOf(string method) => _document.DomainMap.Length + _document.AppMap.Length;
}

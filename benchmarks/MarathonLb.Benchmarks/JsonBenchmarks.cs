using BenchmarkDotNet.Attributes;
using MarathonLb.Benchmarks.Suite;
using MarathonLb.Marathon.Json;

namespace MarathonLb.Benchmarks;

/// <summary>What does it cost to read Marathon's answer: all of it, when nothing changed since the last one, and when one app did?</summary>
public class JsonBenchmarks : IKnownBytes
{
    private byte[] _document = [];
    private byte[] _changed = [];
    private SnapshotReader _reader = null!;
    private SnapshotReader _twice = null!;
    private bool _even;

    /// <summary>Size of the cluster.</summary>
    [ParamsSource(typeof(ClusterSizes), nameof(ClusterSizes.All))]
    public int Apps { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Cluster cluster = Cluster.Of(Apps);
        (_document, _changed) = (cluster.Document, cluster.DocumentWithOneChange());
        (_reader, _twice) = (new SnapshotReader(), new SnapshotReader());
        Cluster.Parse(_reader, _document);
        Cluster.Parse(_twice, _changed);
    }

    /// <summary>The only document, as in direct mode: nothing is remembered.</summary>
    [Benchmark]
    public int Only() => Cluster.Parse(new SnapshotReader(remembers: false), _document).Apps.Length;

    /// <summary>The first document of many.</summary>
    [Benchmark(Baseline = true)]
    public int First() => Cluster.Parse(new SnapshotReader(), _document).Apps.Length;

    /// <summary>The same document again.</summary>
    [Benchmark]
    public int Unchanged() => Cluster.Parse(_reader, _document).Apps.Length;

    /// <summary>The same document but for one app.</summary>
    [Benchmark]
    public int OneChanged()
    {
        _even = !_even;
        return Cluster.Parse(_twice, _even ? _document : _changed).Apps.Length;
    }

    /// <inheritdoc/>
    public long? BytesOf(string method) => _document.Length;
}

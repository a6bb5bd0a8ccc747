using System.Text;
using BenchmarkDotNet.Attributes;
using MarathonLb.Benchmarks.Suite;
using MarathonLb.Haproxy;
using MarathonLb.Reconcile;
using MarathonLb.Reconcile.Isolation;
using MarathonLb.Templates;

namespace MarathonLb.Benchmarks;

/// <summary>HAProxy rejects a configuration with its fifty errors, spread over the file: what does it cost to read them, and to find out whose lines they are?</summary>
public class MessageBenchmarks : IKnownBytes
{
    private const int Errors = 50;
    private const string File = "/etc/haproxy/haproxy.cfg.new";

    private Generation _generation = null!;
    private ValidationReport _report = null!;
    private string _text = "";

    /// <summary>Size of the cluster.</summary>
    [ParamsSource(typeof(ClusterSizes), nameof(ClusterSizes.All))]
    public int Apps { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        ConfigGenerator generator = new(Cluster.Ours, Cluster.Shape(maps: false), new LiteralAddresses(), "/nowhere", static _ => null);
        _generation = generator.Generate(new Marathon.MarathonSnapshot(Cluster.Of(Apps).Apps, [], 0, "benchmark"));
        int[] lines = BackendLines();
        StringBuilder text = new("[NOTICE]   (8366) : haproxy version is 2.6.12\n");
        for (int i = 0; i < Errors; i++)
        {
            int line = lines[i * lines.Length / Errors];
            text.Append($"[ALERT]    (8366) : config : parsing [{File}:{line}] : unknown keyword 'nosuch{i}' in 'backend' section; did you mean 'mode' maybe ?\n");
        }

        _text = text.ToString();
        _report = new ValidationReport(ValidationVerdict.Invalid, 1, ValidationMessages.Parse(_text, out _), Truncated: true, Failure: null);
        if (Judge() != Errors) throw new InvalidOperationException($"{Judge()} of {Errors} found their owner");
    }

    /// <summary>HAProxy's text to messages.</summary>
    [Benchmark]
    public int Read() => ValidationMessages.Parse(_text, out _).Count;

    /// <summary>Messages to the services that they accuse.</summary>
    [Benchmark]
    public int Judge() => new Accusations(_generation, File).Judge(_report).Accused.Count;

    /// <inheritdoc/>
    public long? BytesOf(string method) => method == nameof(Read) ? _text.Length : null;

    /// <summary>The second line of each backend.</summary>
    private int[] BackendLines()
    {
        List<int> lines = [];
        int line = 1;
        foreach (Range range in _generation.Document.Text.WrittenSpan.Split((byte)'\n'))
        {
            if (_generation.Document.Text.WrittenSpan[range].StartsWith("backend team"u8)) lines.Add(line + 1);
            line++;
        }

        return [.. lines];
    }
}

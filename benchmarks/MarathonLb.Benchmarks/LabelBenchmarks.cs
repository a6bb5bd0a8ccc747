using BenchmarkDotNet.Attributes;
using MarathonLb.Apps.Labels;

namespace MarathonLb.Benchmarks;

/// <summary>What does a label cost, name and value?</summary>
public class LabelBenchmarks
{
    private static readonly byte[][] Names =
    [
        .. new[]
        {
            "HAPROXY_GROUP", "HAPROXY_0_VHOST", "HAPROXY_0_PATH", "HAPROXY_12_BACKEND_WEIGHT", "HAPROXY_0_BACKEND_HTTP_OPTIONS",
            "HAPROXY_0_HTTP_BACKEND_PROXYPASS_PATH", "HAPROXY_DEPLOYMENT_GROUP", "HAPROXY_0_VHOTS", "owner", "HAPROXY_0_SSL_CERT",
        }.Select(System.Text.Encoding.UTF8.GetBytes),
    ];

    private readonly ServiceLabels _labels = new();

    /// <summary>Ten names, some unknown.</summary>
    [Benchmark(OperationsPerInvoke = 10)]
    public int Name()
    {
        int sum = 0;
        foreach (byte[] name in Names)
        {
            if (LabelKeys.TryParse(name, out LabelKey key)) sum += (int)key.Id + key.Index;
        }

        return sum;
    }

    /// <summary>Values of the kinds that need no memory of their own.</summary>
    [Benchmark(OperationsPerInvoke = 4)]
    public bool Value() =>
        _labels.TrySet(LabelId.BackendWeight, "10", out _)
        & _labels.TrySet(LabelId.Sticky, "true", out _)
        & _labels.TrySet(LabelId.Port, "10001", out _)
        & _labels.TrySet(LabelId.Path, "/api", out _);
}

using BenchmarkDotNet.Attributes;
using MarathonLb.Apps;

namespace MarathonLb.Benchmarks;

/// <summary>What do a server's name, id and cookie cost?</summary>
public class ServerIdentityBenchmarks
{
    private const string Host = "agent-17.eu-1.example.com";
    private const string Ip = "10.20.30.40";
    private const string Name = "agent-17_eu-1_example_com_10_20_30_40_31017";

    private static readonly int[] Taken = [12, 4711, 20015, 31999];

    /// <summary>The name.</summary>
    [Benchmark]
    public string NameOf() => ServerIdentity.NameOf(Host, Ip, 31017);

    /// <summary>The id, in a backend of four others.</summary>
    [Benchmark]
    public int IdOf() => ServerIdentity.IdOf(Name, Taken);

    /// <summary>The cookie of a sticky backend.</summary>
    [Benchmark]
    public string CookieOf() => ServerIdentity.CookieOf(Name);
}

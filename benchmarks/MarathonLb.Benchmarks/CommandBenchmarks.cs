using BenchmarkDotNet.Attributes;
using MarathonLb.Benchmarks.Suite;
using MarathonLb.Haproxy.Runtime;
using MarathonLb.Reconcile.Live;
using MarathonLb.Reconcile.Planning;

namespace MarathonLb.Benchmarks;

/// <summary>What does it cost to write commands of the Runtime API: for a hundred new servers of a backend, and for a map of a thousand entries?</summary>
public class CommandBenchmarks : IKnownBytes
{
    private const int Servers = 100;
    private const int Entries = 1000;

    private readonly BackendChange _growth = Growth();
    private readonly KeyValuePair<string, string>[] _map =
        [.. Enumerable.Range(0, Entries).Select(static i => KeyValuePair.Create($"svc-{i:00000}.team07.example.com", $"team07_prod_svc-{i:00000}_{10000 + i}"))];

    /// <inheritdoc/>
    public void Setup()
    {
        // Nothing to prepare.
    }

    /// <summary>add server, enable health and set state for each of a hundred servers.</summary>
    [Benchmark(OperationsPerInvoke = Servers)]
    public int AddServer()
    {
        CommandList list = new(new HeldServers("/nowhere/held"), OneChange.Features, static _ => false, now: 0);
        list.Add(_growth);
        return BytesOf(list.Commands);
    }

    /// <summary>A whole map as payloads.</summary>
    [Benchmark(OperationsPerInvoke = Entries)]
    public int AddMapEntry() => BytesOf(RuntimeCommands.AddMapEntries("/etc/haproxy/domain2backend.map", 3, _map));

    /// <inheritdoc/>
    public long? BytesOf(string method) => method == nameof(AddServer) ? AddServer() / Servers : AddMapEntry() / Entries;

    private static int BytesOf(IReadOnlyList<RuntimeCommand> commands)
    {
        using RequestBuffer request = new();
        foreach (RuntimeCommand command in commands) command.WriteTo(request);
        return request.Written.Length;
    }

    private static BackendChange Growth()
    {
        ServerLine[] servers =
        [
            .. Enumerable.Range(1, Servers).Select(static i => ServerLine.Parse(
                $"server 10_0_0_{i}_31{i:000} 10.0.0.{i}:31{i:000} id {1000 + i} cookie 0123456789 check inter 10s fall 3 port 31{i:000}")),
        ];
        return new BackendChange("team07_prod_svc-00007_10007", servers, [], [], servers);
    }
}

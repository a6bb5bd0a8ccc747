using BenchmarkDotNet.Attributes;
using MarathonLb.Benchmarks.Suite;
using MarathonLb.Haproxy.Runtime;
using MarathonLb.Reconcile;
using MarathonLb.Reconcile.Live;
using MarathonLb.Reconcile.Planning;

namespace MarathonLb.Benchmarks;

/// <summary>One app among all gains and loses a task: what does it cost to see what changed, and to get from Marathon's bytes about that app to commands for HAProxy?</summary>
public class PlanBenchmarks
{
    private readonly RoundPlanner _planner = new(OneChange.Paths);
    private OneChange _change = null!;
    private ConfigSnapshot _running = null!;
    private ConfigSnapshot _wanted = null!;

    /// <summary>Size of the cluster.</summary>
    [ParamsSource(typeof(ClusterSizes), nameof(ClusterSizes.All))]
    public int Apps { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _change = new OneChange(Apps);
        (_running, _wanted) = (_change.Running, _change.Round().Wanted);
        if (BytesToCommands() == 0) throw new InvalidOperationException("one task more is no change");
    }

    /// <summary>From two configurations to what differs.</summary>
    [Benchmark]
    public int Plan()
    {
        ReloadReason? reason = _planner.Decide(_running, _wanted, OneChange.Features, out _, out RuntimePlan plan);
        return reason is null ? plan.Backends.Count : throw new InvalidOperationException(reason.ToString());
    }

    /// <summary>A whole round but for input and output: the app's JSON to the bytes of the commands.</summary>
    [Benchmark]
    public int BytesToCommands()
    {
        (RuntimePlan plan, _) = _change.Round();
        CommandList list = new(_change.Held, OneChange.Features, static _ => false, now: 0);
        foreach (BackendChange change in plan.Backends) list.Add(change);
        using RequestBuffer request = new();
        foreach (RuntimeCommand command in list.Commands) command.WriteTo(request);
        return request.Written.Length;
    }
}

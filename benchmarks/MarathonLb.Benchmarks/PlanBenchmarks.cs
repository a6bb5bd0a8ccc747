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
    private bool _larger;

    /// <summary>Size of the cluster.</summary>
    [ParamsSource(typeof(ClusterSizes), nameof(ClusterSizes.All))]
    public int Apps { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _change = new OneChange(Apps);
        _running = _change.Running;
        _wanted = ConfigSnapshot.Of(_change.Receive(larger: true).Document, maps: false);
        _change = new OneChange(Apps);
        if (BytesToCommands() == 0) throw new InvalidOperationException("one task more is no change");
    }

    /// <summary>From two whole configurations to what differs, as after a start, or where more than servers changes.</summary>
    [Benchmark]
    public int PlanWhole()
    {
        ReloadReason? reason = _planner.Decide(_running, _wanted, OneChange.Features, out _, out RuntimePlan plan);
        return reason is null ? plan.Backends.Count : throw new InvalidOperationException(reason.ToString());
    }

    /// <summary>A round up to the commands, but for input and output: the app's JSON to the bytes for HAProxy. The next round finds the very same to do.</summary>
    [Benchmark]
    public int BytesToCommands() => Encode(_change.PlanTo(_change.Receive(larger: true)));

    /// <summary>The same with what follows the commands: the new configuration is printed.</summary>
    [Benchmark]
    public int BytesToConfiguration()
    {
        _larger = !_larger;
        Generation wanted = _change.Receive(_larger);
        int length = Encode(_change.PlanTo(wanted));
        return length + _change.Keep(wanted).Config!.Value.Length;
    }

    private int Encode(RuntimePlan plan)
    {
        CommandList list = new(_change.Held, OneChange.Features, static _ => false, now: 0);
        foreach (BackendChange change in plan.Backends) list.Add(change);
        using RequestBuffer request = new();
        foreach (RuntimeCommand command in list.Commands) command.WriteTo(request);
        return request.Written.Length;
    }
}

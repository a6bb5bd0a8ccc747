using System.Text.Json;
using MarathonLb.Haproxy;
using MarathonLb.Haproxy.Runtime;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Cluster;
using MarathonLb.Marathon.Json;
using MarathonLb.Reconcile;
using MarathonLb.Reconcile.Live;
using MarathonLb.Reconcile.Planning;

namespace MarathonLb.Benchmarks.Suite;

/// <summary>A cluster in which one app gains and loses a task in turn, taken through the steps of a round that neither read nor write.</summary>
internal sealed class OneChange
{
    private readonly ConfigGenerator _generator = new(Cluster.Ours, Cluster.Shape(maps: false), new LiteralAddresses(), "/nowhere", static _ => null);
    private readonly ClusterState _state = new(TimeSpan.TicksPerSecond);
    private readonly (byte[] Now, byte[] Larger) _app;
    private long _time;

    /// <summary>Makes it, and does the first round.</summary>
    /// <param name="apps">Size of the cluster.</param>
    public OneChange(int apps)
    {
        Cluster cluster = Cluster.Of(apps);
        _app = cluster.OneApp();
        _state.Take(Cluster.Parse(new SnapshotReader(), cluster.Document), _time);
        Generation first = _generator.Generate(_state.Snapshot);
        _generator.Keep(first);
        Running = ConfigSnapshot.Of(first.Document, maps: false);
    }

    /// <summary>Where the configuration would be.</summary>
    public static ConfigPaths Paths { get; } = ConfigPaths.For("/etc/haproxy/haproxy.cfg");

    /// <summary>Those of a HAProxy that can do everything.</summary>
    public static RuntimeFeatures Features { get; } = new(new HaproxyVersion(3, 2, 0));

    /// <summary>The servers held in maintenance; never saved.</summary>
    public HeldServers Held { get; } = new("/nowhere/held");

    /// <summary>What HAProxy would run now.</summary>
    public ConfigSnapshot Running { get; private set; }

    /// <summary>The app's answer arrives: what is wanted then.</summary>
    /// <param name="larger">True if it has one task more.</param>
    public Generation Receive(bool larger)
    {
        MarathonApp app = JsonSerializer.Deserialize(larger ? _app.Larger : _app.Now, MarathonJson.Default.AppAnswer)!.App!;
        _state.Take(app.Id, app, ++_time);
        return _generator.Generate(_state.Snapshot);
    }

    /// <summary>The way to what is wanted, as a round finds it.</summary>
    public RuntimePlan PlanTo(Generation wanted) =>
        RoundPlanner.TryPlan(Running, wanted.Edits, wanted.Frame, Features, out RuntimePlan plan) ? plan : throw new InvalidOperationException("a look at the whole configurations");

    /// <summary>HAProxy was brought there: prints the configuration and keeps it.</summary>
    public ConfigSnapshot Keep(Generation wanted)
    {
        Running = ConfigSnapshot.Of(wanted.Document, maps: false);
        _generator.Keep(wanted);
        return Running;
    }
}

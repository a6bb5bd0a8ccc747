using MarathonLb.Haproxy.Runtime;
using MarathonLb.Reconcile.Planning;

namespace MarathonLb.Reconcile;

/// <summary>Decides how a wanted configuration reaches HAProxy: by commands, or by a reload and why. Pure.</summary>
/// <param name="paths">The maps' paths, as the configuration names them.</param>
internal sealed class RoundPlanner(ConfigPaths paths)
{
    /// <summary>Decides.</summary>
    /// <param name="running">What runs, maps included.</param>
    /// <param name="wanted">What is wanted.</param>
    /// <param name="features">What the running HAProxy can do; null if it can't be changed while it runs.</param>
    /// <param name="detail">What the reason was found at.</param>
    /// <param name="plan">The changes, if commands can bring them about; else empty.</param>
    /// <returns>Why it takes a reload; null if it does not.</returns>
    public ReloadReason? Decide(ConfigSnapshot running, ConfigSnapshot wanted, RuntimeFeatures? features, out string detail, out RuntimePlan plan)
    {
        plan = new RuntimePlan([], []);
        detail = "";
        if (features is null) return ReloadReason.Disabled;
        if (running.Config is not ReadOnlyMemory<byte> config) return ReloadReason.Start;
        ConfigDifference difference = new ConfigComparer(features).Compare(config.Span, wanted.Config!.Value.Span);
        detail = difference.Detail ?? "";
        if (difference.Reason is ReloadReason reason) return reason;
        List<MapChange> maps = [];
        AddMap(maps, paths.DomainMap, running.DomainMap, wanted.DomainMap, wanted.Config.Value.Span);
        AddMap(maps, paths.AppMap, running.AppMap, wanted.AppMap, wanted.Config.Value.Span);
        plan = new RuntimePlan(difference.Backends, maps);
        return null;
    }

    /// <summary>A map that no line names is not loaded, so there is nothing to change but the file.</summary>
    private static void AddMap(List<MapChange> maps, string path, ReadOnlyMemory<byte>? running, ReadOnlyMemory<byte>? wanted, ReadOnlySpan<byte> config)
    {
        if (wanted is not ReadOnlyMemory<byte> next) return;
        if (MapComparer.Compare(path, running.GetValueOrDefault().Span, next) is not MapChange change) return;
        if (config.IndexOf(System.Text.Encoding.UTF8.GetBytes(path)) >= 0) maps.Add(change);
    }
}

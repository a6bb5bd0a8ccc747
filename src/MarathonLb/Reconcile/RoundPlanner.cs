using MarathonLb.Config;
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
        ConfigDifference difference = new ConfigComparer(features, () => ConfigComparer.HasDefaultServer(running.Config.Value.Span)).Compare(config.Span, wanted.Config!.Value.Span);
        detail = difference.Detail ?? "";
        if (difference.Reason is ReloadReason reason) return reason;
        List<MapChange> maps = [];
        AddMap(maps, paths.DomainMap, running.DomainMap, wanted.DomainMap, wanted.Config.Value.Span);
        AddMap(maps, paths.AppMap, running.AppMap, wanted.AppMap, wanted.Config.Value.Span);
        plan = new RuntimePlan(difference.Backends, maps);
        return null;
    }

    /// <summary>Plans the changes of a few backends without a look at all the others.</summary>
    /// <param name="running">What runs.</param>
    /// <param name="edits">How a wanted configuration differs from it; null if that is not known.</param>
    /// <param name="frame">What is known of all the rest.</param>
    /// <param name="features">What the running HAProxy can do; null if it can't be changed while it runs.</param>
    /// <param name="plan">The changes.</param>
    /// <returns>False if it takes a reload, or a look at the whole configurations.</returns>
    public static bool TryPlan(ConfigSnapshot running, DocumentEdits? edits, ConfigFrame frame, RuntimeFeatures? features, out RuntimePlan plan)
    {
        plan = new RuntimePlan([], []);
        if (edits is null || features is null || running.Config is not ReadOnlyMemory<byte> config) return false;
        ConfigComparer comparer = new(features, () => frame.HasDefaultServer(config.Span));
        List<BackendChange> changes = [];
        foreach (BackendEdit edit in edits.Backends)
        {
            // A template may print less than a section, or part of the next one.
            if (!ConfigSections.IsWhole(config.Span, edit.Start, edit.Length)) return false;
            ConfigDifference difference = comparer.Compare(config.Span.Slice(edit.Start, edit.Length), edit.Wanted);
            if (difference.Reason is not null) return false;
            changes.AddRange(difference.Backends);
        }

        plan = new RuntimePlan(changes, []);
        return true;
    }

    /// <summary>A map that no line names is not loaded, so there is nothing to change but the file.</summary>
    private static void AddMap(List<MapChange> maps, string path, ReadOnlyMemory<byte>? running, ReadOnlyMemory<byte>? wanted, ReadOnlySpan<byte> config)
    {
        if (wanted is not ReadOnlyMemory<byte> next) return;
        if (MapComparer.Compare(path, running.GetValueOrDefault().Span, next) is not MapChange change) return;
        if (config.IndexOf(System.Text.Encoding.UTF8.GetBytes(path)) >= 0) maps.Add(change);
    }
}

using MarathonLb.Apps.Labels;
using MarathonLb.Findings;
using MarathonLb.Marathon;

namespace MarathonLb.Cli.Ask.Lint;

/// <summary>Finds labels that look as if they were meant for us and begin otherwise than ours (<c>haproxy_group</c>, <c>HAPROXY.0.VHOST</c>): on a cluster they may be anybody's, in a definition under test they are slips.</summary>
internal static class StrayLabels
{
    /// <summary>The findings of an app.</summary>
    public static IEnumerable<Finding> In(MarathonApp app)
    {
        foreach (AppLabel label in app.Labels)
        {
            string name = label.Name.Trim();
            if (!name.StartsWith("HAPROXY", StringComparison.OrdinalIgnoreCase) || label.Name.StartsWith("HAPROXY_", StringComparison.Ordinal)) continue;
            yield return new Finding(
                FindingSeverity.Warning, "label-unknown", app.Id, label.Name, null, "no label of marathon-lb begins so; it is ignored",
                LabelTable.Nearest(name) is string near ? $"Did you mean {near}?" : "See docs/labels.md for those there are.");
        }
    }
}

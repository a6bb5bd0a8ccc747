using MarathonLb.Apps.Labels;
using MarathonLb.Findings;
using MarathonLb.Marathon;

namespace MarathonLb.Apps;

/// <summary>Finds labels that do nothing: a misspelt name, or an index without a service port. The original never says a word about them.</summary>
internal static class UnknownLabels
{
    private const string Prefix = "HAPROXY_";

    /// <summary>Notes each label of an app that has no effect.</summary>
    public static void Report(MarathonApp app, int servicePorts, List<Finding> findings)
    {
        foreach (AppLabel label in app.Labels)
        {
            if (!label.Name.StartsWith(Prefix, StringComparison.Ordinal)) continue;
            if (!label.Key.IsKnown)
            {
                string? near = LabelTable.Nearest(label.Name);
                findings.Add(new Finding(
                    FindingSeverity.Warning, "label-unknown", app.Id, label.Name, null, "there is no such label; it is ignored",
                    near is null ? "See docs/labels.md for those there are." : $"Did you mean {near}?"));
            }
            else if (label.Key.Index >= servicePorts)
            {
                findings.Add(new Finding(
                    FindingSeverity.Warning, "label-index", app.Id, label.Name, null,
                    $"the app has {servicePorts} service port(s), counted from 0; the label is ignored",
                    "Use an index below that, or define the port.")
                { Index = label.Key.Index });
            }
        }
    }
}

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
            if (!label.Key.IsKnown)
            {
                if (label.Name.Contains("HAPROXY", StringComparison.OrdinalIgnoreCase)) ReportUnknown(app, label.Name, findings);
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

    private static void ReportUnknown(MarathonApp app, string name, List<Finding> findings)
    {
        bool invisible = SuspectCharacter.IsInvisibleIn(name, "a label's name", out LabelProblem problem);
        string? near = LabelTable.Nearest(Visible(name));

        // A name in other letters, or after a space, may be another program's: it is ours if it is near to one of ours.
        if (near is null && !name.StartsWith(Prefix, StringComparison.Ordinal)) return;
        findings.Add(new Finding(
            FindingSeverity.Warning, "label-unknown", app.Id, name, null,
            invisible ? $"{problem.Reason}; the label is ignored" : "there is no such label; it is ignored",
            near is null ? "See docs/labels.md for those there are." : $"Did you mean {near}?"));
    }

    private static string Visible(string name) =>
        SuspectCharacter.IsInvisibleIn(name, "", out _) ? string.Concat(name.Where(static c => c is > ' ' and <= '~')) : name;
}

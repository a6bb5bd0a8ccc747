using MarathonLb.Apps;
using MarathonLb.Apps.Labels;
using MarathonLb.Findings;
using MarathonLb.Marathon;
using MarathonLb.Templates;

namespace MarathonLb.Asking;

/// <summary>Tells what becomes of an app and why. Follows the rules in the order in which the Apps and Config rooms apply them, and takes what they made from the model.</summary>
/// <param name="asked">What is asked about.</param>
internal sealed class Explainer(AskedModel asked)
{
    private const int MostNearest = 5;

    /// <summary>Explains an app.</summary>
    /// <param name="app">Its id, with or without the leading slash, or its deployment group's.</param>
    /// <returns>Null if there is no such app.</returns>
    public AppExplanation? Explain(string app)
    {
        string id = app.StartsWith('/') ? app : "/" + app;
        MarathonApp? named = asked.Model.Apps.FirstOrDefault(other => other.Id == id);
        string? group = named is null ? null : BuiltApps.GroupOf(named);
        MarathonApp[] members = [.. asked.Model.Apps.Where(other => BuiltApps.GroupOf(other) is string its ? its == (group ?? id) : group is null && other.Id == id)];
        return members.Length == 0 ? null : Explain(group ?? id, members);
    }

    /// <summary>The apps whose ids look most like one that there is not.</summary>
    public UnknownApp Unknown(string app)
    {
        string last = app.TrimEnd('/').Split('/')[^1];
        IEnumerable<string> near = asked.Model.Apps.Select(static other => other.Id).Distinct(StringComparer.Ordinal)
            .Select(id => (Id: id, Distance: Distance(app.Trim('/'), id.Trim('/')), Holds: last.Length > 1 && id.Contains(last, StringComparison.OrdinalIgnoreCase)))
            .Where(near => near.Holds || near.Distance <= Math.Max(2, near.Id.Length / 3))
            .OrderBy(static near => near.Distance).ThenBy(static near => near.Id, StringComparer.Ordinal)
            .Select(static near => near.Id);
        return new UnknownApp(app, [.. near.Take(MostNearest)]);
    }

    private AppExplanation Explain(string id, MarathonApp[] members)
    {
        AppInstance instance = members.Select(member => new AppInstance(id, member, member.Tasks, null)).Aggregate(DeploymentGroups.Merge);
        List<Finding> own = [];
        AppLabels labels = LabelReader.AppLabelsOf(instance.Definition, own, out bool good);
        good &= AppChecks.IsUsable(instance, own);
        int?[] ports = PortRules.ServicePorts(instance, PortRules.ModeOf(instance.Definition), Assigner(), out _);
        PortExplainer explainer = new(asked, instance, labels, ports, good, new LabelReader(new TemplateCompiler(), asked.AppsOptions.RawLabels));
        IEnumerable<Finding> told = asked.Findings.Where(finding => finding.AppId == id && finding.Index is null);
        return new AppExplanation(
            id,
            [.. members.Select(static member => member.Id)],
            instance.Tasks.Length,
            [.. Enumerable.Range(0, ports.Length).Select(explainer.Explain)],
            [.. own.Concat(told).Select(static finding => finding.ToString()).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>Gives the ports that the loop gives where nobody else has taken them; a port in the model goes before.</summary>
    private PortAssigner Assigner() => new(asked.AppsOptions.MinServicePort, asked.AppsOptions.MaxServicePort);

    /// <summary>The letters to change, add or leave out to make one word of the other.</summary>
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}

using MarathonLb.Apps.Labels;
using MarathonLb.Findings;
using MarathonLb.Marathon;

namespace MarathonLb.Cli.Ask.Lint;

/// <summary>Finds the place in the file that a finding is about.</summary>
/// <param name="document">The file.</param>
internal sealed class FindingPlaces(LintDocument document)
{
    private readonly ILookup<string, LintedApp> _apps = document.Apps
        .SelectMany(static app => new[] { app.App.Id, app.BalancedId }.Distinct(StringComparer.Ordinal).Select(id => (Id: id, App: app)))
        .ToLookup(static pair => pair.Id, static pair => pair.App, StringComparer.Ordinal);

    /// <summary>The finding with its place.</summary>
    public LintFinding Place(Finding finding)
    {
        string path = finding.AppId is string id ? PathIn(id, finding) : "$";
        return new LintFinding(finding, path, document.Places?.LineOf(path) ?? 1);
    }

    private string PathIn(string appId, Finding finding)
    {
        LintedApp[] apps = [.. _apps[appId]];
        if (apps.Length == 0) return "$";

        // Of a blue and a green app, the one that has what it is about.
        IEnumerable<string> paths = apps.SelectMany(app => Exactly(app, finding))
            .Concat(apps.SelectMany(app => Nearest(app, finding)))
            .Concat(apps.SelectMany(app => PortsOf(app, finding)));
        return paths.FirstOrDefault(document.Places!.Has) ?? apps[0].Path;
    }

    /// <summary>The paths of the label or field that is named.</summary>
    private static IEnumerable<string> Exactly(LintedApp app, Finding finding)
    {
        string labels = JsonPlaces.Member(app.Path, "labels");
        if (finding.Subject is string subject)
        {
            yield return JsonPlaces.Member(labels, subject);
            if (subject is "id" or "healthChecks") yield return JsonPlaces.Member(app.Path, subject);
        }

        if (finding.Code == "app-malformed" && app.App.Malformed is string malformed) yield return $"{app.Path}.{malformed.Split(':')[0]}";
    }

    /// <summary>The path of the label by which a service claims what it is about.</summary>
    private static IEnumerable<string> Nearest(LintedApp app, Finding finding)
    {
        if (finding.Index is not int n) yield break;
        LabelId nearest = finding.Code == "vhost-conflict" ? LabelId.Vhost : LabelId.Port;
        foreach (AppLabel label in app.App.Labels)
        {
            if (label.Key.Index == n && label.Key.Id == nearest) yield return JsonPlaces.Member(JsonPlaces.Member(app.Path, "labels"), label.Name);
        }
    }

    /// <summary>The paths of the port, where no label is at fault.</summary>
    private static IEnumerable<string> PortsOf(LintedApp app, Finding finding)
    {
        if (finding.Index is not int n) yield break;
        foreach (string list in (string[])["container.portMappings", "container.docker.portMappings", "portDefinitions", "ports"])
        {
            yield return JsonPlaces.Element($"{app.Path}.{list}", n);
        }
    }
}

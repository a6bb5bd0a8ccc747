using MarathonLb.Apps;
using MarathonLb.Apps.Labels;
using MarathonLb.Findings;
using MarathonLb.Marathon;
using MarathonLb.Templates;

namespace MarathonLb.Asking;

/// <summary>Tells what becomes of each service port of an app.</summary>
/// <param name="asked">What is asked about.</param>
/// <param name="app">The app.</param>
/// <param name="appLabels">Its labels.</param>
/// <param name="ports">Its service ports; null where none is left.</param>
/// <param name="usable">False if the app as a whole is left out.</param>
/// <param name="reader">Reads labels.</param>
internal sealed class PortExplainer(AskedModel asked, AppInstance app, AppLabels appLabels, int?[] ports, bool usable, LabelReader reader)
{
    private static readonly string[] CostsTheService = ["label-template", "rejected", "port-taken"];

    /// <summary>Explains the port of an index.</summary>
    public PortExplanation Explain(int index)
    {
        List<Finding> own = [];
        ServiceLabels labels = reader.ServiceLabelsOf(app.Definition, index, own, out Template[] overrides, out bool good);
        Service? service = Array.Find(asked.Model.Services, other => other.AppId == app.AppId && other.Index == index);
        Finding[] findings = [.. own.Concat(asked.Findings.Where(finding => finding.AppId == app.AppId && finding.Index == index)).Distinct()];
        (string rule, string reason) = Decide(index, labels, good, service, findings);
        bool exposed = rule == "exposed";
        string[] groups = labels.Group ?? appLabels.Groups ?? [];
        return new PortExplanation(
            index,
            service?.Port ?? labels.Port ?? ports[index],
            exposed,
            rule,
            reason,
            service is null ? null : service.IsHttp ? "http" : "tcp",
            groups,
            exposed ? service!.Backend : null,
            exposed ? [.. WaysTo.Service(service!, asked)] : [],
            service?.HealthCheck is HealthCheck check ? TextOf(check, service) : null,
            exposed ? [.. service!.Servers.Select(static server => $"{server.Name} {server.Ip}:{server.Port}{(server.Draining ? " (draining)" : "")}")] : [],
            [.. overrides.Select(template => $"HAPROXY_{index}_{TemplateTable.Of(template.Name).FullName["HAPROXY_".Length..]}")],
            [.. findings.Select(static finding => finding.ToString()).Distinct(StringComparer.Ordinal)],
            exposed ? OwnedLines.Of(asked.Config, service!) : []);
    }

    private (string Rule, string Reason) Decide(int index, ServiceLabels labels, bool good, Service? service, Finding[] findings)
    {
        string n = $"HAPROXY_{index}_";
        if (asked.AppsOptions.FrameworkName is { Length: > 0 } name && app.AppId.TrimStart('/') == name) return ("ourselves", "this is marathon-lb's own app ($FRAMEWORK_NAME)");
        if (!usable) return ("app-left-out", "the app as a whole can't be served; see its findings");
        if (ports[index] is not int port) return ("no-port", "no service port is left in the range for IP-per-task apps");
        int later = Array.FindLastIndex(ports, other => other == port);
        if (later > index) return ("same-port", $"service port {port} has the index {later} too, whose labels count");
        if (labels.Enabled is false) return ("disabled", $"{n}ENABLED is false");
        if (labels.Enabled is null && asked.AppsOptions.StrictMode) return ("strict-mode", $"with --strict-mode only a service with {n}ENABLED=true is exposed");
        string[] groups = labels.Group ?? appLabels.Groups ?? [];
        if (!asked.AppsOptions.Exposes(groups)) return ("group", NoGroup(index, labels, groups));
        if (!good) return ("label", $"a label can't be read: {First(findings, FindingSeverity.Error)}");
        Finding? cost = Array.Find(findings, static finding => CostsTheService.Contains(finding.Code));
        if (cost is not null && (service is null || cost.Code == "label-template")) return (RuleOf(cost), cost.Reason);
        if (service is null) return WhyNoServers();
        if (service.Servers.Length == 0)
        {
            (string rule, string reason) = WhyNoServers();
            return (rule, $"{reason}; its listener and vhosts are kept and answer 503");
        }

        return ("exposed", cost is null ? "no rule speaks against it" : cost.Reason);
    }

    private string NoGroup(int index, ServiceLabels labels, string[] groups)
    {
        string ours = string.Join(", ", asked.AppsOptions.Groups);
        if (groups.Length == 0) return $"it has no group, and this load balancer serves {ours}; set HAPROXY_GROUP";
        string label = labels.Group is null ? "HAPROXY_GROUP" : $"HAPROXY_{index}_GROUP";
        return $"{label} is {string.Join(", ", groups)}, and this load balancer serves {ours}";
    }

    private (string Rule, string Reason) WhyNoServers()
    {
        if (app.Tasks.Length == 0) return ("no-tasks", $"the app has no tasks (instances: {app.Definition.Instances})");
        MarathonTask[] serving = [.. app.Tasks.Where(static task => TaskRules.IsServing(task.State))];
        if (serving.Length == 0) return ("no-servers", $"no task runs ({string.Join(", ", app.Tasks.Select(static task => task.State).Distinct(StringComparer.Ordinal))})");
        bool judged = asked.AppsOptions.HealthCheck && app.Definition.HealthChecks.Length > 0;
        if (judged && !Array.Exists(serving, static task => task.Health == TaskHealth.Alive))
        {
            return ("health", "with --health-check only a task that Marathon calls alive gets traffic, and none is");
        }

        return ("no-servers", First([.. asked.Findings.Where(finding => finding.AppId == app.AppId && finding.Code == "task-unusable")], FindingSeverity.Warning)
            ?? "no task has a host, an address and a port for it");
    }

    private static string RuleOf(Finding finding) => finding.Code == "label-template" ? "template" : finding.Code;

    private static string? First(Finding[] findings, FindingSeverity severity) => Array.Find(findings, finding => finding.Severity == severity)?.ToString();

    private static string TextOf(HealthCheck check, Service service)
    {
        bool byRequest = service.IsHttp && check.Protocol is not ("TCP" or "MESOS_TCP");
        string how = byRequest ? $"{check.Protocol} {check.Path ?? "/"}" : "TCP connect";
        string where = service.CheckedService is Service other ? $" on the port of service {other.Index}" : check.Port is int port ? $" on port {port}" : "";
        return $"{how}{where}, every {check.IntervalSeconds} s, down after {check.MaxConsecutiveFailures + 1} failures";
    }
}

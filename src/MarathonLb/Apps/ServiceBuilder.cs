using MarathonLb.Apps.Labels;
using MarathonLb.Findings;
using MarathonLb.Marathon;
using MarathonLb.Templates;

namespace MarathonLb.Apps;

/// <summary>Builds the services of one app (spec, section 1).</summary>
/// <param name="options">What the command line says.</param>
/// <param name="labels">Reads labels.</param>
/// <param name="tasks">Turns tasks into servers.</param>
/// <param name="ports">Assigns service ports where an app has none.</param>
internal sealed class ServiceBuilder(AppsOptions options, LabelReader labels, TaskServers tasks, PortAssigner ports)
{
    /// <summary>
    /// The services of an app that have servers (all of them with --keep-empty-services) and whose labels could be read, in the order of their service ports, and what is wrong with it,
    /// unless none of our groups exposes it: then it is another load balancer's concern.
    /// </summary>
    public BuiltApp Build(AppInstance app)
    {
        List<Finding> findings = [];
        NetworkMode mode = PortRules.ModeOf(app.Definition);
        int?[] servicePorts = PortRules.ServicePorts(app, mode, ports, out bool assigned);
        AppLabels appLabels = LabelReader.AppLabelsOf(app.Definition, findings, out bool good);
        good &= AppChecks.IsUsable(app, findings);
        UnknownLabels.Report(app.Definition, servicePorts.Length, findings);
        ServiceDraft?[] drafts = Drafts(app, servicePorts, findings, out List<ServiceDraft> distinct);
        bool resolved = tasks.AddTo(app, mode, drafts, findings, out IReadOnlyList<(string TaskId, bool Alive)> verdicts);
        bool ours = IsOurs(appLabels, distinct);
        Service[] services = Finish(app, appLabels, distinct, out bool[] usable, findings);
        if (!ours) KeepOnlyUnreadableGroups(findings);
        if (!good) services = [];
        else if (usable.Contains(false)) services = UsableOf(services, usable);
        return new BuiltApp(services, [.. findings], resolved && !assigned, verdicts);
    }

    private static Service[] UsableOf(Service[] services, bool[] usable) => [.. services.Where((_, i) => usable[i])];

    /// <summary>Of an app that none of our groups exposes, only a group that can't be read concerns us: it may have been meant to be one of ours.</summary>
    private static void KeepOnlyUnreadableGroups(List<Finding> findings) => findings.RemoveAll(
        static finding => finding is not { Code: "label-value", Subject: { } name } || name == "HAPROXY_DEPLOYMENT_GROUP" || !name.EndsWith("_GROUP", StringComparison.Ordinal));

    /// <summary>One draft per distinct service port: of two equal ones the later index's labels count, at the place of the first.</summary>
    private ServiceDraft?[] Drafts(AppInstance app, int?[] servicePorts, List<Finding> findings, out List<ServiceDraft> distinct)
    {
        distinct = [];
        ServiceDraft?[] drafts = new ServiceDraft?[servicePorts.Length];
        for (int n = 0; n < servicePorts.Length; n++)
        {
            if (servicePorts[n] is not int port)
            {
                findings.Add(new Finding(
                    FindingSeverity.Error, "port-range", app.AppId, null, null, "no service port is left in the range for IP-per-task apps",
                    "Widen --min-serv-port-ip-per-task and --max-serv-port-ip-per-task, or give the app a service port.")
                { Index = n });
                continue;
            }

            ServiceDraft draft = Draft(app, n, port, findings);
            int same = distinct.FindIndex(other => other.OriginalPort == port);
            if (same < 0)
            {
                distinct.Add(draft);
            }
            else
            {
                distinct[same] = draft;
                for (int i = 0; i < n; i++)
                {
                    if (drafts[i]?.OriginalPort == port) drafts[i] = draft;
                }
            }

            drafts[n] = draft;
        }

        return drafts;
    }

    private ServiceDraft Draft(AppInstance app, int n, int port, List<Finding> findings)
    {
        ServiceLabels read = labels.ServiceLabelsOf(app.Definition, n, findings, out Template[] overrides, out bool good);
        HealthCheck? own = HealthCheckChoice.For(app.Definition, n);
        HealthCheck? borrowed = own is null && read.BackendHealthcheckPortIndex is int other ? HealthCheckChoice.For(app.Definition, other) : null;
        return new ServiceDraft
        {
            Index = n,
            OriginalPort = port,
            Labels = read,
            Overrides = overrides,
            Good = good,
            Servers = new List<Server>(app.Tasks.Length),
            HealthCheck = own ?? borrowed,
            ForcedHttp = borrowed is not null && HealthCheckChoice.ForcesHttp(borrowed),
        };
    }

    /// <summary>The services to show, in the order of their ports, each pointing to the one whose port its health check uses.</summary>
    private Service[] Finish(AppInstance app, AppLabels appLabels, List<ServiceDraft> distinct, out bool[] usable, List<Finding> findings)
    {
        if (!options.KeepEmptyServices) distinct.RemoveAll(static draft => draft.Servers.Count == 0);
        if (distinct.Count > 1) distinct = [.. distinct.OrderBy(static draft => draft.Port)];
        Service[] services = new Service[distinct.Count];
        usable = new bool[distinct.Count];
        for (int i = 0; i < services.Length; i++)
        {
            services[i] = Finish(app, appLabels, distinct[i], findings);
            usable[i] = distinct[i].Good;
        }

        PointToChecked(app, services, findings);
        return services;
    }

    /// <summary>BACKEND_HEALTHCHECK_PORT_INDEX ranks the services that have servers, whether those without are shown or not.</summary>
    private static void PointToChecked(AppInstance app, Service[] services, List<Finding> findings)
    {
        if (!Array.Exists(services, static service => service.Labels.BackendHealthcheckPortIndex is not null)) return;
        Service[] serving = Array.FindAll(services, static service => service.Servers.Length > 0);
        foreach (Service service in serving)
        {
            if (service.Labels.BackendHealthcheckPortIndex is not int rank) continue;
            if (rank < serving.Length)
            {
                service.CheckedService = serving[rank];
            }
            else
            {
                findings.Add(new Finding(
                    FindingSeverity.Warning, "health-port-index", app.AppId, $"HAPROXY_{service.Index}_BACKEND_HEALTHCHECK_PORT_INDEX", $"{rank}",
                    $"the app has {serving.Length} service(s) with tasks, counted from 0; servers are checked on their own port",
                    "Use an index below that.")
                { Index = service.Index });
            }
        }
    }

    private Service Finish(AppInstance app, AppLabels appLabels, ServiceDraft draft, List<Finding> findings)
    {
        ServiceLabels read = draft.Labels;
        string[] vhosts = read.Vhost ?? [];
        return new Service
        {
            AppId = app.AppId,
            Index = draft.Index,
            Port = draft.Port,
            Enabled = read.Enabled ?? !options.StrictMode,
            Mode = ModeOf(draft),
            Labels = read,
            Groups = read.Group ?? appLabels.Groups ?? [],
            Servers = ServerList.Finish(draft.Servers, read.Sticky is true),
            HealthCheck = AppChecks.UsableCheck(app, draft, findings),
            Overrides = draft.Overrides,
            Definition = app.Definition,
            Backend = Names.OfBackend(app.AppId, draft.Port),
            Vhosts = vhosts,
            VhostValue = vhosts.Length > 0 ? string.Join(',', vhosts) : null,
            CleanedHostname = vhosts.Length > 0 ? $"{Names.Cleaned(vhosts[0])}_{Names.OfApp(app.AppId)}" : "",
            CleanedAppId = Names.Cleaned(app.AppId),
            Weight = read.BackendWeight is int weight and not 0 ? weight : read.Path is null ? 0 : 1,
        };
    }

    private static ServiceMode ModeOf(ServiceDraft draft)
    {
        if (draft.ForcedHttp) return ServiceMode.Http;
        if (draft.Labels.Mode is string label) return label == "http" ? ServiceMode.Http : ServiceMode.Tcp;
        return draft.HealthCheck is { Protocol: "HTTP" } || draft.Labels.Vhost is not null ? ServiceMode.Http : ServiceMode.Tcp;
    }

    /// <summary>True if one of our groups exposes a service of the app.</summary>
    private bool IsOurs(AppLabels appLabels, List<ServiceDraft> drafts) =>
        options.Exposes(appLabels.Groups ?? []) || drafts.Exists(draft => options.Exposes(draft.Labels.Group ?? []));
}

using Fluid;
using MarathonLb.Apps;
using MarathonLb.Apps.Labels;
using MarathonLb.Marathon;

namespace MarathonLb.Config;

/// <summary>
/// What Liquid templates see: <c>service</c>, <c>servers</c>, <c>server</c>, <c>labels</c>, <c>app</c>, and the classic placeholders as variables.
/// Accessors are registered one by one: reflection is not there in the native binary, and the list is also what a template of an app team may see.
/// </summary>
internal static class LiquidModel
{
    /// <summary>The options under which all Liquid templates are rendered.</summary>
    public static TemplateOptions Options { get; } = CreateOptions();

    private static TemplateOptions CreateOptions()
    {
        TemplateOptions options = new()
        {
            MaxSteps = Templates.LiquidDialect.MaxSteps,
            MaxRecursion = Templates.LiquidDialect.MaxRecursion,
            CultureInfo = System.Globalization.CultureInfo.InvariantCulture,
            ModelNamesComparer = StringComparer.Ordinal,
            StrictFilters = true,
        };
        Templates.LiquidFilters.Restrict(options.Filters);
        MemberAccessStrategy members = options.MemberAccessStrategy;
        Register(members);
        RegisterService(members);
        RegisterServer(members);
        RegisterApp(members);
        return options;
    }

    private static void RegisterService(MemberAccessStrategy members)
    {
        members.Register<Service, object>("appId", static service => service.AppId);
        members.Register<Service, object>("index", static service => service.Index);
        members.Register<Service, object>("port", static service => service.Port);
        members.Register<Service, object>("backend", static service => service.Backend);
        members.Register<Service, object>("mode", static service => service.IsHttp ? "http" : "tcp");
        members.Register<Service, object>("balance", static service => service.Labels.Balance ?? "roundrobin");
        members.Register<Service, object>("bindAddr", static service => service.Labels.BindAddr ?? "*");
        members.Register<Service, object>("vhosts", static service => service.Vhosts);
        members.Register<Service, object>("path", static service => service.Labels.Path!);
        members.Register<Service, object>("sticky", static service => service.IsSticky);
        members.Register<Service, object>("redirectToHttps", static service => service.Redirects);
        members.Register<Service, object>("useHsts", static service => service.Labels.UseHsts is true);
        members.Register<Service, object>("hasAuth", static service => service.Labels.Auth is not null);
        members.Register<Service, object>("weight", static service => service.Weight);
        members.Register<Service, object>("groups", static service => service.Groups);
        members.Register<Service, object>("networks", static service => service.Labels.BackendNetworkAllowedAcl ?? []);
        members.Register<Service, object>("servers", static service => service.Servers);
        members.Register<Service, object>("healthCheck", static service => service.HealthCheck!);
    }

    private static void RegisterServer(MemberAccessStrategy members)
    {
        members.Register<Server, object>("name", static server => server.Name);
        members.Register<Server, object>("id", static server => server.Id);
        members.Register<Server, object>("host", static server => server.Host);
        members.Register<Server, object>("ip", static server => server.Ip);
        members.Register<Server, object>("port", static server => server.Port);
        members.Register<Server, object>("taskId", static server => SuspectCharacter.OnOneLine(server.TaskId));
        members.Register<Server, object>("draining", static server => server.Draining);
        members.Register<Server, object>("cookie", static server => server.Cookie);
        members.Register<HealthCheck, object>("protocol", static check => check.Protocol);
        members.Register<HealthCheck, object>("path", static check => check.Path ?? "/");
        members.Register<HealthCheck, object>("port", static check => check.Port!);
        members.Register<HealthCheck, object>("interval", static check => check.IntervalSeconds);
        members.Register<HealthCheck, object>("timeout", static check => check.TimeoutSeconds);
        members.Register<HealthCheck, object>("maxFailures", static check => check.MaxConsecutiveFailures);
        members.Register<HealthCheck, object>("grace", static check => check.GracePeriodSeconds);
    }

    private static void RegisterApp(MemberAccessStrategy members)
    {
        members.Register<MarathonApp, object>("id", static app => SuspectCharacter.OnOneLine(app.Id));
        members.Register<MarathonApp, object>("instances", static app => app.Instances);
        members.Register<MarathonApp, object>("tasks", static app => app.Tasks.Length);
    }

    /// <summary>Labels by their full name, on one line: <c>labels.owner</c> or <c>labels["HAPROXY_0_VHOST"]</c>. AUTH is not shown: it holds a password.</summary>
    private static void Register(MemberAccessStrategy members) =>
        members.Register<LabelBag, object>(static (bag, name) => bag.Find(name)!);

    /// <summary>The labels of an app, for lookup by name.</summary>
    /// <param name="app">The app.</param>
    internal sealed class LabelBag(MarathonApp app)
    {
        /// <summary>A label's value; null if it is not there.</summary>
        public string? Find(string name)
        {
            foreach (AppLabel label in app.Labels)
            {
                if (label.Name == name && label.Key.Id != LabelId.Auth) return SuspectCharacter.OnOneLine(label.Value);
            }

            return null;
        }
    }
}

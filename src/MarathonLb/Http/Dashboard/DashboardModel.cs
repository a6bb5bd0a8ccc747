using System.Globalization;
using Fluid;
using MarathonLb.Http.Api;

namespace MarathonLb.Http.Dashboard;

/// <summary>What the pages see. Accessors one by one, as everywhere: there is no reflection in the native binary.</summary>
internal static class DashboardModel
{
    /// <summary>So many servers of a service are shown; a page with a thousand of each of fifty services helps nobody.</summary>
    private const int MostServers = 25;

    /// <summary>A page has some hundred rows of some dozen values.</summary>
    private const int MaxSteps = 2_000_000;

    /// <summary>The options under which the pages are rendered.</summary>
    public static TemplateOptions Options { get; } = CreateOptions();

    private static TemplateOptions CreateOptions()
    {
        TemplateOptions options = new() { MaxSteps = MaxSteps, CultureInfo = CultureInfo.InvariantCulture, ModelNamesComparer = StringComparer.Ordinal };
        MemberAccessStrategy members = options.MemberAccessStrategy;
        RegisterState(members);
        RegisterService(members);
        RegisterFinding(members);
        RegisterRound(members);
        RegisterPage<ServiceView>(members);
        RegisterPage<FindingView>(members);
        members.Register<DiffLine, object>("kind", static line => line.Kind);
        members.Register<DiffLine, object>("text", static line => line.Text);
        members.Register<Choice, object>("name", static choice => choice.Name);
        members.Register<Choice, object>("from", static choice => choice.From);
        members.Register<Choice, object>("to", static choice => choice.To);
        return options;
    }

    private static void RegisterState(MemberAccessStrategy members)
    {
        members.Register<StateView, object>("version", static state => state.Version);
        members.Register<StateView, object>("ready", static state => state.Ready);
        members.Register<StateView, object>("serversUp", static state => state.ServersUp!);
        members.Register<StateView, object>("errors", static state => state.Errors);
        members.Register<StateView, object>("excluded", static state => state.Excluded);
        members.Register<StateView, object>("pinned", static state => state.Pinned!);
        members.Register<StateView, object>("latestVersion", static state => state.LatestVersion!);
        members.Register<StateView, object>("nextCertificate", static state => state.NextCertificate!);
        members.Register<CertificateView, object>("file", static certificate => certificate.File);
        members.Register<CertificateView, object>("subject", static certificate => certificate.Subject);
        members.Register<CertificateView, object>("expires", static certificate => TimeText.Of(certificate.Expires));
        members.Register<PinnedView, object>("version", static pinned => pinned.Version);
        members.Register<PinnedView, object>("since", static pinned => TimeText.Of(pinned.Since));
        members.Register<ReadinessDocument, object>("ok", static ready => ready.Ready);
        members.Register<ReadinessDocument, object>("why", static ready => ready.Why!);
        members.Register<ReadinessDocument, object>("serving", static ready => ready.Serving);
        members.Register<ReadinessDocument, object>("age", static ready => ready.SnapshotAgeSeconds is double age ? TimeText.Span(TimeSpan.FromSeconds(age)) : null!);
        members.Register<ReadinessDocument, object>("lastRound", static ready => ready.LastRound!);
        members.Register<ReadinessDocument, object>("lastProblem", static ready => ready.LastProblem!);
        members.Register<ReadinessDocument, object>("held", static ready => ready.Held!);
        members.Register<ReadinessDocument, object>("services", static ready => ready.Services);
        members.Register<ReadinessDocument, object>("servers", static ready => ready.Servers);
        members.Register<ReadinessDocument, object>("findings", static ready => ready.Findings);
        members.Register<ReadinessDocument, object>("oldWorkers", static ready => ready.OldWorkers);
        members.Register<ReadinessDocument, object>("oldestWorker", static ready => ready.OldestWorkerAgeSeconds is double age ? TimeText.Span(TimeSpan.FromSeconds(age)) : null!);
        members.Register<ReadinessDocument, object>("rounds", static ready => ready.Rounds);
        members.Register<ReadinessDocument, object>("updates", static ready => ready.Updates);
        members.Register<ReadinessDocument, object>("reloads", static ready => ready.Reloads.Values.Sum());
        members.Register<ReadinessDocument, object>("reloadReasons", static ready =>
            string.Join(", ", ready.Reloads.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => $"{pair.Key} {pair.Value}")));
        members.Register<ReadinessDocument, object>("failedReloads", static ready => ready.FailedReloads);
        members.Register<ReadinessDocument, object>("byHand", static ready => string.Join(", ", ready.ByHand.Take(MostServers)));
    }

    private static void RegisterService(MemberAccessStrategy members)
    {
        members.Register<ServiceView, object>("app", static service => service.App);
        members.Register<ServiceView, object>("index", static service => service.Index);
        members.Register<ServiceView, object>("port", static service => service.Port);
        members.Register<ServiceView, object>("mode", static service => service.Mode);
        members.Register<ServiceView, object>("backend", static service => service.Backend);
        members.Register<ServiceView, object>("vhosts", static service => service.Vhosts);
        members.Register<ServiceView, object>("path", static service => service.Path!);
        members.Register<ServiceView, object>("groups", static service => string.Join(", ", service.Groups));
        members.Register<ServiceView, object>("status", static service => service.Status);
        members.Register<ServiceView, object>("listens", static service => service.Listens);
        members.Register<ServiceView, object>("auth", static service => service.Auth);
        members.Register<ServiceView, object>("redirects", static service => service.RedirectsToHttps);
        members.Register<ServiceView, object>("sticky", static service => service.Sticky);
        members.Register<ServiceView, object>("servers", static service => service.Servers.Length > MostServers ? service.Servers[..MostServers] : service.Servers);
        members.Register<ServiceView, object>("furtherServers", static service => Math.Max(0, service.Servers.Length - MostServers));
        members.Register<ServiceView, object>("summary", static service => Summary(service));
        members.Register<ServiceView, object>("health", static service =>
            service.Servers.Length == 0 ? "bad" : service.Servers.All(static server => server.State is "up" or "starting") ? "good"
            : service.Servers.All(static server => server.State == "unknown") ? "plain" : service.Servers.Any(static server => server.State is "up" or "starting") ? "warn" : "bad");
        members.Register<ServerView, object>("name", static server => server.Name);
        members.Register<ServerView, object>("host", static server => server.Host);
        members.Register<ServerView, object>("address", static server => server.Address);
        members.Register<ServerView, object>("task", static server => server.Task);
        members.Register<ServerView, object>("state", static server => server.State);
        members.Register<ServerView, object>("weight", static server => server.Weight!);
    }

    private static void RegisterFinding(MemberAccessStrategy members)
    {
        members.Register<FindingView, object>("severity", static finding => finding.Severity);
        members.Register<FindingView, object>("code", static finding => finding.Code);
        members.Register<FindingView, object>("app", static finding => finding.App!);
        members.Register<FindingView, object>("subject", static finding => finding.Subject!);
        members.Register<FindingView, object>("value", static finding => finding.Value!);
        members.Register<FindingView, object>("reason", static finding => finding.Reason);
        members.Register<FindingView, object>("fix", static finding => finding.Fix);
        members.Register<ExcludedView, object>("app", static excluded => excluded.App);
        members.Register<ExcludedView, object>("index", static excluded => excluded.Index);
        members.Register<ExcludedView, object>("since", static excluded => TimeText.Of(excluded.Since));
        members.Register<ExcludedView, object>("serves", static excluded => excluded.Serves);
        members.Register<ExcludedView, object>("subject", static excluded => excluded.Subject!);
        members.Register<ExcludedView, object>("reason", static excluded => excluded.Reason);
        members.Register<ExcludedView, object>("fix", static excluded => excluded.Fix);
    }

    private static void RegisterRound(MemberAccessStrategy members)
    {
        members.Register<RoundView, object>("number", static round => round.Number);
        members.Register<RoundView, object>("time", static round => TimeText.Of(round.Time));
        members.Register<RoundView, object>("times", static round => round.Times);
        members.Register<RoundView, object>("cause", static round => round.Cause);
        members.Register<RoundView, object>("outcome", static round => round.Outcome);
        members.Register<RoundView, object>("good", static round => round.Good);
        members.Register<RoundView, object>("how", static round => round.How);
        members.Register<RoundView, object>("changes", static round => round.Changes!);
        members.Register<RoundView, object>("problem", static round => round.Problem!);
        members.Register<RoundView, object>("took", static round => $"{Milliseconds(round.Milliseconds)} ms");
        members.Register<RoundView, object>("stages", static round => round.Stages!);
        members.Register<RoundView, object>("touched", static round => round.Touched!);
        members.Register<StagesView, object>("fetch", static stages => Milliseconds(stages.Fetch));
        members.Register<StagesView, object>("render", static stages => Milliseconds(stages.Render));
        members.Register<StagesView, object>("validate", static stages => Milliseconds(stages.Validate));
        members.Register<StagesView, object>("apply", static stages => Milliseconds(stages.Apply));
        members.Register<TouchedView, object>("apps", static touched => touched.Apps);
        members.Register<TouchedView, object>("furtherApps", static touched => touched.AppCount - touched.Apps.Length);
        members.Register<VersionView, object>("number", static version => version.Number);
        members.Register<VersionView, object>("time", static version => TimeText.Of(version.Time));
        members.Register<VersionView, object>("cause", static version => version.Cause);
        members.Register<VersionView, object>("changes", static version => version.Changes);
        members.Register<VersionView, object>("inForce", static version => version.InForce);
    }

    private static void RegisterPage<T>(MemberAccessStrategy members)
    {
        members.Register<Page<T>, object>("items", static page => page.Items);
        members.Register<Page<T>, object>("total", static page => page.Total);
        members.Register<Page<T>, object>("number", static page => page.Number);
        members.Register<Page<T>, object>("pages", static page => page.Pages);
        members.Register<Page<T>, object>("before", static page => page.Number > 1 ? page.Number - 1 : null!);
        members.Register<Page<T>, object>("after", static page => page.Number < page.Pages ? page.Number + 1 : null!);
    }

    private static string Milliseconds(double milliseconds) => milliseconds.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Summary(ServiceView service) => service.Servers.Length == 0 ? "none"
        : string.Join(", ", service.Servers.GroupBy(static server => server.State, StringComparer.Ordinal).Select(static group => $"{group.Count()} {group.Key}"));
}

using System.Globalization;
using MarathonLb.Apps;
using MarathonLb.Findings;
using MarathonLb.Haproxy.Runtime;
using MarathonLb.Http.Api;
using MarathonLb.Reconcile.Isolation;

namespace MarathonLb.Reconcile.Insight;

/// <summary>Turns what rounds know into what is shown. No label's value goes out but in a finding, and there masked.</summary>
internal static class Views
{
    /// <summary>A service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="groups">Which are ours.</param>
    /// <param name="states">The states of its servers; null if HAProxy does not tell.</param>
    public static ServiceView Of(Service service, AppsOptions groups, IReadOnlyDictionary<(string Backend, string Server), RunningServer>? states) => new(
        service.AppId,
        service.Index,
        service.Port,
        service.IsHttp ? "http" : "tcp",
        service.Backend,
        service.Vhosts,
        service.Labels.Path,
        service.Groups,
        !service.Enabled ? "disabled" : !groups.Exposes(service.Groups) ? "other group" : service.Servers.Length == 0 ? "no servers" : "served",
        service.Listens,
        service.Labels.Auth is not null,
        service.Redirects,
        service.IsSticky,
        Array.ConvertAll(service.Servers, server => Of(server, states?.GetValueOrDefault((service.Backend, server.Name)))));

    /// <summary>A finding.</summary>
    public static FindingView Of(Finding finding, SecretMask mask) => new(
        finding.Severity.ToString().ToLowerInvariant(),
        finding.Code,
        finding.AppId,
        finding.Index,
        finding.Subject,
        finding.Value is null ? null : IsSecret(finding.Subject) ? "***" : mask.Apply(finding.Value),
        mask.Apply(finding.Reason),
        finding.Advice);

    /// <summary>A service that HAProxy rejects.</summary>
    public static ExcludedView Of(Exclusion exclusion, SecretMask mask) => new(
        exclusion.AppId, exclusion.Index, exclusion.Since, exclusion.LastGood is not null, exclusion.Reason.Subject, mask.Apply(exclusion.Reason.Reason), exclusion.Reason.Advice);

    private static ServerView Of(Server server, RunningServer? running) => new(
        server.Name,
        server.Host,
        string.Create(CultureInfo.InvariantCulture, $"{server.Ip}:{server.Port}"),
        server.TaskId,
        running is null ? "unknown" : StateOf(running),
        running?.UserWeight);

    /// <summary>Whom a round's changes touch.</summary>
    public static TouchedView? Of(Touched? touched) =>
        touched is null ? null : new TouchedView(touched.Apps, touched.AppCount, touched.ServersAdded, touched.ServersRemoved);

    /// <summary>A round's times.</summary>
    public static StagesView Of(RoundTimes times) => new(
        RoundTimes.Milliseconds(times.Fetch), RoundTimes.Milliseconds(times.Render), RoundTimes.Milliseconds(times.Validate), RoundTimes.Milliseconds(times.Apply));

    private static string StateOf(RunningServer server) =>
        (server.Admin & ServerAdminState.AnyMaintenance) != ServerAdminState.None ? "maintenance"
        : (server.Admin & ServerAdminState.AnyDrain) != ServerAdminState.None || server.UserWeight == 0 || server.State == OperationalState.Stopping ? "drain"
        : server.State switch
        {
            OperationalState.Running => "up",
            OperationalState.Starting => "starting",
            _ => "down",
        };

    private static bool IsSecret(string? subject) => subject is not null && subject.EndsWith("_AUTH", StringComparison.Ordinal);
}

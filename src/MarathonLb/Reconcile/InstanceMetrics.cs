using MarathonLb.Apps;
using MarathonLb.Findings;
using MarathonLb.Haproxy.Certificates;
using MarathonLb.Haproxy;
using MarathonLb.Http;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Events;
using MarathonLb.Observability;
using MarathonLb.Reconcile.Live;
using MarathonLb.Reconcile.Planning;

namespace MarathonLb.Reconcile;

/// <summary>The load balancer in numbers, for <c>/_mlb/metrics</c>. Names are part of the interface: add, don't rename.</summary>
/// <param name="round">Its rounds.</param>
/// <param name="rounds">How they ended.</param>
/// <param name="counts">What was done to HAProxy.</param>
/// <param name="requests">What was asked of Marathon.</param>
/// <param name="events">What it told.</param>
/// <param name="certificates">When certificates expire; null if nobody watches them.</param>
/// <param name="version">Our version.</param>
internal sealed class InstanceMetrics(
    ConfigRound round, RoundCounts rounds, LiveCounts counts, RequestCounts requests, Func<EventStream?> events, CertificateDates? certificates, string version)
{
    /// <summary>The metrics of this moment.</summary>
    /// <param name="status">How the load balancer is.</param>
    public string Write(InstanceStatus status)
    {
        MetricsText text = new();
        text.Gauge("build_info", "Our version.").Sample(1, ("version", version));
        text.Gauge("serving", "1 if HAProxy runs with a configuration of ours.").Sample(status.Serving ? 1 : 0);
        if (status.SnapshotAge is TimeSpan age) text.Gauge("snapshot_age_seconds", "Age of the last good look at Marathon.").Sample(age.TotalSeconds);
        text.Gauge("held", "1 while an answer of Marathon's is held that would take many servers out.").Sample(status.Held is null ? 0 : 1);
        WriteModel(text, status);
        WriteRounds(text);
        WriteHaproxy(text, status);
        WriteCertificates(text);
        WriteMarathon(text);
        return text.ToString();
    }

    private void WriteModel(MetricsText text, InstanceStatus status)
    {
        Service[] services = round.Last?.Model.Services ?? [];
        text.Gauge("apps", "Apps with services.").Sample(services.Select(static service => service.AppId).Distinct(StringComparer.Ordinal).Count());
        text.Gauge("services", "Service ports.").Sample(status.Services);
        text.Gauge("servers", "Servers of all services.").Sample(status.Servers);
        text.Gauge("excluded_services", "Services that HAProxy rejects.").Sample(round.Excluded.Count);
        FindingLog? findings = round.Last?.Findings;
        text.Gauge("findings", "Findings of the last round, by severity.");
        foreach (FindingSeverity severity in Enum.GetValues<FindingSeverity>())
        {
            text.Sample(findings?.Count(finding => finding.Severity == severity) ?? 0, ("severity", severity.ToString().ToLowerInvariant()));
        }

        text.Gauge("conflicts", "Services that claim what another one has.")
            .Sample(findings?.Count(static finding => finding.Code.EndsWith("-conflict", StringComparison.Ordinal)) ?? 0);
    }

    private void WriteRounds(MetricsText text)
    {
        text.Counter("rounds_total", "Rounds by how they ended.");
        foreach ((RoundKind kind, long count) in rounds.Rounds) text.Sample(count, ("outcome", kind.ToString().ToLowerInvariant()));
        text.Histogram("event_to_traffic_seconds", "From the first event that asked for a round until HAProxy serves what came of it.", rounds.EventToTraffic);
        text.Histogram("round_stage_seconds", "How long the stages of rounds took: fetch, render, validate, apply.");
        foreach ((RoundStage stage, Histogram durations) in rounds.Stages) text.Buckets(durations, ("stage", stage.ToString().ToLowerInvariant()));
    }

    private void WriteHaproxy(MetricsText text, InstanceStatus status)
    {
        text.Counter("reloads_total", "Starts and reloads of HAProxy, by reason and result.");
        foreach (((ReloadReason reason, bool good), long count) in counts.Reloads) text.Sample(count, ("reason", ReloadReasons.NameOf(reason)), ("result", good ? "good" : "failed"));
        text.Counter("runtime_updates_total", "Rounds that changed HAProxy without a reload.").Sample(counts.Updates);
        text.Counter("runtime_commands_total", "Commands sent to HAProxy, by kind and result.");
        foreach (((Haproxy.Runtime.CommandKind kind, bool good), long count) in counts.Commands) text.Sample(count, ("kind", kind.ToString()), ("result", good ? "good" : "failed"));
        text.Gauge("old_workers", "HAProxy workers that only finish their sessions.").Sample(status.OldWorkers);
        if (status.OldestWorkerAge is TimeSpan age) text.Gauge("oldest_worker_age_seconds", "Age of the oldest of them.").Sample(age.TotalSeconds);
        text.Gauge("servers_set_by_hand", "Servers that an operator keeps in maintenance, drains or weighs by hand.").Sample(status.Activity.ByHand.Count);
    }

    private void WriteCertificates(MetricsText text)
    {
        if (certificates is null) return;
        text.Gauge("certificate_expiry_timestamp_seconds", "When a certificate that HAProxy has loaded expires, in seconds since 1970; the soonest 1000.");
        foreach (CertificateExpiry expiry in certificates.Soonest) text.Sample(expiry.At.ToUnixTimeSeconds(), ("file", expiry.File), ("subject", expiry.Subject));
        text.Gauge("certificates_unknown", "Certificates whose expiry is not known: their file can't be read, or has never been what HAProxy has loaded.").Sample(certificates.Unknown);
    }

    private void WriteMarathon(MetricsText text)
    {
        text.Counter("marathon_requests_total", "Requests to Marathon, by host and status.");
        foreach (((string host, string answer), long count) in requests.All) text.Sample(count, ("host", host), ("status", answer));
        if (events() is not EventStream stream) return;
        text.Counter("events_total", "Events received, by type.");
        foreach ((string type, long count) in stream.Received) text.Sample(count, ("type", type));
        text.Counter("event_stream_reconnects_total", "How often the event stream ended.").Sample(stream.Reconnects);
        text.Gauge("event_stream_connected", "1 while the event stream is open.").Sample(stream.Host is null ? 0 : 1);
    }
}

using MarathonLb.Apps;
using MarathonLb.Findings;
using MarathonLb.Haproxy.Certificates;
using MarathonLb.Haproxy.Runtime;
using MarathonLb.Http;
using MarathonLb.Http.Api;
using MarathonLb.Reconcile.Versions;
using HaproxyStates = System.Collections.Generic.IReadOnlyDictionary<(string Backend, string Server), MarathonLb.Haproxy.Runtime.RunningServer>;

namespace MarathonLb.Reconcile.Insight;

/// <summary>What viewers see of the running load balancer. Rounds leave a picture; nobody who looks keeps a round waiting.</summary>
/// <param name="version">The program's version.</param>
/// <param name="instance">Knows its state.</param>
/// <param name="round">Does the rounds.</param>
/// <param name="generator">Knows what is pinned.</param>
/// <param name="groups">Which services are ours.</param>
/// <param name="keeper">Keeps the versions.</param>
/// <param name="configs">What can be compared.</param>
/// <param name="states">The servers' states; null if HAProxy is not ours to ask.</param>
/// <param name="clock">The clock.</param>
internal sealed class InstanceInsight(
    string version,
    IInstance instance,
    ConfigRound round,
    ConfigGenerator generator,
    AppsOptions groups,
    VersionKeeper keeper,
    KeptConfigs configs,
    SharedServerStates? states,
    TimeProvider clock) : IInsight
{
    /// <summary>Comparing takes seconds where everything differs: one at a time, and nobody waits long for another's.</summary>
    private static readonly TimeSpan DiffPatience = TimeSpan.FromSeconds(2);

    private readonly RoundHistory _history = new(clock);
    private readonly Lock _comparing = new();
    private volatile RoundPicture _picture = RoundPicture.Empty;

    /// <summary>When certificates expire; null if nobody watches them.</summary>
    public CertificateDates? Certificates { get; init; }

    /// <inheritdoc/>
    public ExcludedView[] Excluded
    {
        get
        {
            RoundPicture picture = _picture;
            return Array.ConvertAll(picture.Excluded, exclusion => Views.Of(exclusion, picture.Mask));
        }
    }

    /// <inheritdoc/>
    public RoundView[] Rounds => _history.Rounds;

    /// <inheritdoc/>
    public VersionView[] Versions
    {
        get
        {
            IReadOnlyList<RulesVersion> kept = keeper.Versions;
            int inForce = generator.Pin?.Version ?? (kept.Count > 0 ? kept[^1].Number : 0);
            return [.. kept.Reverse().Select(kept => new VersionView(kept.Number, kept.Time, kept.Cause, kept.Changes, kept.Number == inForce))];
        }
    }

    /// <inheritdoc/>
    public string[] Configs => configs.Names;

    /// <summary>A round has ended; called between the rounds.</summary>
    public void Hear(RoundReport report)
    {
        _history.Add(report);
        if (round.Last is not Generation generation) return;
        _picture = RoundPicture.Of(generation, round.Excluded, report.Outcome.Good || report.Outcome.Kind is RoundKind.NoSnapshot or RoundKind.Held);
        if (report.Outcome.Good) keeper.Serves(generation, report.Causes, report.Outcome.Changes ?? "first seen");
    }

    /// <inheritdoc/>
    public async Task<StateView> StateAsync()
    {
        RoundPicture picture = _picture;
        HaproxyStates? seen = await StatesAsync();
        IReadOnlyList<RulesVersion> kept = keeper.Versions;
        return new StateView(
            version,
            ReadinessDocument.Of(instance),
            seen is null ? null : picture.Services.Sum(service => service.Servers.Count(server => seen.TryGetValue((service.Backend, server.Name), out RunningServer? running) && running.Serves)),
            picture.Findings.Count(static finding => finding.Severity == FindingSeverity.Error),
            picture.Excluded.Length,
            generator.Pin is PinnedRules pin ? new PinnedView(pin.Version, pin.Since) : null,
            kept.Count > 0 ? kept[^1].Number : null)
        {
            NextCertificate = Certificates?.Soonest is [CertificateExpiry next, ..] ? new CertificateView(next.File, next.Subject, next.At) : null,
        };
    }

    /// <inheritdoc/>
    public async Task<Page<ServiceView>> ServicesAsync(string query, int page, int size)
    {
        Page<Service> part = Page<Service>.Of(_picture.Find(query), page, size);
        HaproxyStates? seen = await StatesAsync();
        return part.Select(service => Views.Of(service, groups, seen));
    }

    /// <inheritdoc/>
    public Page<FindingView> Findings(string query, bool? conflicts, int page, int size)
    {
        RoundPicture picture = _picture;
        string[] words = RoundPicture.WordsOf(query);
        List<Finding> found = [.. picture.Findings.Where(finding =>
            (conflicts is null || (finding.Code != "rejected" && conflicts == finding.Code.EndsWith("-conflict", StringComparison.Ordinal)))
            && (words.Length == 0 || RoundPicture.HasAll(picture.Mask.Apply(finding.ToString()).ToLowerInvariant(), words)))];
        return Page<Finding>.Of(found, page, size).Select(finding => Views.Of(finding, picture.Mask));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Diff(string from, string to, out string? problem)
    {
        if (!_comparing.TryEnter(DiffPatience))
        {
            problem = "another comparison is under way; try again";
            return [];
        }

        try
        {
            RoundPicture picture = _picture;
            string old = configs.Read(from, picture.Desired, out problem);
            if (problem is not null) return [];
            string wanted = configs.Read(to, picture.Desired, out problem);
            return problem is not null ? [] : [.. UnifiedDiff.Lines(old, wanted, from, to).Select(picture.Mask.Apply)];
        }
        finally
        {
            _comparing.Exit();
        }
    }

    private async Task<HaproxyStates?> StatesAsync() => states is null ? null : await states.GetAsync();
}

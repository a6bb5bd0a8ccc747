using MarathonLb.Http;
using MarathonLb.Http.Api;

namespace MarathonLb.Tests.Http.Dashboard;

/// <summary>An insight in which every text is one that a page must not take for its own.</summary>
internal sealed class FakeInsight(string text, int services = 3) : IInsight, IRollback
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public bool IsPinned { get; init; }

    public List<int?> Rollbacks { get; } = [];

    public ExcludedView[] Excluded => [new(text, 0, Noon, true, text, text, text)];

    public RoundView[] Rounds => [new(7, Noon, 2, text, text, true, text, text, null, 12.34), new(6, Noon, 1, text, text, false, text, null, text, 1)];

    public VersionView[] Versions => [new(2, Noon, text, text, true)];

    public string[] Configs => ["live", text];

    public Task<StateView> StateAsync()
    {
        ReadinessDocument ready = ReadinessDocument.Of(new FakeInstance { WhyNotReady = text, Status = new(TimeSpan.FromSeconds(3), true, text, text, 1, 2, 3, 4, null) { Held = text } });
        return Task.FromResult(new StateView(text, ready, 2, 1, 1, IsPinned ? new PinnedView(2, Noon) : null, 2) { NextCertificate = new CertificateView(text, text, Noon) });
    }

    public Task<Page<ServiceView>> ServicesAsync(string query, int page, int size)
    {
        ServerView[] servers = [new(text, text, text, text, "up", 1), new("b", "h", "1.2.3.4:5", "t", "down", null)];
        ServiceView[] all = [.. Enumerable.Range(0, services).Select(i => new ServiceView(text, i, 10_000 + i, "http", text, [text], text, [text], "served", true, true, true, true, servers))];
        return Task.FromResult(Page<ServiceView>.Of(all, page, size));
    }

    public Page<FindingView> Findings(string query, bool? conflicts, int page, int size) =>
        Page<FindingView>.Of([new("error", text, text, 0, text, text, text, text)], page, size);

    public IReadOnlyList<string> Diff(string from, string to, out string? problem)
    {
        problem = from == "none" ? text : null;
        return from == "live" && to == "desired" ? ["--- live", "+++ desired", "@@ -1 +1 @@", $"-{text}", $"+{text}"] : [];
    }

    public bool To(int number, out string answer)
    {
        Rollbacks.Add(number);
        answer = $"version {number}";
        return number == 2;
    }

    public bool Release(out string answer)
    {
        Rollbacks.Add(null);
        answer = "released";
        return true;
    }
}

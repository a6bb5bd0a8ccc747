using System.Text;
using MarathonLb.Http;

namespace MarathonLb.Tests.Http;

/// <summary>A load balancer that answers what the test says and counts what it is asked to do.</summary>
internal sealed class FakeInstance : IInstance
{
    private int _refreshes;
    private int _reloads;

    public ReadOnlyMemory<byte> RunningConfig { get; set; } = Encoding.UTF8.GetBytes("global\n  # hällo\n");

    public ReadOnlyMemory<byte> DomainMap { get; set; } = Encoding.UTF8.GetBytes("a.example.com a_10000\n");

    public ReadOnlyMemory<byte> AppMap { get; set; }

    public Func<CancellationToken, Task<IReadOnlyList<int>>> Pids { get; set; } = _ => Task.FromResult<IReadOnlyList<int>>([7, 12]);

    public string? WhyNotReady { get; set; }

    public InstanceStatus Status { get; set; } = new(TimeSpan.FromSeconds(2.04), true, "reloaded", null, 3, 9, 1, 0, null);

    public string Metrics { get; set; } = "marathon_lb_serving 1\n";

    public int Refreshes => _refreshes;

    public int Reloads => _reloads;

    public Task<IReadOnlyList<int>> HaproxyPidsAsync(CancellationToken cancellation) => Pids(cancellation);

    public bool IsReady(out string why)
    {
        why = WhyNotReady ?? "";
        return WhyNotReady is null;
    }

    /// <summary>What is held.</summary>
    public string? HeldAnswer { get; set; }

    public string? Accept() => HeldAnswer;

    public void RequestRefresh() => Interlocked.Increment(ref _refreshes);

    public void RequestReload() => Interlocked.Increment(ref _reloads);
}

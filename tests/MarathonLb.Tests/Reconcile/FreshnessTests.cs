using MarathonLb.Reconcile;
using Microsoft.Extensions.Time.Testing;

namespace MarathonLb.Tests.Reconcile;

public sealed class FreshnessTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Freshness _freshness;

    public FreshnessTests()
    {
        _freshness = new Freshness(_clock);
        _freshness.WatchStream(() => _clock.GetUtcNow());
    }

    [Fact]
    public void Age_NeverSeen_IsNone() => Assert.Null(_freshness.Age);

    [Fact]
    public void Age_NothingOwed_CountsFromTheStreamsLastSign()
    {
        _freshness.Fetched(_freshness.Debts);
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(TimeSpan.Zero, _freshness.Age);
    }

    [Fact]
    public void Age_EventSinceTheRequestsWereTaken_CountsFromTheLook()
    {
        long debts = _freshness.Debts;
        _freshness.Owe();
        _freshness.Fetched(debts);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(TimeSpan.FromSeconds(10), _freshness.Age);

        _freshness.Fetched(_freshness.Debts);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(TimeSpan.Zero, _freshness.Age);
    }
}

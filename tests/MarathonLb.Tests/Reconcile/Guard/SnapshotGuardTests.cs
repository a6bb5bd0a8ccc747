using CsCheck;
using MarathonLb.Reconcile.Guard;
using MarathonLb.Reconcile.Live;
using Microsoft.Extensions.Time.Testing;

namespace MarathonLb.Tests.Reconcile.Guard;

public sealed class SnapshotGuardTests
{
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(120);

    private readonly FakeTimeProvider _clock = new();
    private readonly ListLogger _log = new();

    [Theory]
    [InlineData(100, 50, true)]
    [InlineData(100, 49, false)]
    [InlineData(100, 0, false)]
    [InlineData(6, 1, false)]
    [InlineData(4, 0, true)]
    [InlineData(10, 6, true)]
    public void LetsThrough_Loss_UpToHalfOrFewServers(int before, int after, bool expected) => Assert.Equal(expected, Guard().LetsThrough(Loss(before, after), whole: true));

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void LetsThrough_EmptyList_NeverInSse(int before)
    {
        SnapshotGuard guard = Guard();
        for (int i = 0; i < 100; i++)
        {
            Assert.False(guard.LetsThrough(Loss(before, 0) with { EmptyList = true }, whole: true));
            _clock.Advance(TimeSpan.FromMinutes(10));
        }
    }

    [Fact]
    public void LetsThrough_EmptyListInPoll_AfterItsHold()
    {
        SnapshotGuard guard = Guard(emptyHold: TimeSpan.FromSeconds(600));
        Drop empty = Loss(2, 0) with { EmptyList = true };
        Assert.False(guard.LetsThrough(empty, whole: true));
        _clock.Advance(TimeSpan.FromSeconds(599));
        Assert.False(guard.LetsThrough(empty, whole: true));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(guard.LetsThrough(empty, whole: true));
        Assert.Null(guard.Held);
    }

    [Fact]
    public void LetsThrough_EmptyListAllOfItExplained_IsApplied() =>
        Assert.True(Guard().LetsThrough(new Drop(100, 0, EmptyList: true, new HashSet<ServerKey>()), whole: true));

    [Fact]
    public void LetsThrough_AnswersThatAgree_AreAppliedAfterTheHoldAndToldTwice()
    {
        SnapshotGuard guard = Guard();
        for (int i = 0; i < 12; i++)
        {
            Assert.False(guard.LetsThrough(Loss(100, 40 - (i % 3)), whole: true));
            Assert.NotNull(guard.Held);
            Assert.Equal(TimeSpan.FromSeconds(10), guard.RetryIn);
            _clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.True(guard.LetsThrough(Loss(100, 38), whole: true));
        Assert.Null(guard.Held);
        Assert.Null(guard.RetryIn);
        Assert.Equal(1, guard.Holds);
        Assert.Equal(2, _log.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void LetsThrough_AnswerBetweenIsUnusable_TheTimeBeginsAnew()
    {
        SnapshotGuard guard = Guard();
        Assert.False(guard.LetsThrough(Loss(100, 0), whole: true));
        _clock.Advance(TimeSpan.FromSeconds(100));
        guard.Interrupt();
        Assert.False(guard.LetsThrough(Loss(100, 0), whole: true));
        _clock.Advance(TimeSpan.FromSeconds(100));
        Assert.False(guard.LetsThrough(Loss(100, 0), whole: true));
        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.True(guard.LetsThrough(Loss(100, 0), whole: true));
    }

    [Fact]
    public void LetsThrough_EmptyThenHalfThenOtherHalf_TheTimeBeginsAnewEachTime()
    {
        SnapshotGuard guard = Guard();
        Drop[] answers = [Loss(100, 0) with { EmptyList = true }, Loss(100, 45), new Drop(100, 45, false, Keys(0, 55))];
        foreach (Drop answer in answers)
        {
            Assert.False(guard.LetsThrough(answer, whole: true));
            _clock.Advance(TimeSpan.FromSeconds(100));
        }

        Assert.Equal(1, guard.Holds);
    }

    [Fact]
    public void LetsThrough_AnswerAsBefore_EndsTheHold()
    {
        SnapshotGuard guard = Guard();
        Assert.False(guard.LetsThrough(Loss(100, 0), whole: true));
        _clock.Advance(Hold);
        Assert.True(guard.LetsThrough(Loss(100, 100), whole: true));
        Assert.Null(guard.Held);
        Assert.False(guard.LetsThrough(Loss(100, 0), whole: true));
        Assert.Equal(2, guard.Holds);
    }

    [Fact]
    public void LetsThrough_OneApp_LosingMuchAsksForAllAndHoldsNothing()
    {
        SnapshotGuard guard = Guard();
        Assert.False(guard.LetsThrough(Loss(300, 100), whole: false));
        Assert.Null(guard.Held);
        Assert.False(guard.LetsThrough(Loss(300, 100), whole: true));
        Assert.True(guard.LetsThrough(Loss(300, 299), whole: false));
        Assert.NotNull(guard.Held);
    }

    [Fact]
    public void LetsThrough_AppAfterApp_IsHeldWhenHalfIsGone()
    {
        SnapshotGuard guard = Guard();
        int servers = 100;
        while (guard.LetsThrough(Loss(servers, servers - 4), whole: false)) servers -= 4;
        Assert.Equal(52, servers);

        // What comes back is paid back, and what went long ago is no longer sudden.
        Assert.True(guard.LetsThrough(Loss(servers, servers + 8), whole: false));
        Assert.True(guard.LetsThrough(Loss(servers + 8, servers + 4), whole: false));
        _clock.Advance(Hold);
        Assert.True(guard.LetsThrough(Loss(servers + 4, servers - 16), whole: false));
    }

    [Fact]
    public void LetsThrough_AsManyComeAsGo_IsNoLoss() => Assert.True(Guard().LetsThrough(new Drop(100, 100, false, Keys(0, 100)), whole: true));

    [Fact]
    public void Accept_Held_AppliesTheNextAnswerThatAgrees()
    {
        SnapshotGuard guard = Guard();
        Assert.Null(guard.Accept());
        Drop empty = Loss(40, 0) with { EmptyList = true };
        Assert.False(guard.LetsThrough(empty, whole: true));
        Assert.Equal("an empty list of apps (40 servers would go)", guard.Accept());
        Assert.False(guard.LetsThrough(Loss(40, 10), whole: true));
        Assert.False(guard.LetsThrough(empty, whole: true));
        Assert.NotNull(guard.Accept());
        guard.Interrupt();
        Assert.True(guard.LetsThrough(empty, whole: true));
        Assert.Null(guard.Accept());
    }

    /// <summary>Whatever the answers and whenever they come: none with a big unexplained loss is applied before its time, one that lasts is in the end, but an empty list in sse.</summary>
    [Fact]
    public void LetsThrough_AnyAnswers_NoneTooSoonAndNoneForEver() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 60]).Array[0, 40].Sample(
            steps =>
            {
                FakeTimeProvider clock = new();
                SnapshotGuard guard = new(new GuardOptions(), clock, new ListLogger());
                Drop[] kinds = [Loss(100, 100), Loss(100, 0) with { EmptyList = true }, Loss(100, 40), Loss(100, 41), new Drop(100, 45, false, Keys(0, 55)), Loss(100, 0)];
                TimeSpan agreed = TimeSpan.Zero;
                int last = 0;
                foreach ((int kind, int seconds) in steps)
                {
                    agreed = Same(kind, last) ? agreed + TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
                    clock.Advance(TimeSpan.FromSeconds(seconds));
                    bool passes = guard.LetsThrough(kinds[kind], whole: true);
                    Assert.Equal(kind == 0 || (kind != 1 && agreed >= Hold), passes);
                    if (passes) agreed = TimeSpan.Zero;
                    last = passes ? 0 : kind;
                }

                guard.LetsThrough(Loss(100, 40), whole: true);
                clock.Advance(Hold);
                Assert.True(guard.LetsThrough(Loss(100, 40), whole: true) || guard.Held is null);

                static bool Same(int a, int b) => a == b || (a is 2 or 3 && b is 2 or 3);
            },
            iter: 2000, threads: 1, seed: "0N0XIzNsQ0O2");

    private SnapshotGuard Guard(TimeSpan? emptyHold = null) => new(new GuardOptions { EmptyHold = emptyHold }, _clock, _log);

    /// <summary>Servers are numbered; the last ones go.</summary>
    private static Drop Loss(int before, int after) => new(before, after, false, Keys(after, before));

    private static HashSet<ServerKey> Keys(int from, int to) => [.. Enumerable.Range(from, Math.Max(0, to - from)).Select(static i => new ServerKey("b", $"s{i}"))];
}

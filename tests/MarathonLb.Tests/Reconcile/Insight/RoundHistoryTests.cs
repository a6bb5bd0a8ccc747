using MarathonLb.Reconcile;
using MarathonLb.Reconcile.Insight;
using MarathonLb.Reconcile.Planning;

namespace MarathonLb.Tests.Reconcile.Insight;

public sealed class RoundHistoryTests
{
    [Fact]
    public void Add_RoundsAlike_AreOneEntryWithTheLatest()
    {
        RoundHistory history = new(TimeProvider.System);
        for (int i = 0; i < 500; i++) history.Add(Report(new RoundOutcome(RoundKind.Nothing), $"cause {i}"));
        Assert.Equal((500, 500, "cause 499"), (history.Rounds[0].Number, history.Rounds[0].Times, history.Rounds[0].Cause));
        Assert.Single(history.Rounds);
    }

    [Fact]
    public void Add_ManyChanges_TheLastHundredStayNewestFirst()
    {
        RoundHistory history = new(TimeProvider.System);
        for (int i = 0; i < 150; i++) history.Add(Report(new RoundOutcome(RoundKind.Updated, null, $"change {i}"), "x"));
        Assert.Equal(100, history.Rounds.Length);
        Assert.Equal(("change 149", "change 50"), (history.Rounds[0].Changes, history.Rounds[^1].Changes));
    }

    [Fact]
    public void Add_Reload_SaysWhy()
    {
        RoundHistory history = new(TimeProvider.System);
        history.Add(Report(new RoundOutcome(RoundKind.Reloaded, null, "c") { Reason = ReloadReason.Sections }, "x"));
        history.Add(Report(new RoundOutcome(RoundKind.Updated, null, "c"), "x"));
        history.Add(Report(new RoundOutcome(RoundKind.Rejected, "line 3"), "x"));
        Assert.Equal(["not at all", "commands", "reload (sections)"], history.Rounds.Select(round => round.How));
        Assert.Equal((false, "line 3"), (history.Rounds[0].Good, history.Rounds[0].Problem));
    }

    private static RoundReport Report(RoundOutcome outcome, string causes) => new(outcome, causes, 1, new RoundTimes(TimeSpan.FromMilliseconds(12)));
}

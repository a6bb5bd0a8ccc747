using MarathonLb.Reconcile;
using MarathonLb.Reconcile.Planning;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace MarathonLb.Tests.Reconcile;

public sealed class RoundJournalTests
{
    private static readonly Requests Asked = new(true, [], new CauseList(["hup", "connected"], 1), 3, ReloadFile: false);

    private static readonly RoundTimes Times =
        new(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(9.26), TimeSpan.FromMilliseconds(4), TimeSpan.FromMilliseconds(3), TimeSpan.FromMilliseconds(2));

    private readonly ListLogger _log = new();
    private readonly RoundJournal _journal;

    public RoundJournalTests() => _journal = new RoundJournal(TimeProvider.System, _log);

    [Fact]
    public void Add_Change_IsOneLineWithCauseAppsOutcomeAndStages()
    {
        _journal.Add(
            new RoundOutcome(RoundKind.Reloaded, null, "backends: 7 added") { Reason = ReloadReason.Sections, Touched = new Touched(["/a", "/b"], 7, 12, 1) }, Asked, Times);

        Assert.Equal(
            "Information: round: backends: 7 added; apps: /a, /b and 5 more (cause: hup, connected and 1 more; 3 request(s); 20 ms: fetch 9, render 4, validate 3, apply 2; reload: sections)",
            _log.Text);
    }

    [Fact]
    public void Add_Change_HasAFieldForEachValue()
    {
        _journal.Add(new RoundOutcome(RoundKind.Updated, null, "servers: 1 added") { Touched = new Touched(["/a"], 1, 1, 0) }, Asked, Times);

        Dictionary<string, object?> fields = new(Assert.Single(_log.Arguments), StringComparer.OrdinalIgnoreCase);
        Assert.Equal(["/a"], Assert.IsType<string[]>(fields["apps"]));
        Assert.Equal(("hup, connected and 1 more", 3, "no reload"), (fields["causes"], fields["requests"], fields["how"]));
        Assert.Equal((RoundKind.Updated, 1, 1, 0), (fields["outcome"], fields["appCount"], fields["serversAdded"], fields["serversRemoved"]));
        Assert.Equal((20.0, 9.3, 4.0), (fields["milliseconds"], fields["fetchMilliseconds"], fields["renderMilliseconds"]));
        Assert.Equal((3.0, 2.0), (fields["validateMilliseconds"], fields["applyMilliseconds"]));
    }

    [Fact]
    public void Add_LastingProblem_IsToldOnceAndItsEnd()
    {
        for (int i = 0; i < 3; i++) _journal.Add(new RoundOutcome(RoundKind.NoSnapshot, "refused"), Asked, Times);
        _journal.Add(new RoundOutcome(RoundKind.Nothing), Asked, Times);
        _journal.Add(new RoundOutcome(RoundKind.Nothing), Asked, Times);

        Assert.Equal([LogLevel.Error, LogLevel.Debug, LogLevel.Debug, LogLevel.Information, LogLevel.Debug], _log.Lines.Select(static line => line.Level));
        Assert.StartsWith("round: NoSnapshot: refused; what served before goes on serving (", _log.Lines[0].Text, StringComparison.Ordinal);
        Assert.StartsWith("round: all is well again (", _log.Lines[3].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Reloaded", "reload: sections")]
    [InlineData("NotLoaded", "failed reload: sections")]
    [InlineData("Rejected", "nothing applied")]
    [InlineData("Updated", "no reload")]
    public void Add_Round_SaysHowItReachedHaproxy(string kind, string how)
    {
        RoundKind outcome = Enum.Parse<RoundKind>(kind);
        _journal.Add(new RoundOutcome(outcome, "p", "c") { Reason = outcome == RoundKind.Updated ? null : ReloadReason.Sections }, Asked, Times);
        Assert.EndsWith($"; {how})", _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_StagesThatComeTwice_AddUp()
    {
        FakeTimeProvider clock = new();
        StageClock stages = new(clock);
        foreach (RoundStage stage in new[] { RoundStage.Fetch, RoundStage.Render, RoundStage.Apply, RoundStage.Render })
        {
            clock.Advance(TimeSpan.FromMilliseconds(1));
            using (stages.Time(stage)) clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.Equal("44 ms: fetch 10, render 20, validate 0, apply 10", stages.Times.ToString());
    }

    [Fact]
    public void Ended_Stages_AreCountedWhereTheyWere()
    {
        _journal.Add(new RoundOutcome(RoundKind.Nothing), Asked, Times with { Validate = TimeSpan.Zero });
        _journal.Add(new RoundOutcome(RoundKind.Nothing), Asked, Times);

        Assert.Equal([2, 2, 1, 2], _journal.Counts.Stages.Select(static stage => stage.Durations.Read().Counts.Sum()));
        Assert.Equal(0.00926 * 2, _journal.Counts.Stages.First().Durations.Read().Sum, 6);
    }
}

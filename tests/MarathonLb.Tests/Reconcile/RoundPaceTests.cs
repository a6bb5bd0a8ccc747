using MarathonLb.Reconcile;

namespace MarathonLb.Tests.Reconcile;

public sealed class RoundPaceTests
{
    private static readonly LoopOptions Options = new() { Events = true, RefreshInterval = TimeSpan.FromSeconds(300), ReadyMaxAge = TimeSpan.FromSeconds(180) };

    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 5)]
    [InlineData(10, 20)]
    [InlineData(1000, 500)]
    public void PauseAfter_Requests_GrowsWithThemUpToTheWindow(int requests, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), new RoundPace(Options).PauseAfter(requests));

    [Fact]
    public void PauseAfter_WindowOfNothing_IsNone() => Assert.Equal(TimeSpan.Zero, new RoundPace(Options with { EventWindow = TimeSpan.Zero }).PauseAfter(1));

    /// <summary>An event every half millisecond for a second, a round that takes 10 ms.</summary>
    [Fact]
    public void PauseAfter_BurstOfTwoThousandEvents_SettlesInAHandfulOfRounds()
    {
        RoundPace pace = new(Options);
        int rounds = 0;
        double now = 0;
        for (int answered = 0; answered < 2000; rounds++)
        {
            int waiting = (int)Math.Min(2000, Math.Floor(now * 2) + 1) - answered;
            answered += waiting;
            now += 10 + pace.PauseAfter(waiting).TotalMilliseconds;
        }

        Assert.InRange(rounds, 3, 7);
    }

    [Fact]
    public void Patience_Failures_GrowsByHalfAndBeginsAgain()
    {
        RoundPace pace = new(Options);

        Assert.Equal(3, pace.Patience(soon: true).TotalSeconds);
        Assert.Equal(4.5, pace.Patience(soon: true).TotalSeconds);
        Assert.InRange(pace.Patience(soon: false).TotalSeconds, 270, 330);
        Assert.Equal(3, pace.Patience(soon: true).TotalSeconds);
    }
}

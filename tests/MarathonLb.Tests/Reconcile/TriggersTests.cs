using MarathonLb.Marathon;
using MarathonLb.Marathon.Cluster;
using MarathonLb.Reconcile;
using Microsoft.Extensions.Time.Testing;

namespace MarathonLb.Tests.Reconcile;

public sealed class TriggersTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Triggers _triggers;

    public TriggersTests() => _triggers = new Triggers(_clock);

    private static CancellationToken End => TestContext.Current.CancellationToken;

    public void Dispose() => _triggers.Dispose();

    [Fact]
    public async Task Invalidate_EventsOfSomeApps_AskForThoseAlone()
    {
        _triggers.Invalidate(Event("/a"));
        _triggers.Invalidate(Event("/b", type: "api_post_event"));
        _triggers.Invalidate(Event("/a"));

        Assert.True(await _triggers.WaitAsync(TimeSpan.Zero, End));
        Requests taken = _triggers.Take();

        Assert.False(taken.Everything);
        Assert.True(taken.Fetches);
        Assert.Equal(["/a", "/b"], taken.Apps);
        Assert.Equal(3, taken.Count);
        Assert.Equal("status_update_event /a, api_post_event /b", taken.Causes.ToString());
        Assert.False(await _triggers.WaitAsync(TimeSpan.Zero, End));
        Assert.False(_triggers.Take().Fetches);
    }

    /// <summary>The loop gives waits up when what it waits for otherwise is there; a task that leaves must reach the one that came after.</summary>
    [Fact]
    public async Task WaitLeaving_AnotherWaitWasGivenUp_IsWokenAndOnlyOnce()
    {
        Task givenUp = _triggers.WaitLeavingAsync(End);
        Task waits = _triggers.WaitLeavingAsync(End);
        Assert.False(waits.IsCompleted);
        _triggers.Invalidate(new MarathonEvent("status_update_event", "/a", "task", "TASK_KILLING"));
        await waits.WaitAsync(TimeSpan.FromSeconds(10), End);
        await givenUp.WaitAsync(TimeSpan.FromSeconds(10), End);

        Assert.Single(_triggers.TakeLeaving());
        Assert.False(_triggers.WaitLeavingAsync(End).IsCompleted);
    }

    /// <summary>As the loop does, until what it waits for besides has heard of the end; those who listen hear of it one after another, the last first.</summary>
    [Fact]
    public async Task WaitLeaving_AgainAndAgainWhenAllEnds_LetsOthersHearOfTheEnd()
    {
        using CancellationTokenSource end = new();
        TaskCompletionSource heard = new();
        using CancellationTokenRegistration listener = end.Token.Register(heard.SetResult);
        Task loop = WaitUntilAsync(heard.Task, end.Token);
        Assert.False(loop.IsCompleted);

        _ = Task.Run(end.Cancel, End);
        await loop.WaitAsync(TimeSpan.FromSeconds(10), End);
    }

    [Fact]
    public void Invalidate_WithoutAnApp_AsksForEverything()
    {
        _triggers.Invalidate(Event("/a"));
        _triggers.Invalidate(Event(null));
        _triggers.Invalidate(Event("/b"));

        Requests taken = _triggers.Take();

        Assert.True(taken.Everything);
        Assert.Empty(taken.Apps);
        Assert.Equal(3, taken.Count);
    }

    [Theory]
    [InlineData(20, false)]
    [InlineData(21, true)]
    public void Invalidate_ManyApps_AskForEverything(int apps, bool everything)
    {
        for (int i = 0; i < apps; i++) _triggers.Invalidate(Event($"/app{i}"));

        Requests taken = _triggers.Take();

        Assert.Equal(everything, taken.Everything);
        Assert.Equal(everything ? 0 : apps, taken.Apps.Length);
        Assert.Equal($"status_update_event /app0, status_update_event /app1, status_update_event /app2 and {apps - 3} more", taken.Causes.ToString());
    }

    [Fact]
    public async Task Invalidate_TaskThatIsLeaving_IsToldApartWithTheTimeOfItsEvent()
    {
        _clock.Advance(TimeSpan.FromSeconds(7));
        long now = _clock.GetTimestamp();
        _triggers.Invalidate(Event("/a", "t1", "TASK_KILLING"));
        _triggers.Invalidate(Event("/a", "t2", "TASK_RUNNING"));
        _triggers.Invalidate(Event("/a", "t3", "TASK_UNREACHABLE"));
        _triggers.Invalidate(Event(null, "t4", "TASK_FAILED"));

        await _triggers.WaitLeavingAsync(End);

        Assert.Equal([new LeavingTask("t1", "/a", "TASK_KILLING", now), new LeavingTask("t4", null, "TASK_FAILED", now)], _triggers.TakeLeaving());
        Assert.Empty(_triggers.TakeLeaving());
        Assert.True(_triggers.Take().Everything);
    }

    [Fact]
    public async Task GiveBack_Requests_WaitForTheNext()
    {
        _triggers.Invalidate(Event("/a"));
        _triggers.GiveBack(_triggers.Take());
        Assert.False(await _triggers.WaitAsync(TimeSpan.Zero, End));

        _triggers.Invalidate(Event("/b"));
        Assert.True(await _triggers.WaitAsync(TimeSpan.Zero, End));
        Requests taken = _triggers.Take();

        Assert.Equal(["/a", "/b"], taken.Apps.Order());
        Assert.Equal(2, taken.Count);
        Assert.Equal("status_update_event /a, status_update_event /b", taken.Causes.ToString());
    }

    [Fact]
    public void GiveBack_Everything_StaysEverything()
    {
        _triggers.Refresh("connected");
        _triggers.GiveBack(_triggers.Take());
        _triggers.Invalidate(Event("/b"));

        Requests taken = _triggers.Take();

        Assert.True(taken.Everything);
        Assert.Empty(taken.Apps);
    }

    [Fact]
    public async Task ReloadFile_Alone_FetchesNothing()
    {
        _triggers.ReloadFile();

        Assert.True(await _triggers.WaitAsync(TimeSpan.Zero, End));
        Requests taken = _triggers.Take();

        Assert.True(taken.ReloadFile);
        Assert.False(taken.Fetches);
    }

    /// <summary>Handlers of signals stay until the process ends: an exception in one would turn exit code 0 into an abort.</summary>
    [Fact]
    public void Requests_AfterTheEnd_AreNotHeard()
    {
        _triggers.Dispose();

        _triggers.Refresh("hup");
        _triggers.ReloadFile();
        _triggers.Repeat("test");
        _triggers.Invalidate(Event("/a", "t", "TASK_KILLED"));

        Assert.Single(_triggers.TakeLeaving());
    }

    private static MarathonEvent Event(string? app, string? task = null, string? status = null, string type = "status_update_event") => new(type, app, task, status);

    private async Task WaitUntilAsync(Task other, CancellationToken end)
    {
        do await Task.WhenAny(other, _triggers.WaitLeavingAsync(end));
        while (!other.IsCompleted);
    }
}

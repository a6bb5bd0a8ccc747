using MarathonLb.Marathon;
using MarathonLb.Marathon.Cluster;

namespace MarathonLb.Tests.Marathon.Cluster;

/// <summary>What events and fetches come to, in whatever order they come. Times are in seconds.</summary>
public sealed class ClusterStateTests
{
    private readonly ClusterState _state = new(ticksPerSecond: 1);

    [Fact]
    public void Take_Snapshot_IsShownInItsOrder()
    {
        Assert.False(_state.IsKnown);
        _state.Take(Snapshot(App("/b", "b1"), App("/a")), 1);

        Assert.True(_state.IsKnown);
        Assert.Equal("/b[b1:TASK_RUNNING] /a[]", Shown());
        Assert.Equal("test", _state.Snapshot.Source);
    }

    [Fact]
    public void Take_SingleApps_ReplaceAddAndRemove()
    {
        _state.Take(Snapshot(App("/a"), App("/b"), App("/c")), 1);
        _state.Take("/b", App("/b", "b1"), 2);
        _state.Take("/new", App("/new"), 2);
        _state.Take("/a", null, 2);
        _state.Take("/gone", null, 2);
        _state.Take("/c", App("/c", "c1"), 3);

        Assert.Equal("/b[b1:TASK_RUNNING] /c[c1:TASK_RUNNING] /new[]", Shown());
        Assert.Null(_state.Find("/a"));
        Assert.Equal("/c", _state.Find("/c")?.Id);
    }

    [Theory]
    [InlineData("TASK_KILLING", "TASK_KILLING")]
    [InlineData("TASK_FAILED", "TASK_FAILED")]
    [InlineData("TASK_LOST", "TASK_KILLED")]
    public void Leave_KnownTask_StopsServingAtOnce(string state, string shown)
    {
        _state.Take(Snapshot(App("/a", "t1", "t2")), 1);

        Assert.True(_state.Leave(Leaving("t1", state, at: 2)));
        Assert.False(_state.Leave(Leaving("t1", state, at: 3)));

        Assert.Equal($"/a[t1:{shown} t2:TASK_RUNNING]", Shown());
        Assert.True(_state.Serves("/a"));
        Assert.True(_state.Leave(Leaving("t2", state, at: 2, app: null)));
        Assert.False(_state.Serves("/a"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Leave_DuringAFetch_IsNotUndoneByIt(bool snapshot)
    {
        MarathonApp app = App("/a", "t1");
        _state.Take(Snapshot(app), 1);
        _state.Leave(Leaving("t1", at: 6));

        Take(snapshot, App("/a", "t1"), startedAt: 5);
        Assert.Equal("/a[t1:TASK_KILLING]", Shown());

        Take(snapshot, App("/a", "t1"), startedAt: 6);
        Assert.Equal("/a[t1:TASK_KILLING]", Shown());

        // Marathon's own word, and newer: it lives.
        Take(snapshot, App("/a", "t1"), startedAt: 7);
        Assert.Equal("/a[t1:TASK_RUNNING]", Shown());
        Assert.Equal(0, _state.LeavingCount);
    }

    [Fact]
    public void Leave_SaidAgainDuringAFetch_IsNotUndoneByIt()
    {
        _state.Take(Snapshot(App("/a", "t1")), 1);
        _state.Leave(Leaving("t1", at: 4));
        _state.Leave(Leaving("t1", "TASK_KILLED", at: 6));
        _state.Leave(Leaving("t1", at: 3));

        _state.Take("/a", App("/a", "t1"), 5);

        Assert.Equal("/a[t1:TASK_KILLING]", Shown());
    }

    [Theory]
    [InlineData("/a", true)]
    [InlineData("/a", false)]
    [InlineData(null, true)]
    [InlineData(null, false)]
    public void Leave_TaskThatNobodyShowsYet_CountsWhenAnOlderFetchShowsIt(string? app, bool snapshot)
    {
        _state.Take(Snapshot(App("/a")), 1);
        Assert.False(_state.Leave(Leaving("t1", at: 3, app: app)));

        Take(snapshot, App("/a", "t1"), startedAt: 2);

        Assert.Equal("/a[t1:TASK_KILLING]", Shown());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Leave_FetchShowsItGone_IsForgotten(bool snapshot)
    {
        _state.Take(Snapshot(App("/a", "t1", "t2")), 1);
        _state.Leave(Leaving("t1", at: 2));

        Take(snapshot, App("/a", "t2"), startedAt: 3);

        Assert.Equal("/a[t2:TASK_RUNNING]", Shown());
        Assert.Equal(0, _state.LeavingCount);
    }

    [Fact]
    public void Leave_AppIsGone_IsForgotten()
    {
        _state.Take(Snapshot(App("/a", "t1")), 1);
        _state.Leave(Leaving("t1", at: 2, app: null));

        _state.Take("/a", null, 3);

        Assert.Equal(0, _state.LeavingCount);
    }

    [Fact]
    public void Leave_FetchOfAnotherApp_ChangesNothing()
    {
        _state.Take(Snapshot(App("/a", "t1"), App("/b")), 1);
        _state.Leave(Leaving("t1", at: 2));

        _state.Take("/b", App("/b", "b1"), 3);

        Assert.Equal("/a[t1:TASK_KILLING] /b[b1:TASK_RUNNING]", Shown());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Leave_MarathonWithoutStates_HoldsUntilItIsGoneOrTenMinutesOld(bool snapshot)
    {
        Take(snapshot: true, Stateless("t1"), startedAt: 1);
        Assert.True(_state.Leave(Leaving("t1", at: 2)));

        Take(snapshot, Stateless("t1"), startedAt: 602);
        Assert.Equal("/a[t1:TASK_KILLING]", Shown());

        Take(snapshot, Stateless("t1"), startedAt: 603);
        Assert.Equal("/a[t1:]", Shown());
    }

    [Fact]
    public void Leave_UnchangedAppAgain_IsTheSameObject()
    {
        MarathonApp app = App("/a", "t1", "t2");
        MarathonApp other = App("/b", "b1");
        _state.Take(Snapshot(app, other), 1);
        _state.Leave(Leaving("t1", at: 9));
        MarathonApp shown = _state.Snapshot.Apps[0];

        _state.Take(Snapshot(app, other), 2);

        Assert.NotSame(app, shown);
        Assert.Same(shown, _state.Snapshot.Apps[0]);
        Assert.Same(other, _state.Snapshot.Apps[1]);
        Assert.Same(app.Labels, shown.Labels);
        Assert.Same(app.Tasks[1], shown.Tasks[1]);
    }

    [Fact]
    public void Leave_EveryTaskOfAChangedApp_ShowsTheChangedApp()
    {
        _state.Take(Snapshot(App("/a", "t1")), 1);
        _state.Leave(Leaving("t1", at: 9));

        _state.Take("/a", new MarathonApp { Id = "/a", Instances = 7, Tasks = App("/a", "t1").Tasks }, 2);

        Assert.Equal(7, _state.Snapshot.Apps[0].Instances);
        Assert.Equal("/a[t1:TASK_KILLING]", Shown());
    }

    [Fact]
    public void Leave_EventsWithoutEnd_AreBounded()
    {
        _state.Take(Snapshot(App("/a", "last")), 1);
        for (int i = 0; i < LeavingTasks.Most + 10; i++) _state.Leave(Leaving($"unknown{i}", at: i));
        Assert.True(_state.Leave(Leaving("last", at: 20_000)));

        Assert.Equal(LeavingTasks.Most, _state.LeavingCount);
    }

    [Theory]
    [InlineData("TASK_KILLING", true)]
    [InlineData("TASK_GONE_BY_OPERATOR", true)]
    [InlineData("TASK_LOST", true)]
    [InlineData("TASK_RUNNING", false)]
    [InlineData("TASK_UNREACHABLE", false)]
    [InlineData(null, false)]
    public void IsLeaving_State_DecidesIt(string? state, bool leaving) => Assert.Equal(leaving, LeavingTask.IsLeaving(state));

    private static MarathonSnapshot Snapshot(params MarathonApp[] apps) => new(apps, [], 0, "test");

    private static MarathonApp App(string id, params string[] tasks) =>
        new() { Id = id, Tasks = Array.ConvertAll(tasks, static task => new MarathonTask { Id = task, Host = "10.0.0.1", State = "TASK_RUNNING" }) };

    private static MarathonApp Stateless(string task) => new() { Id = "/a", Tasks = [new MarathonTask { Id = task }] };

    private static LeavingTask Leaving(string task, string state = "TASK_KILLING", long at = 0, string? app = "/a") => new(task, app, state, at);

    private void Take(bool snapshot, MarathonApp app, long startedAt)
    {
        if (snapshot) _state.Take(Snapshot(app), startedAt);
        else _state.Take(app.Id, app, startedAt);
    }

    private string Shown() => string.Join(
        ' ', _state.Snapshot.Apps.Select(static app => $"{app.Id}[{string.Join(' ', app.Tasks.Select(static task => $"{task.Id}:{task.State}"))}]"));
}

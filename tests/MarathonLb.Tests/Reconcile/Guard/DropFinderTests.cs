using System.Text;
using MarathonLb.Apps;
using MarathonLb.Marathon;
using MarathonLb.Reconcile.Guard;
using MarathonLb.Tests.Apps;
using MarathonLb.Tests.Config;
using Microsoft.Extensions.Time.Testing;

namespace MarathonLb.Tests.Reconcile.Guard;

public sealed class DropFinderTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly KillEvidence _evidence;
    private readonly AppsBuilder _builder = new(SampleApps.Everything, new Golden.Addresses(), new MarathonLb.Templates.TemplateCompiler());

    public DropFinderTests() => _evidence = new KillEvidence(_clock);

    [Fact]
    public void Between_TasksAreGone_AreLostByName()
    {
        Drop drop = Between([App("/a", 3), App("/b", 2)], [App("/a", 1)]);

        Assert.Equal((5, 1, false), (drop.Before, drop.After, drop.EmptyList));
        Assert.Equal(["a_10097/10_0_0_2_31000", "a_10097/10_0_0_3_31000", "b_10098/10_0_0_1_31000", "b_10098/10_0_0_2_31000"], drop.Lost.Select(static key => key.ToString()).Order());
        Assert.Equal(4, drop.Unexplained);
    }

    [Fact]
    public void Between_KillEvents_ExplainTheirTasks()
    {
        _evidence.Hear(new MarathonEvent("status_update_event", "/a", "/a@10.0.0.2", "TASK_KILLING"));
        _evidence.Hear(new MarathonEvent("status_update_event", "/a", "/a@10.0.0.3", "TASK_RUNNING"));
        Assert.Equal(["10_0_0_3_31000"], Between([App("/a", 3)], [App("/a", 1)]).Lost.Select(static key => key.Server));

        _clock.Advance(KillEvidence.Lifetime);
        Assert.Equal(2, Between([App("/a", 3)], [App("/a", 1)]).Unexplained);
    }

    [Fact]
    public void Between_AppEnded_ExplainsAllItsTasks()
    {
        _evidence.Hear(new MarathonEvent("app_terminated_event", "/b", null, null));

        Drop drop = Between([App("/a", 1), App("/b", 3)], []);

        Assert.True(drop.EmptyList);
        Assert.Equal("a_10097/10_0_0_1_31000", Assert.Single(drop.Lost).ToString());
    }

    [Theory]
    [InlineData("TASK_KILLING", 0)]
    [InlineData("TASK_FAILED", 0)]
    [InlineData("TASK_STAGING", 6)]
    [InlineData("TASK_UNKNOWN", 6)]
    public void Between_TasksThatTheAnswerItselfShowsAsEnding_AreNoSurprise(string state, int unexplained) =>
        Assert.Equal(unexplained, Between([App("/a", 6)], [App("/a", 6).Replace("TASK_RUNNING", state, StringComparison.Ordinal)]).Unexplained);

    [Fact]
    public void Between_ReplacedTasks_AreNoLoss() =>
        Assert.Equal(0, Between([App("/a", 3)], [SampleApps.App("/a", [10097], ["10.0.1.1", "10.0.1.2", "10.0.1.3"], [])]).Unexplained);

    [Fact]
    public void Since_FileOfAnEarlierProcess_ItsServersAreLostAndOurOwnAreNot()
    {
        const string ours = "backend controller\n  server controller unix@x\n";

        Drop drop = DropFinder.Since(Encoding.UTF8.GetBytes(ours + "backend a_1\n  server one 10.0.0.1:1\n  server two 10.0.0.2:1\n"), Encoding.UTF8.GetBytes(ours), new MarathonSnapshot([], [], 0, ""));

        Assert.Equal((3, 1, true, 2), (drop.Before, drop.After, drop.EmptyList, drop.Unexplained));
    }

    private static string App(string id, int tasks) => SampleApps.App(id, [10000 + id[^1]], [.. Enumerable.Range(1, tasks).Select(static i => $"10.0.0.{i}")], []);

    private Drop Between(string[] before, string[] after)
    {
        Service[] applied = _builder.Build(SampleApps.Read(before)).Services;
        MarathonApp[] answer = SampleApps.Read(after);
        return new DropFinder(_evidence).Between(applied, _builder.Build(answer).Services, new MarathonSnapshot(answer, [], 0, "test"));
    }
}

using MarathonLb.Apps;
using MarathonLb.Marathon;

namespace MarathonLb.Tests.Apps;

public sealed class DeploymentGroupsTests
{
    private const string Early = "2026-01-01T00:00:00";
    private const string Late = "2026-02-01T00:00:00.123456";

    [Theory]
    [InlineData(Early, Late, "/blue")]
    [InlineData(Late, Early, "/green")]
    [InlineData(null, Early, "/blue")]
    [InlineData(Early, null, "/green")]
    [InlineData(null, null, "/green")]
    [InlineData(Early, Early, "/green")]
    [InlineData("2026-01-31T23:00:00Z", "2026-02-01T00:30:00+02:00", "/green")]
    [InlineData("20260101T000000", "2026-02-01", "/blue")]
    [InlineData("no date", Early, "/blue")]
    public void Merge_TwoApps_TheOldOneGivesItsDefinition(string? blueStarted, string? greenStarted, string old)
    {
        AppInstance merged = Merged(App("/blue", 2, 2, blueStarted), App("/green", 2, 2, greenStarted));

        Assert.Equal(old, merged.Definition.Id);
        Assert.Equal(4, merged.Tasks.Length);
        Assert.All(merged.Tasks[..2], task => Assert.StartsWith(old, task.Id));
    }

    /// <summary>Drainable is healthy new + old instances − 1, whatever the target label says, unless it is a split.</summary>
    [Theory]
    [InlineData(4, 4, 0, 0, "")]
    [InlineData(4, 4, 1, 1, "0")]
    [InlineData(4, 4, 3, 3, "0,1,2")]
    [InlineData(2, 2, 5, 5, "0,1")]
    [InlineData(0, 3, 1, 1, "")]
    [InlineData(0, 3, 3, 3, "0,1")]
    public void Merge_NewInstances_DrainAsManyOldTasks(int oldInstances, int oldTasks, int newInstances, int newTasks, string draining) => Assert.Equal(
        draining, Draining(Merged(App("/old", oldInstances, oldTasks, Early), App("/new", newInstances, newTasks, Late, ("HAPROXY_DEPLOYMENT_TARGET_INSTANCES", "9")))));

    [Theory]
    [InlineData("2", "4", 3, 4, "0,1,2")]
    [InlineData("2", "6", 3, 4, "0")]
    [InlineData("2", "9", 3, 4, "")]
    [InlineData("0", "6", 3, 4, "0")]
    [InlineData("x", "6", 3, 4, "0")]
    [InlineData("", "6", 3, 4, "0")]
    [InlineData("2", "x", 3, 4, "0,1,2")]
    public void Merge_NewInstancesLabel_CountsTheTarget(string newInstances, string target, int started, int old, string draining) => Assert.Equal(
        draining,
        Draining(Merged(
            App("/old", old, old, Early),
            App("/new", started, started, Late, ("HAPROXY_DEPLOYMENT_NEW_INSTANCES", newInstances), ("HAPROXY_DEPLOYMENT_TARGET_INSTANCES", target)))));

    [Fact]
    public void Merge_SplitWithOldScaledLater_SwapsBoth()
    {
        string first = App("/old", 3, 3, Early, ("HAPROXY_DEPLOYMENT_TARGET_INSTANCES", "4")).Replace("\"instances\"", "\"versionInfo\":{\"lastScalingAt\":\"2026-05-01T00:00:00.000Z\"},\"instances\"");
        string second = App("/new", 3, 3, Late, ("HAPROXY_DEPLOYMENT_NEW_INSTANCES", "1"));

        AppInstance merged = Merged(first, second);

        Assert.Equal("/new", merged.Definition.Id);
        Assert.Equal(["/new@0", "/new@1"], merged.Draining!.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Merge_SecondAppHasHealthChecks_CountsAliveTasksOfTheNewOne()
    {
        string green = App("/green", 3, 3, Late).Replace("\"instances\"", "\"healthChecks\":[{\"portIndex\":0}],\"instances\"")
            .Replace("\"id\":\"/green@1\"", "\"id\":\"/green@1\",\"healthCheckResults\":[{\"alive\":false},{\"alive\":true}]");

        Assert.Equal("0", Draining(Merged(App("/blue", 3, 3, Early), green)));
    }

    [Fact]
    public void Merge_ThreeApps_EachFurtherOneMeetsTheResultSoFar()
    {
        AppInstance merged = Merged(App("/a", 1, 1, Early), App("/b", 1, 1, Late), App("/c", 1, 1, "2026-03-01"));

        Assert.Equal("/a", merged.Definition.Id);
        Assert.Equal(["/a@0", "/b@0", "/c@0"], merged.Tasks.Select(static task => task.Id));
        Assert.Equal(["/a@0"], merged.Draining!);
    }

    [Fact]
    public void Build_GroupAmongApps_ComesLastUnderItsOwnName()
    {
        (string, string) group = ("HAPROXY_DEPLOYMENT_GROUP", "shop");
        AppsModel model = SampleApps.Build(
            App("/z-blue", 1, 1, Early, group), SampleApps.App("/m", 10009), App("/z-green", 2, 2, Late, ("HAPROXY_DEPLOYMENT_GROUP", "/shop")), SampleApps.App("/b", 10008));

        Assert.Equal(["m_10009", "b_10008", "shop_10000"], model.Services.Select(static service => service.Backend));
        Assert.Equal([("/z-blue@0", true), ("/z-green@1", false)], model.Services[2].Servers.Select(static server => (server.TaskId, server.Draining)));
        Assert.Empty(model.Findings);
    }

    private static AppInstance Merged(params string[] apps)
    {
        IEnumerable<AppInstance> members = SampleApps.Read(apps).Select(static app => new AppInstance("/group", app, app.Tasks, null));
        AppInstance merged = members.Aggregate(DeploymentGroups.Merge);
        Assert.Equal("/group", merged.AppId);
        return merged;
    }

    private static string Draining(AppInstance app) =>
        string.Join(',', (app.Draining ?? []).Order(StringComparer.Ordinal).Select(static id => id[(id.IndexOf('@') + 1)..]));

    /// <summary>An app whose tasks are <c>id@0</c>, <c>id@1</c>, …, listed backwards.</summary>
    private static string App(string id, int instances, int tasks, string? startedAt, params (string, string)[] labels)
    {
        if (startedAt is not null) labels = [.. labels, ("HAPROXY_DEPLOYMENT_STARTED_AT", startedAt)];
        string[] hosts = [.. Enumerable.Range(0, tasks).Reverse().Select(static i => $"{i}")];
        return SampleApps.App(id, [10000], hosts, labels).Replace($"\"instances\":{tasks}", $"\"instances\":{instances}");
    }

}

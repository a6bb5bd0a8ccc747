using MarathonLb.Apps;
using MarathonLb.Tests.Config;
using MarathonLb.Templates;

namespace MarathonLb.Tests.Apps;

public sealed class TaskServersTests
{
    private static readonly AppsOptions Judging = new() { Groups = ["*"], HealthCheck = true, HealthMemory = 3 };

    [Theory]
    [InlineData("TASK_RUNNING", true)]
    [InlineData("TASK_LOST", true)]
    [InlineData("TASK_UNREACHABLE", true)]
    [InlineData("", true)]
    [InlineData("TASK_STAGING", false)]
    [InlineData("TASK_STARTING", false)]
    [InlineData("TASK_KILLING", false)]
    [InlineData("TASK_FINISHED", false)]
    [InlineData("TASK_FAILED", false)]
    [InlineData("TASK_KILLED", false)]
    [InlineData("TASK_ERROR", false)]
    [InlineData("TASK_DROPPED", false)]
    [InlineData("TASK_GONE", false)]
    [InlineData("TASK_GONE_BY_OPERATOR", false)]
    [InlineData("TASK_UNKNOWN", false)]
    public void Build_TaskState_DecidesWhoServes(string state, bool serves) =>
        Assert.Equal(serves, SampleApps.Build(SampleApps.App("/a", 1).Replace("TASK_RUNNING", state)).Services.Length == 1);

    [Theory]
    [InlineData(""","ports":[1,2,3]""", "a_10:1 a_20:2")]
    [InlineData(""","ports":[1]""", "a_10:1")]
    public void Build_TaskPortsFewerOrMore_AsManyAsBothHave(string ports, string expected)
    {
        AppsModel model = SampleApps.Build($$"""{"id":"/a","ports":[10,20],"tasks":[{"id":"t","host":"10.0.0.1"{{ports}}}]}""");

        Assert.Equal(expected, string.Join(' ', model.Services.Select(static service => $"{service.Backend}:{service.Servers[0].Port}")));
    }

    [Theory]
    [InlineData("""{"id":"t","host":""}""")]
    [InlineData("""{"id":"t","host":null}""")]
    [InlineData("""{"id":"t","host":"10.0.0.1","ports":[]}""", "it has no ports")]
    [InlineData("""{"id":"t","host":"10.0.0.1","ports":[70000]}""", "not a TCP port")]
    [InlineData("""{"id":"t","host":"h\n  use_backend x","ports":[1]}""", "not a host name")]
    public void Build_UnusableTask_IsLeftOutWithAWord(string task, string? reason = null)
    {
        AppsModel model = SampleApps.Build($$"""{"id":"/a","ports":[10],"tasks":[{{task}}]}""");

        Assert.Empty(model.Services);
        if (reason is null) Assert.Empty(model.Findings);
        else Assert.Contains(reason, Assert.Single(model.Findings).Reason);
    }

    [Theory]
    [InlineData("10.9.8.7", true)]
    [InlineData("fd00::1", true)]
    [InlineData("fe80::1%eth0\\n  use_backend x", false)]
    [InlineData("10.9.8.7 weight 9", false)]
    [InlineData("host.name", false)]
    public void Build_IpPerTask_TakesTheTasksOwnAddressIfItIsOne(string address, bool good)
    {
        AppsModel model = SampleApps.Build($$$"""
            {"id":"/a","ipAddress":{"discovery":{"ports":[{"number":80}]}},"ports":[10],
             "tasks":[{"id":"t","host":"h","ipAddresses":[{"ipAddress":"{{{address}}}"},{"ipAddress":"10.0.0.9"}]},{"id":"u","host":"h"}]}
            """);

        Assert.Equal(good ? [address] : [], model.Services.SelectMany(static service => service.Servers).Select(static server => server.Ip));
        Assert.Equal(good ? 1 : 2, model.Findings.Count);
    }

    /// <summary>After a change of Marathon's leader there are no results for a while: the last verdict counts, of as many tasks as are remembered.</summary>
    [Fact]
    public void Build_HealthUnknown_TheLastVerdictCountsWhileItIsRemembered()
    {
        AppsBuilder builder = new(Judging, new Golden.Addresses(), new TemplateCompiler());

        Assert.Equal("a", Serving(builder, ("a", "alive"), ("b", "dead"), ("c", "none")));
        Assert.Equal("a", Serving(builder, ("a", "unknown"), ("b", "unknown"), ("c", "unknown")));
        Assert.Equal("d", Serving(builder, ("d", "alive"), ("e", "dead")));
        Assert.Equal("d", Serving(builder, ("a", "unknown"), ("d", "unknown")));
    }

    [Fact]
    public void Build_WithoutHealthCheckFlagOrChecks_EveryTaskServes()
    {
        Assert.Equal("a b c", Serving(new AppsBuilder(SampleApps.Everything, new Golden.Addresses(), new TemplateCompiler()), ("a", "dead"), ("b", "none"), ("c", "unknown")));
        AppsModel model = SampleApps.Build(Judging, SampleApps.App("/a", 1));
        Assert.Single(model.Services);
    }

    private static string Serving(AppsBuilder builder, params (string Id, string Health)[] tasks)
    {
        IEnumerable<string> texts = tasks.Select(static task => $$"""{"id":"{{task.Id}}","host":"10.0.0.1","ports":[{{task.Id[0] + 0}}]{{Results(task.Health)}}}""");
        AppsModel model = builder.Build(SampleApps.Read($$"""{"id":"/a","ports":[10],"healthChecks":[{"portIndex":0}],"tasks":[{{string.Join(',', texts)}}]}"""));
        return string.Join(' ', model.Services.SelectMany(static service => service.Servers).Select(static server => server.TaskId));
    }

    private static string Results(string health) => health switch
    {
        "alive" => ""","healthCheckResults":[{"alive":false},{"alive":true}]""",
        "dead" => ""","healthCheckResults":[{"alive":false}]""",
        "none" => ""","healthCheckResults":[]""",
        _ => "",
    };
}

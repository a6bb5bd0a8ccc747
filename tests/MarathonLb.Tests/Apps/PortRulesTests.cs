using MarathonLb.Apps;
using MarathonLb.Marathon;

namespace MarathonLb.Tests.Apps;

public sealed class PortRulesTests
{
    private const string Mapped = """[{"containerPort":8080,"servicePort":10000},{"containerPort":8081},{"containerPort":8082,"servicePort":10002}]""";

    [Theory]
    [InlineData("", "Host")]
    [InlineData(""","ipAddress":{}""", "Host")]
    [InlineData(""","ipAddress":null""", "Host")]
    [InlineData(""","ipAddress":{"groups":[]}""", "Container")]
    [InlineData(""","container":{"docker":{"network":"USER"}}""", "Container")]
    [InlineData(""","container":{"docker":{"network":"BRIDGE"}}""", "Bridge")]
    [InlineData(""","container":{"docker":{"network":"HOST"}}""", "Host")]
    [InlineData(""","ipAddress":{"a":1},"container":{"docker":{"network":"BRIDGE"}}""", "Bridge")]
    [InlineData(""","networks":[{"mode":"host"}],"container":{"docker":{"network":"USER"}}""", "Host")]
    [InlineData(""","networks":[{"mode":"container/bridge"},{"name":"x"}]""", "Container")]
    [InlineData(""","networks":[{"name":"x"},{"mode":"container/bridge"}]""", "Bridge")]
    [InlineData(""","networks":[],"ipAddress":{"a":1}""", "Container")]
    public void ModeOf_NetworkFields_TheLastRuleWins(string more, string expected) => Assert.Equal(expected, PortRules.ModeOf(App(more)).ToString());

    [Theory]
    [InlineData(""","container":{"docker":{"network":"BRIDGE","portMappings":MAPPED}},"ports":[1]""", "10000,10002")]
    [InlineData(""","container":{"docker":{"network":"BRIDGE","portMappings":[]},"portMappings":MAPPED}""", "10000,10002")]
    [InlineData(""","container":{"docker":{"network":"BRIDGE","portMappings":[{"containerPort":80}]}},"ports":[7,8]""", "7,8")]
    [InlineData(""","container":{"docker":{"portMappings":MAPPED}},"ports":[7,8]""", "7,8")]
    [InlineData(""","ports":[7,8],"portDefinitions":[]""", "")]
    [InlineData(""","ports":[7,8],"portDefinitions":null""", "7,8")]
    [InlineData(""","ports":[7,8],"portDefinitions":[{"name":"a"},{"port":9}]""", "9")]
    [InlineData(""","networks":[{"name":"x"}],"container":{"portMappings":[{"containerPort":80}]},"portDefinitions":[]""", "")]
    public void ServicePorts_AppShapes_FollowTheRules(string more, string expected) => Assert.Equal(expected, ServicePorts(App(more), new PortAssigner(0, 0)));

    [Fact]
    public void ServicePorts_IpPerTaskWithoutPorts_AreAssignedFromItsFirstTaskEvenAnUnusableOne()
    {
        MarathonApp app = App(""","ipAddress":{"discovery":{"ports":[{"number":80},{"number":80},{"number":81}]}},"tasks":[{"id":"t","state":"TASK_FAILED"}]""");
        PortAssigner same = new(10050, 10100);

        string[] ports = ServicePorts(app, new PortAssigner(10050, 10100)).Split(',');

        Assert.Equal([$"{same.PortFor("/a", 80)}", $"{same.PortFor("/a", 80)}", $"{same.PortFor("/a", 81)}"], ports);
        Assert.Equal("", ServicePorts(App(""","ipAddress":{"discovery":{"ports":[{"number":80}]}}"""), new PortAssigner(10050, 10100)));
        Assert.Equal("-", ServicePorts(App(""","ipAddress":{"discovery":{"ports":[{"number":80}]}},"tasks":[{"id":"t"}]"""), new PortAssigner(10050, 10049)));
    }

    [Theory]
    [InlineData("Host", """[1,2]""", ""","portDefinitions":[{"port":9}]""", "1,2")]
    [InlineData("Host", """[]""", ""","portDefinitions":[{"port":9}]""", "9")]
    [InlineData("Host", """[]""", ""","container":{"portMappings":MAPPED}""", "")]
    [InlineData("Bridge", """[]""", ""","container":{"portMappings":MAPPED}""", "8080,8081,8082")]
    [InlineData("Bridge", """[]""", ""","container":{"portMappings":MAPPED},"portDefinitions":[{"port":9}]""", "9")]
    [InlineData("Container", """[1,2]""", ""","container":{"portMappings":MAPPED}""", "8080,8081,8082")]
    [InlineData("Container", """[1,2]""", ""","container":{"portMappings":MAPPED},"ipAddress":{"discovery":{"ports":[{"number":80}]}}""", "80")]
    [InlineData("Container", """[1,2]""", "", "")]
    public void TaskPorts_Modes_FollowTheRules(string mode, string taskPorts, string more, string expected)
    {
        MarathonApp app = App(more + $$""","tasks":[{"id":"t","ports":{{taskPorts}}}]""");

        Assert.Equal(expected, string.Join(',', PortRules.TaskPorts(app, Enum.Parse<NetworkMode>(mode), app.Tasks[0])));
    }

    [Theory]
    [InlineData("""[{"protocol":"TCP","portIndex":1},{"protocol":"HTTP","portIndex":0}]""", 0, "HTTP")]
    [InlineData("""[{"protocol":"TCP","portIndex":1},{"protocol":"HTTP","portIndex":0}]""", 1, "TCP")]
    [InlineData("""[{"protocol":"TCP","portIndex":1},{"protocol":"HTTP","portIndex":0}]""", 2, null)]
    [InlineData("""[{"protocol":"TCP","portIndex":1},{"protocol":"COMMAND","port":80},{"protocol":"HTTP","portIndex":0}]""", 0, "COMMAND")]
    [InlineData("""[{"protocol":"TCP","portIndex":1},{"protocol":"COMMAND","port":80}]""", 7, "COMMAND")]
    [InlineData("""[{"protocol":"HTTP"}]""", 0, null)]
    [InlineData("[]", 0, null)]
    public void For_HealthChecks_TakesTheFirstWithAPortOrTheIndex(string checks, int n, string? expected) =>
        Assert.Equal(expected, HealthCheckChoice.For(App($""","healthChecks":{checks}"""), n)?.Protocol);

    private static string ServicePorts(MarathonApp app, PortAssigner assigner) => string.Join(
        ',', PortRules.ServicePorts(new AppInstance(app.Id, app, app.Tasks, null), PortRules.ModeOf(app), assigner, out _).Select(static port => port?.ToString() ?? "-"));

    private static MarathonApp App(string more) => SampleApps.Read($$"""{"id":"/a"{{more.Replace("MAPPED", Mapped)}}}""")[0];
}

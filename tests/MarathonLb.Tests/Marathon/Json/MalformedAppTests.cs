using System.Text;
using MarathonLb.Findings;
using MarathonLb.Marathon;

namespace MarathonLb.Tests.Marathon.Json;

public sealed class MalformedAppTests
{
    [Theory]
    [InlineData("""{"id":"/a","ports":["x",10001]}""", "ports[0]: a text where a number belongs")]
    [InlineData("""{"id":"/a","ports":{"x":[1]}}""", "ports: an object where a list belongs")]
    [InlineData("""{"id":"/a","ports":[1.5]}""", "ports[0]: not a whole number of 32 bits")]
    [InlineData("""{"id":"/a","instances":99999999999}""", "instances: not a whole number of 32 bits")]
    [InlineData("""{"id":"/a","labels":{"fine":"x","HAPROXY_0_PORT":10001}}""", "labels.HAPROXY_0_PORT: a number where a text belongs")]
    [InlineData("""{"id":"/a","labels":["x"]}""", "labels: a list where an object belongs")]
    [InlineData("""{"id":"/a","labels":{"x":"\ud800"}}""", "labels.x: not valid Unicode text")]
    [InlineData("""{"id":"/a","tasks":[{"id":"1"},{"id":"2","ports":[1,2,{"a":[3]}]}]}""", "tasks[1].ports[2]: an object where a number belongs")]
    [InlineData("""{"id":"/a","tasks":[{"id":"1","healthCheckResults":[{"alive":"yes"}]}]}""", "tasks[0].healthCheckResults[0].alive: a text where true or false belongs")]
    [InlineData("""{"id":"/a","tasks":["x"]}""", "tasks[0]: a text where an object belongs")]
    [InlineData("""{"id":"/a","container":{"docker":{"network":true}}}""", "container.docker.network: true or false where a text belongs")]
    [InlineData("""{"id":"/a","env":{"x":[{"y":1}]},"networks":[{"mode":[]}],"ports":"second"}""", "networks[0].mode: a list where a text belongs")]
    [InlineData("""{"id":"/a","labels":{"a\nb":1}}""", "labels.a\\u000ab: a number where a text belongs")]
    public async Task Read_ValueOfAWrongKind_IsNotedAndPassedOver(string app, string expected)
    {
        MarathonSnapshot read = await Documents.ReadAsync(Documents.Of(app, """{"id":"/next"}"""));

        Assert.Equal(["/a", "/next"], read.Apps.Select(each => each.Id));
        Assert.Equal(expected, read.Apps[0].Malformed);
        Assert.Null(read.Apps[1].Malformed);
    }

    [Fact]
    public async Task Read_WrongKindAmongGood_KeepsTheGood()
    {
        MarathonApp app = await Documents.ReadAppAsync("""{"id":"/a","ports":[10000,"x",10001]}""");

        Assert.Equal([10000, 10001], app.Ports);
    }

    [Theory]
    [InlineData("5", "5")]
    [InlineData("true", "true")]
    [InlineData("{\"x\":1}", "{")]
    [InlineData("[1,[2]]", "[")]
    [InlineData("\"\\udc00\"", "\uFFFD")]
    public async Task Read_LabelThatIsNoText_StaysSoThatItCanBeRefused(string value, string expected)
    {
        MarathonApp app = await Documents.ReadAppAsync($$$"""{"id":"/a","labels":{"HAPROXY_0_AUTH":{{{value}}},"next":"x"}}""");

        Assert.Equal([("HAPROXY_0_AUTH", expected), ("next", "x")], app.Labels.Select(label => (label.Name, label.Value)));
        Assert.StartsWith("labels.HAPROXY_0_AUTH: ", app.Malformed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_InvalidUtf8InALabel_IsNoted()
    {
        byte[] json = Encoding.Latin1.GetBytes(Documents.Of("""{"id":"/a","labels":{"ok":"1","bad":"ÿ"}}"""));

        MarathonApp app = Assert.Single((await Documents.ReadAsync(json)).Apps);

        Assert.Equal(["1", "\uFFFD"], app.Labels.Select(label => label.Value));
        Assert.Equal("labels.bad: not valid Unicode text", app.Malformed);
    }

    [Theory]
    [InlineData("""{"ports":[1]}""", "it has no \"id\"")]
    [InlineData("""{"id":5}""", "it has no \"id\"")]
    [InlineData("""{"id":null}""", "it has no \"id\"")]
    [InlineData("\"app\"", "it is not an object")]
    [InlineData("[[1]]", "it is not an object")]
    [InlineData("null", "it is not an object")]
    public async Task Read_SomethingThatIsNoApp_IsAFindingAndTheOthersGoOn(string element, string reason)
    {
        MarathonSnapshot read = await Documents.ReadAsync(Documents.Of("""{"id":"/before"}""", element, """{"id":"/after"}"""));

        Assert.Equal(["/before", "/after"], read.Apps.Select(app => app.Id));
        Finding finding = Assert.Single(read.Findings);
        Assert.Equal(("app-malformed", FindingSeverity.Error, "apps[1]"), (finding.Code, finding.Severity, finding.Subject));
        Assert.Contains(reason, finding.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_HundredThousandLabels_TakesNoQuadraticTime()
    {
        string labels = string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"label-{i % 50_000}\":\"{i}\""));

        MarathonApp app = await Documents.ReadAppAsync($$$"""{"id":"/a","labels":{{{{labels}}}}}""");

        Assert.Equal(50_000, app.Labels.Length);
        Assert.Equal("50000", app.Labels[0].Value);
    }
}

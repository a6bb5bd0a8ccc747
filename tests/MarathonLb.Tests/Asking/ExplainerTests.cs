using MarathonLb.Apps;
using MarathonLb.Asking;
using MarathonLb.Findings;
using MarathonLb.Tests.Apps;

namespace MarathonLb.Tests.Asking;

public sealed class ExplainerTests
{
    private static readonly AppsOptions External = new() { Groups = ["external"] };

    [Theory]
    [InlineData("exposed", "HAPROXY_GROUP", "external")]
    [InlineData("group", "HAPROXY_GROUP", "internal")]
    [InlineData("group", "0_GROUP", "internal", "HAPROXY_GROUP", "external")]
    [InlineData("group")]
    [InlineData("disabled", "HAPROXY_GROUP", "external", "0_ENABLED", "false")]
    [InlineData("label", "HAPROXY_GROUP", "external", "0_VHOST", "no host")]
    [InlineData("label", "HAPROXY_GROUP", "external", "0_BACKEND_HEAD", "{")]
    public void Explain_Labels_NameTheFirstRuleThatDecides(string rule, params string[] labels)
    {
        string app = SampleApps.App("/app", 10000, [.. labels.Chunk(2).Select(static pair => (pair[0], pair[1]))]);
        PortExplanation port = Assert.Single(new Explainer(Asked.Of(External, app)).Explain("app")!.Ports);
        Assert.Equal((rule, rule == "exposed"), (port.Rule, port.Exposed));
    }

    [Theory]
    [InlineData("TASK_RUNNING", "health", "none is")]
    [InlineData("TASK_STAGING", "no-servers", "no task runs (TASK_STAGING)")]
    public void Explain_NoTaskServes_SaysWhy(string state, string rule, string reason)
    {
        string app = $$"""{"id":"/app","ports":[10000],"healthChecks":[{"portIndex":0}],"labels":{"HAPROXY_GROUP":"external"},"tasks":[{"id":"t","host":"10.0.0.1","ports":[1],"state":"{{state}}"}]}""";
        PortExplanation port = Assert.Single(new Explainer(Asked.Of(External with { HealthCheck = true }, app)).Explain("/app")!.Ports);
        Assert.Equal(rule, port.Rule);
        Assert.Contains(reason, port.Reason);
    }

    [Fact]
    public void Explain_StrictModeAndOurselvesAndNoTasks_AreTold()
    {
        string app = SampleApps.App("/app", 10000, ("HAPROXY_GROUP", "external"));
        Assert.Equal("strict-mode", RuleOf(External with { StrictMode = true }, app));
        Assert.Equal("ourselves", RuleOf(External with { FrameworkName = "app" }, app));
        Assert.Equal("no-tasks", RuleOf(External, SampleApps.App("/app", [10000], [], [("HAPROXY_GROUP", "external")])));
        static string RuleOf(AppsOptions options, string app) => new Explainer(Asked.Of(options, app)).Explain("/app")!.Ports[0].Rule;
    }

    [Fact]
    public void Explain_SeveralPorts_EachHasItsGroupsTemplatesAndWays()
    {
        string app = SampleApps.App(
            "/app", [10000, 10001, 10001], ["10.0.0.1"],
            [("HAPROXY_GROUP", "external"), ("0_GROUP", "internal"), ("HAPROXY_2_VHOST", "a.test,b.test"), ("HAPROXY_2_PATH", "/x"), ("HAPROXY_2_BACKEND_HEAD", "backend {backend}\n")]);
        AppExplanation explanation = new Explainer(Asked.Of(External, app)).Explain("/app")!;
        Assert.Equal(["group", "same-port", "exposed"], explanation.Ports.Select(static port => port.Rule));
        PortExplanation last = explanation.Ports[2];
        Assert.Equal(["HAPROXY_2_BACKEND_HEAD"], last.Templates);
        Assert.Contains("https://b.test and a path that begins with /x", last.ReachedBy);
        Assert.Contains("*:10001", last.ReachedBy);
        Assert.NotEmpty(last.Lines);
    }

    [Fact]
    public void Explain_VhostOfAnother_IsToldAmongFindings()
    {
        string[] apps = [.. new[] { "/a", "/b" }.Select(static (id, i) => SampleApps.App(id, 10000 + i, ("HAPROXY_GROUP", "external"), ("0_VHOST", "a.test")))];
        PortExplanation port = new Explainer(Asked.Of(External, apps)).Explain("/b")!.Ports[0];
        Assert.True(port.Exposed);
        Assert.Contains(port.Findings, static finding => finding.Contains("belongs to app /a"));
        Assert.DoesNotContain(port.ReachedBy, static way => way.Contains("a.test"));
    }

    [Fact]
    public void Explain_DeploymentGroup_IsOneUnderEachOfItsNames()
    {
        string[] apps = [.. new[] { "/shop-blue", "/shop-green" }.Select(static id => SampleApps.App(id, 10000, ("HAPROXY_GROUP", "external"), ("HAPROXY_DEPLOYMENT_GROUP", "shop")))];
        Explainer explainer = new(Asked.Of(External, apps));
        Assert.All(["/shop", "shop-green", "/shop-blue"], name => Assert.Equal(["/shop-blue", "/shop-green"], explainer.Explain(name)!.Members));
        Assert.True(explainer.Explain("shop")!.Ports[0].Exposed);
    }

    [Fact]
    public void Unknown_App_NamesTheNearest()
    {
        Explainer explainer = new(Asked.Of(External, SampleApps.App("/prod/shop", 10000), SampleApps.App("/prod/other", 10001)));
        Assert.Null(explainer.Explain("/prod/shp"));
        Assert.Equal(["/prod/shop"], explainer.Unknown("/prod/shp").Nearest);
        Assert.Equal(["/prod/shop"], explainer.Unknown("shop").Nearest);
        Assert.Empty(explainer.Unknown("/something/else/altogether").Nearest);
    }

    /// <summary>Left out with such a finding, it is that which decided; served in its last good form, it is exposed and the finding says how.</summary>
    [Theory]
    [InlineData("rejected")]
    [InlineData("port-taken")]
    public void Explain_FindingOfARunningInstance_DecidesIfTheServiceIsLeftOut(string code)
    {
        AskedModel asked = Asked.Of(External, SampleApps.App("/a", 10000, ("HAPROXY_GROUP", "external")), SampleApps.App("/b", 10001, ("HAPROXY_GROUP", "external")));
        Finding finding = new(FindingSeverity.Error, code, "/a", null, null, "the reason", "the advice") { Index = 0 };
        asked = asked with { Findings = [.. asked.Findings, finding] };

        PortExplanation serving = new Explainer(asked).Explain("/a")!.Ports[0];
        Assert.Equal((true, "exposed", "the reason"), (serving.Exposed, serving.Rule, serving.Reason));

        AskedModel without = asked with { Model = asked.Model with { Services = [.. asked.Model.Services.Where(static service => service.AppId != "/a")] } };
        PortExplanation port = new Explainer(without).Explain("/a")!.Ports[0];
        Assert.Equal((false, code, "the reason", null), (port.Exposed, port.Rule, port.Reason, port.Backend));
        Assert.Contains(port.Findings, static text => text.Contains("the advice", StringComparison.Ordinal));
        Assert.Empty(port.Lines);
        Assert.True(new Explainer(without).Explain("/b")!.Ports[0].Exposed);
    }
}

using MarathonLb.Apps;
using MarathonLb.Findings;

namespace MarathonLb.Tests.Apps;

public sealed class ServiceBuilderTests
{
    [Theory]
    [InlineData("VHOST", "a b")]
    [InlineData("PATH", "/a\n/b")]
    [InlineData("AUTH", "realm:user")]
    [InlineData("BACKEND_NETWORK_ALLOWED_ACL", "everybody")]
    [InlineData("PORT", "99999")]
    [InlineData("SSL_CERT", "a 'b'")]
    [InlineData("BIND_OPTIONS", "x\ny")]
    [InlineData("BIND_ADDR", "10.0.0.1 ssl")]
    [InlineData("MODE", "udp")]
    [InlineData("GROUP", "a\u200bb")]
    [InlineData("HTTP_BACKEND_REDIR", "/a b")]
    [InlineData("BACKEND_HEAD", "backend {nothing}")]
    public void Build_LabelThatMatters_CostsItsServiceAndNoOther(string label, string value)
    {
        AppsModel model = SampleApps.Build(SampleApps.App("/a", [10000, 10001], ["10.0.0.1"], [("0_" + label, value)]), SampleApps.App("/b", 10002));

        Assert.Equal(["a_10001", "b_10002"], model.Services.Select(static service => service.Backend));
        Finding finding = Assert.Single(model.Findings);
        Assert.Equal((FindingSeverity.Error, "/a", $"HAPROXY_0_{label}", 0), (finding.Severity, finding.AppId, finding.Subject, finding.Index));
        Assert.EndsWith("the service is left out", finding.Reason);
        Assert.NotEmpty(finding.Advice);
    }

    [Theory]
    [InlineData("BACKEND_WEIGHT", "x")]
    [InlineData("BALANCE", "best")]
    [InlineData("BACKEND_HEALTHCHECK_PORT_INDEX", "-1")]
    public void Build_HarmlessLabel_IsIgnored(string label, string value)
    {
        AppsModel model = SampleApps.Build(SampleApps.App("/a", 10000, ("0_" + label, value)));

        Assert.Single(model.Services);
        Assert.EndsWith("the label is ignored", Assert.Single(model.Findings).Reason);
    }

    [Fact]
    public void Build_BadAuth_ItsValueIsNotShown() =>
        Assert.DoesNotContain("secret", Assert.Single(SampleApps.Build(SampleApps.App("/a", 1, ("0_AUTH", "r:secret"))).Findings).ToString());

    [Theory]
    [InlineData("HAPROXY_0_VHSOT", "Did you mean HAPROXY_0_VHOST?")]
    [InlineData("HAPROXY_VHOST", "Did you mean HAPROXY_0_VHOST?")]
    [InlineData("HAPROXY_00_VHOST", "Did you mean HAPROXY_0_VHOST?")]
    [InlineData("HAPROXY_0_QQQQQQQQQ", "See docs/labels.md for those there are.")]
    [InlineData("HAPROXY_1_VHOST", "Use an index below that, or define the port.")]
    public void Build_LabelWithoutEffect_IsNamed(string label, string advice) =>
        Assert.Equal(advice, Assert.Single(SampleApps.Build(SampleApps.App("/a", 1, (label, "x"))).Findings).Advice);

    [Theory]
    [InlineData("owner", "x")]
    [InlineData("haproxy", "x")]
    [InlineData("0_VHOST", "")]
    [InlineData("0_PORT", "")]
    public void Build_OtherOrEmptyLabel_SaysNothing(string label, string value) => Assert.Empty(SampleApps.Build(SampleApps.App("/a", 1, (label, value))).Findings);

    [Theory]
    [InlineData("bad id")]
    [InlineData("/")]
    [InlineData("/a\n")]
    [InlineData("/a:b")]
    public void Build_AppIdThatCantNameABackend_LeavesTheAppOut(string id)
    {
        AppsModel model = SampleApps.Build(SampleApps.App(id, 1), SampleApps.App("/Good.app_1/x", 2));

        Assert.Equal("Good.app_1_x_2", Assert.Single(model.Services).Backend);
        Assert.Equal("app-id", Assert.Single(model.Findings).Code);
    }

    [Fact]
    public void Build_AppOfAnotherGroup_HasNoFindings()
    {
        AppsOptions internals = new() { Groups = ["internal"] };

        Assert.Empty(SampleApps.Build(internals, SampleApps.App("/a", 1, ("HAPROXY_GROUP", "external"), ("0_AUTH", "x"))).Findings);
        Assert.Single(SampleApps.Build(internals, SampleApps.App("/a", 1, ("HAPROXY_GROUP", "external"), ("0_GROUP", "internal"), ("0_AUTH", "x"))).Findings);
    }

    [Fact]
    public void Build_EqualServicePorts_AreOneServiceWithTheLaterLabelsAndBothServers()
    {
        Service service = Assert.Single(SampleApps.Build(SampleApps.App("/a", [10000, 10000], ["10.0.0.1"], [("0_VHOST", "a.com"), ("HAPROXY_1_VHOST", "b.com")])).Services);

        Assert.Equal(["b.com"], service.Vhosts);
        Assert.Equal([31000, 31001], service.Servers.Select(static server => server.Port));
    }

    [Fact]
    public void Build_PortLabel_NamesSortsAndBindsButIsNoKey()
    {
        AppsModel model = SampleApps.Build(SampleApps.App("/a", [10000, 10001], ["10.0.0.1"], [("0_PORT", "20000"), ("HAPROXY_1_PORT", "20000")]));

        Assert.Equal([("a_20000", 0), ("a_20000", 1)], model.Services.Select(static service => (service.Backend, service.Index)));
    }

    [Fact]
    public void Build_HealthcheckPortIndex_PointsToTheRankBySortedPort()
    {
        AppsModel model = SampleApps.Build(
            SampleApps.App("/a", [10000, 10001, 10002], ["10.0.0.1"], [("0_PORT", "20000"), ("0_BACKEND_HEALTHCHECK_PORT_INDEX", "0"), ("HAPROXY_1_BACKEND_HEALTHCHECK_PORT_INDEX", "3"), ("HAPROXY_1_ENABLED", "no")]));

        Assert.Equal([10001, 10002, 20000], model.Services.Select(static service => service.Port));
        Assert.Equal(10001, model.Services[2].CheckedService!.Port);
        Assert.Null(model.Services[0].CheckedService);
        Assert.Equal("health-port-index", Assert.Single(model.Findings).Code);
    }

    [Theory]
    [InlineData("", "", "Tcp")]
    [InlineData("", """{"protocol":"HTTP","portIndex":0}""", "Http")]
    [InlineData("", """{"portIndex":0}""", "Http")]
    [InlineData("", """{"protocol":"HTTPS","portIndex":0}""", "Tcp")]
    [InlineData("", """{"protocol":"MESOS_HTTP","portIndex":0}""", "Tcp")]
    [InlineData("tcp", """{"protocol":"HTTP","portIndex":0}""", "Tcp")]
    [InlineData("HTTP", """{"protocol":"TCP","portIndex":0}""", "Http")]
    [InlineData("tcp", """{"protocol":"MESOS_HTTPS","portIndex":1}""", "Http")]
    [InlineData("tcp", """{"protocol":"TCP","portIndex":1}""", "Tcp")]
    public void Build_Mode_IsTheLabelsUnlessABorrowedCheckForcesHttp(string mode, string check, string expected)
    {
        string app = SampleApps.App(
            "/a", [10000, 10001], ["10.0.0.1"], [("0_MODE", mode), ("0_BACKEND_HEALTHCHECK_PORT_INDEX", "1")], $",\"healthChecks\":[{check}]");

        Assert.Equal(expected, SampleApps.Build(app).Services[0].Mode.ToString());
    }

    [Theory]
    [InlineData(null, null, 0)]
    [InlineData("0", "/a", 1)]
    [InlineData(null, "/a", 1)]
    [InlineData("-1", "/a", -1)]
    [InlineData("5", null, 5)]
    [InlineData("x", "/a", 1)]
    public void Build_Weight_APathRaisesZero(string? weight, string? path, int expected) =>
        Assert.Equal(expected, SampleApps.ServiceWith(("0_BACKEND_WEIGHT", weight ?? ""), ("0_PATH", path ?? "")).Weight);

    [Theory]
    [InlineData(false, null, true)]
    [InlineData(false, "no", false)]
    [InlineData(true, null, false)]
    [InlineData(true, "yes", true)]
    [InlineData(true, "1", false)]
    public void Build_Enabled_IsTheLabelElseNotStrict(bool strict, string? label, bool expected)
    {
        AppsOptions options = new() { Groups = ["*"], StrictMode = strict };

        Assert.Equal(expected, SampleApps.Build(options, SampleApps.App("/a", 1, ("0_ENABLED", label ?? ""))).Services[0].Enabled);
    }

    [Fact]
    public void Build_Ourselves_AreSkipped()
    {
        AppsOptions options = new() { Groups = ["*"], FrameworkName = "system/marathon-lb" };

        Assert.Equal("x_2", Assert.Single(SampleApps.Build(options, SampleApps.App("/system/marathon-lb", 1), SampleApps.App("/x", 2)).Services).Backend);
    }

    [Fact]
    public void Build_RangeUsedUp_ThatPortIsSkippedAndItsIndexStaysUsed()
    {
        AppsOptions options = new() { Groups = ["*"], MinServicePort = 10050, MaxServicePort = 10050 };
        AppsModel model = SampleApps.Build(
            options,
            """{"id":"/a","ipAddress":{"discovery":{"ports":[{"number":80},{"number":81}]}},"tasks":[{"id":"t","host":"h","ipAddresses":[{"ipAddress":"10.0.0.1"}]}]}""");

        Assert.Equal("a_10050", Assert.Single(model.Services).Backend);
        Finding finding = Assert.Single(model.Findings);
        Assert.Equal(("port-range", 1), (finding.Code, finding.Index));
    }

    [Theory]
    [InlineData("/health?full=1", true)]
    [InlineData("/größe", true)]
    [InlineData("/a' -f x", false)]
    [InlineData("/a\\nb", false)]
    public void Build_HealthCheckPath_IsUsedIfItCanStandThere(string path, bool good)
    {
        AppsModel model = SampleApps.Build(SampleApps.App("/a", [1], ["10.0.0.1"], [], $$""","healthChecks":[{"portIndex":0,"path":"{{path}}"}]"""));

        Assert.Equal(good, model.Services[0].HealthCheck is not null);
        Assert.Equal(good ? 0 : 1, model.Findings.Count);
    }
}

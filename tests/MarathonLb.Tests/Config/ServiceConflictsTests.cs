using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Findings;
using MarathonLb.Tests.Apps;

namespace MarathonLb.Tests.Config;

public sealed class ServiceConflictsTests
{
    [Fact]
    public void Resolve_OnePortTwice_LaterLosesItsListenerAndKeepsItsBackend()
    {
        FindingLog findings = new();
        Service[] services = Resolve(ConflictMode.First, findings, SampleApps.App("/b", 10000), SampleApps.App("/a", 10000));

        Assert.Equal([("/b", false), ("/a", true)], services.Select(static service => (service.AppId, service.Listens)));
        Finding finding = Assert.Single(findings);
        Assert.Equal(("port-conflict", "/b"), (finding.Code, finding.AppId));
        Assert.Contains("port 10000 on * belongs to app /a (service port 10000) already", finding.Reason);
        string config = Golden.Text(Rendering.With(Rendering.Defaults).Render(services).Text);
        Assert.Contains("backend b_10000", config);
        Assert.Single(config.Split('\n'), static line => line.Contains("bind *:10000", StringComparison.Ordinal));
    }

    [Fact]
    public void Resolve_OnePortOnTwoAddresses_IsNoConflict() =>
        Assert.All(
            Resolve(ConflictMode.First, new FindingLog(), SampleApps.App("/a", 10000, ("0_BIND_ADDR", "10.0.0.1")), SampleApps.App("/b", 10000, ("0_BIND_ADDR", "10.0.0.2"))),
            static service => Assert.True(service.Listens));

    [Fact]
    public void Resolve_PortOfAGlobalTemplate_IsTheTemplates()
    {
        FindingLog findings = new();
        Service[] services = Resolve(ConflictMode.First, findings, SampleApps.App("/a", 9090));

        Assert.False(Assert.Single(services).Listens);
        Assert.Contains("port 9090 on * is listened on by HAPROXY_HEAD", Assert.Single(findings).Reason);
    }

    /// <summary>One without servers yields to other services by itself, silently; a listener of ours it must not split.</summary>
    [Theory]
    [InlineData(9090, 1)]
    [InlineData(10000, 0)]
    public void Resolve_EmptyService_LosesItsListenerToAGlobalTemplateOnly(int port, int conflicts)
    {
        FindingLog findings = new();
        AppsOptions keeping = SampleApps.Everything with { KeepEmptyServices = true };
        Service[] services = Conflicts(ConflictMode.First, keeping)
            .Resolve(SampleApps.Build(keeping, SampleApps.App("/a", [port], [], []), SampleApps.App("/b", 10000)).Services, findings);

        Assert.Equal(conflicts, findings.Count);
        Assert.Equal(conflicts == 0, services[0].Listens);
        Assert.True(services[1].Listens);
    }

    [Fact]
    public void Resolve_OneVhostTwice_LaterLosesThatVhostOnly()
    {
        FindingLog findings = new();
        Service[] services = Resolve(
            ConflictMode.First, findings, SampleApps.App("/a", 1, ("0_VHOST", "x.test")), SampleApps.App("/b", 2, ("0_VHOST", "b.test,x.test")));

        Assert.Equal(["x.test"], services[0].Vhosts);
        Assert.Equal(["b.test"], services[1].Vhosts);
        Assert.Equal("b.test", services[1].VhostValue);
        Assert.Equal(("vhost-conflict", "/b"), (Assert.Single(findings).Code, findings.Single().AppId));
        string config = Golden.Text(Rendering.With(Rendering.Defaults).Render(services).Text);
        Assert.DoesNotContain("acl host_x_test_b", config);
        Assert.Contains("backend b_2", config);
    }

    [Theory]
    [InlineData("/api", "/api", 1)]
    [InlineData("/api", "/web", 0)]
    [InlineData("/api", null, 0)]
    public void Resolve_OneVhostWithPaths_ConflictsIfThePathsAreEqual(string first, string? second, int conflicts)
    {
        FindingLog findings = new();
        (string, string)[] more = second is null ? [] : [("0_PATH", second)];
        Resolve(ConflictMode.First, findings, SampleApps.App("/a", 1, ("0_VHOST", "x.test"), ("0_PATH", first)), SampleApps.App("/b", 2, [("0_VHOST", "x.test"), .. more]));

        Assert.Equal(conflicts, findings.Count);
    }

    [Fact]
    public void Resolve_Tell_ChangesNothing()
    {
        FindingLog findings = new();
        AppsModel model = SampleApps.Build(SampleApps.App("/a", 1, ("0_VHOST", "x.test")), SampleApps.App("/b", 1, ("0_VHOST", "x.test")));

        Assert.Same(model.Services, Conflicts(ConflictMode.Tell).Resolve(model.Services, findings));
        Assert.Equal(["port-conflict", "vhost-conflict"], findings.Select(static finding => finding.Code));
    }

    /// <summary>So that the renderer copies it instead of rendering it again.</summary>
    [Fact]
    public void Resolve_SameServicesAgain_GivesTheSameObjects()
    {
        AppsModel model = SampleApps.Build(SampleApps.App("/a", 1), SampleApps.App("/b", 1));
        ServiceConflicts conflicts = Conflicts(ConflictMode.First);

        Service[] first = conflicts.Resolve(model.Services, new FindingLog());
        Service[] second = conflicts.Resolve(model.Services, new FindingLog());

        Assert.Equal(first, second);
        Assert.NotSame(model.Services[1], first[1]);
        Assert.Same(model.Services[1], first[1].Original);
    }

    private static Service[] Resolve(ConflictMode mode, FindingLog findings, params string[] apps) =>
        Conflicts(mode).Resolve(SampleApps.Build(apps).Services, findings);

    private static ServiceConflicts Conflicts(ConflictMode mode, AppsOptions? groups = null) =>
        new(mode, groups ?? SampleApps.Everything, bindsShared: true, new Dictionary<(string Address, int Port), string> { [("*", 9090)] = "HAPROXY_HEAD" });
}

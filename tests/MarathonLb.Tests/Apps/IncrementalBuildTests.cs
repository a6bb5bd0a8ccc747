using CsCheck;
using MarathonLb.Apps;
using MarathonLb.Marathon;
using MarathonLb.Templates;

namespace MarathonLb.Tests.Apps;

/// <summary>The builder keeps what it built of apps that did not change; whatever changed, its model must be the one of a build from scratch.</summary>
public sealed class IncrementalBuildTests
{
    private static readonly AppsOptions Options = new() { Groups = ["external"], HealthCheck = true, MinServicePort = 100, MaxServicePort = 103, FrameworkName = "app4" };

    /// <summary>One app as it may look from one round to the next.</summary>
    private static readonly Gen<string> AppText = Gen.Select(Gen.Int[0, 6], Gen.Int[0, 4], Gen.Int[0, 3], Gen.Int[0, 255]).Select(static (id, kind, tasks, bits) => App(id, kind, tasks, bits));

    /// <summary>A round: its apps, and whether the name service knows the host "sick".</summary>
    private static readonly Gen<(string[] Apps, bool Resolves)> Round = Gen.Select(AppText.Array[0, 7].Select(static texts => texts.DistinctBy(static text => text[..12]).ToArray()), Gen.Bool);

    [Fact]
    public void Build_RoundsOfChanges_EqualABuildFromScratch() =>
        Round.Array[1, 8].Sample(
            static rounds =>
            {
                Names names = new();
                AppsBuilder incremental = Builder(names);
                AppsBuilder scratch = Builder(names);
                Dictionary<string, MarathonApp> kept = [];
                foreach ((string[] texts, bool resolves) in rounds)
                {
                    // An app whose text is the same is the same object, as in the cluster's state.
                    // A name that resolved is remembered by the resolver.
                    names.Resolves |= resolves;
                    MarathonApp[] apps = [.. texts.Select(text => kept.TryGetValue(text, out MarathonApp? known) ? known : kept[text] = SampleApps.Read(text)[0])];
                    Assert.Equal(Show(scratch.Build(SampleApps.Read(texts))), Show(incremental.Build(apps)));
                }
            },
            iter: 500, threads: 1, seed: "0N0XIzNsQ0O2");

    [Fact]
    public void Build_OneAppChanged_TheOthersAreTheSameObjects()
    {
        AppsBuilder builder = Builder(new Names { Resolves = true });
        MarathonApp[] apps = SampleApps.Read(App(0, 0, 2, 0), App(1, 0, 1, 0), App(2, 1, 1, 0), App(3, 1, 1, 0), App(5, 0, 1, 0));
        Service[] before = builder.Build(apps).Services;

        // One changes, one comes, one goes, two change places.
        MarathonApp[] next = [SampleApps.Read(App(0, 0, 1, 0))[0], SampleApps.Read(App(6, 0, 1, 0))[0], apps[4], apps[2], apps[3]];
        Service[] after = builder.Build(next).Services;

        Assert.Equal(["/app0", "/app1", "/app5", "/blue"], before.Select(static service => service.AppId));
        Assert.Equal(["/app0", "/app6", "/app5", "/blue"], after.Select(static service => service.AppId));
        Assert.NotSame(before[0], after[0]);
        Assert.Same(before[2], after[2]);
        Assert.Same(before[3], after[3]);
    }

    [Fact]
    public void Build_GroupWithAChangedMember_IsBuiltAnew()
    {
        AppsBuilder builder = Builder(new Names { Resolves = true });
        MarathonApp[] apps = SampleApps.Read(App(2, 1, 1, 0), App(3, 1, 1, 0));
        builder.Build(apps);

        Service service = Assert.Single(builder.Build([apps[0], SampleApps.Read(App(3, 1, 2, 0))[0]]).Services);

        Assert.Equal(3, service.Servers.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Build_HostThatDoesNotResolve_IsAskedAgainOnlyWhileItDoesNot(bool resolves)
    {
        Names names = new() { Resolves = resolves };
        AppsBuilder builder = Builder(names);
        MarathonApp[] apps = SampleApps.Read(App(0, 0, 3, 0));
        builder.Build(apps);
        names.Asked = 0;

        builder.Build(apps);

        Assert.Equal(resolves ? 0 : 3, names.Asked);
    }

    /// <summary>The verdicts of an app that did not change are not asked for, so others may push them out of the memory; they count still.</summary>
    [Fact]
    public void Build_MoreAppsThanVerdictsRemembered_ChangeKeepsTheLastVerdicts()
    {
        AppsBuilder builder = new(Options with { HealthMemory = 1 }, new Names(), new TemplateCompiler());
        MarathonApp first = Judged("/first", ""","healthCheckResults":[{"alive":true}]""");
        builder.Build([first]);
        builder.Build([first, Judged("/second", ""","healthCheckResults":[{"alive":true}]""")]);

        AppsModel model = builder.Build([Judged("/first", ""), Judged("/second", "")]);

        Assert.Equal(["/first", "/second"], model.Services.Select(static service => service.AppId));
    }

    private static MarathonApp Judged(string id, string results) => SampleApps.Read($$"""
        {"id":"{{id}}","labels":{"HAPROXY_GROUP":"external"},"ports":[10],"healthChecks":[{"portIndex":0}],"tasks":[{"id":"{{id}}1","host":"10.0.0.1","ports":[1]{{results}}}]}
        """)[0];

    private static AppsBuilder Builder(Names names) => new(Options, names, new TemplateCompiler());

    private static string App(int id, int kind, int tasks, int bits)
    {
        bool Has(int bit) => (bits & (1 << bit)) != 0;
        List<string> labels = [$"\"HAPROXY_GROUP\":\"{(Has(0) ? "internal" : "external")}\""];
        if (Has(1)) labels.Add("\"HAPROXY_0_VHOST\":\"a.com\"");
        if (Has(2)) labels.Add("\"HAPROXY_0_STICKY\":\"perhaps\"");
        if (kind == 1) labels.Add("\"HAPROXY_DEPLOYMENT_GROUP\":\"blue\"");
        string ports = kind == 2 ? "\"ipAddress\":{\"discovery\":{\"ports\":[{\"number\":80},{\"number\":81}]}}" : $"\"ports\":[{1000 + id}]";
        string checks = Has(3) ? ",\"healthChecks\":[{\"portIndex\":0}]" : "";
        string health = !Has(3) || Has(4) ? "" : $",\"healthCheckResults\":[{{\"alive\":{(Has(5) ? "true" : "false")}}}]";
        string state = Has(6) && Has(7) ? "TASK_KILLING" : "TASK_RUNNING";
        string[] hosts = tasks == 3 ? ["sick", "10.0.0.2", "10.0.0.3"] : [.. Enumerable.Range(1, tasks).Select(static i => $"10.0.0.{i}")];
        IEnumerable<string> texts = hosts.Select((host, i) =>
            $$"""{"id":"{{id}}.{{i}}","host":"{{host}}","ports":[{{31000 + id}}],"ipAddresses":[{"ipAddress":"10.1.{{id}}.{{i}}"}],"state":"{{(i == 0 ? state : "TASK_RUNNING")}}"{{health}}}""");
        return $$"""{"id":"/app{{id}}","instances":{{tasks}},"labels":{ {{string.Join(',', labels)}} },{{ports}}{{checks}},"tasks":[{{string.Join(',', texts)}}]}""";
    }

    private static string Show(AppsModel model) =>
        string.Join('\n', model.Services.Select(Show)) + "\n\n" + string.Join('\n', model.Findings.Select(static finding => $"{finding} {finding.Code} {finding.Index}"));

    private static string Show(Service service) => string.Join(
        " | ",
        service.AppId, service.Index, service.Port, service.Enabled, service.Mode, string.Join(',', service.Groups), string.Join(',', service.Servers.Select(static server => server.ToString())),
        service.HealthCheck, service.Backend, service.VhostValue, service.CleanedHostname, service.Weight, service.IsSticky, service.Definition.Id, service.CheckedService?.Backend);

    private sealed class Names : IHostAddresses
    {
        public bool Resolves { get; set; }

        public int Asked { get; set; }

        public string? Ipv4Of(string host)
        {
            Asked++;
            return host == "sick" && !Resolves ? null : host == "sick" ? "10.9.9.9" : host;
        }
    }
}

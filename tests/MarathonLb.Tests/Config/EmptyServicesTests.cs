using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Templates;
using MarathonLb.Tests.Apps;

namespace MarathonLb.Tests.Config;

/// <summary>--keep-empty-services.</summary>
public sealed class EmptyServicesTests
{
    private static readonly AppsOptions Keeping = SampleApps.Everything with { KeepEmptyServices = true };

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Render_AppWithoutTasks_DiffersOnlyInItsServerLines(bool map, bool grouped)
    {
        RenderOptions options = new() { HaproxyMap = map, GroupHttpsByVhost = grouped };
        string other = SampleApps.App("/b", 10001, ("0_VHOST", "b.com"));
        string[] labels = ["0_VHOST", "0_STICKY", "0_AUTH", "0_BACKEND_HEALTHCHECK_PORT_INDEX"];
        (string, string)[] values = [("0_VHOST", "a.com,c.com"), ("0_STICKY", "true"), ("0_AUTH", "r:u:p"), ("0_BACKEND_HEALTHCHECK_PORT_INDEX", "1")];
        for (int count = 0; count <= labels.Length; count++)
        {
            (string, string)[] some = values[..count];
            (string with, string[] maps) = Render(options, App([10000, 10002], 2, some), other);
            (string without, string[] emptyMaps) = Render(options, App([10000, 10002], 0, some), other);

            Assert.Equal(with.Split('\n').Where(static line => !line.Contains("server 10_0_0_2", StringComparison.Ordinal) && !IsServerOf(line)), without.Split('\n').Where(static line => !IsServerOf(line)));
            Assert.Equal(maps, emptyMaps);
        }

        static bool IsServerOf(string line) => line.TrimStart().StartsWith("server 10_0_0_", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "on", 0)]
    [InlineData(true, "no", 0)]
    [InlineData(true, "on", 1)]
    public void Build_NoTasks_ServiceIsShownOnlyIfAskedForAndEnabled(bool keep, string enabled, int shown)
    {
        AppsOptions options = SampleApps.Everything with { KeepEmptyServices = keep };
        AppsModel model = SampleApps.Build(options, App([10000], 0, ("0_ENABLED", enabled == "on" ? "true" : "no")));

        Assert.Equal(shown, model.Services.Count(options.Exposes));
    }

    [Fact]
    public void Build_TasksThatDoNotRunYetOrFail_LeaveAnEmptyService()
    {
        AppsOptions options = Keeping with { HealthCheck = true };
        string staging = SampleApps.App("/a", 10000).Replace("TASK_RUNNING", "TASK_STAGING", StringComparison.Ordinal);
        string unknown = SampleApps.App("/b", [10001], ["10.0.0.1"], [], ",\"healthChecks\":[{\"portIndex\":0}]");

        Assert.Equal([("a_10000", 0), ("b_10001", 0)], SampleApps.Build(options, staging, unknown).Services.Select(static service => (service.Backend, service.Servers.Length)));
    }

    [Fact]
    public void Build_HealthcheckPortIndex_CountsOnlyServicesWithServers()
    {
        string app = SampleApps.App("/a", [10000, 10001], ["10.0.0.1"], [("0_PORT", "20000"), ("0_BACKEND_HEALTHCHECK_PORT_INDEX", "0")])
            .Replace("\"ports\":[31000,31001]", "\"ports\":[31000]", StringComparison.Ordinal);

        Service[] services = SampleApps.Build(Keeping, app).Services;

        Assert.Equal([("a_10001", 0), ("a_20000", 1)], services.Select(static service => (service.Backend, service.Servers.Length)));
        Assert.Same(services[1], services[1].CheckedService);
    }

    [Fact]
    public void Render_BackendCheckNamesThePort_AnEmptyServiceHasAPort()
    {
        TemplateSet templates = Rendering.Texts(static name => name == "HAPROXY_BACKEND_HTTP_HEALTHCHECK_OPTIONS" ? "  tcp-check connect port {healthCheckPort}\n" : null);
        string app = SampleApps.App("/a", [10000], [], [("0_MODE", "http")], ",\"healthChecks\":[{\"portIndex\":0}]");

        string text = Golden.Text(new ConfigRenderer(templates, new RenderOptions(), Keeping).Render(SampleApps.Build(Keeping, app).Services).Text);

        Assert.Contains("tcp-check connect port 10000\n", text);
    }

    /// <summary>Blue and green by hand: the old app is scaled to 0, the new one has the same host or port.</summary>
    [Theory]
    [InlineData("same.com", null, 10000, false)]
    [InlineData("same.com", "/x", 10000, true)]
    [InlineData("other.com", null, 10000, true)]
    [InlineData("other.com", null, 10001, false)]
    public void Render_ServiceWithServersClaimsTheSame_TheEmptyOneYields(string host, string? path, int port, bool kept)
    {
        string empty = SampleApps.App("/a", [port], [], [("0_VHOST", host), ("0_PATH", path ?? "")]);
        string serving = SampleApps.App("/b", [10001], ["10.0.0.1"], [("0_VHOST", "same.com")]);

        string text = Render(new RenderOptions(), empty, serving).Text;

        Assert.Equal(kept, text.Contains($"backend a_{port}\n", StringComparison.Ordinal));
        Assert.Contains("backend b_10001\n", text);
    }

    /// <summary>The app's id stands for a service that answers.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Render_FirstServiceOfAnAppIsEmpty_ItsIdLeadsToTheNext(bool map)
    {
        string app = SampleApps.App("/a", [10000, 10001], ["10.0.0.1"], [("0_PORT", "20000"), ("0_MODE", "http"), ("HAPROXY_1_MODE", "http")])
            .Replace("\"ports\":[31000,31001]", "\"ports\":[31000]", StringComparison.Ordinal);

        (string text, string[] maps) = Render(new RenderOptions { HaproxyMap = map }, app, SampleApps.App("/b", 10002, ("0_MODE", "http")));

        Assert.Contains(map ? "/a a_20000\n/b b_10002\n" : "use_backend a_20000 if", map ? maps[1] : text);
    }

    private static string App(int[] ports, int tasks, params (string Name, string Value)[] labels) =>
        SampleApps.App("/a", ports, [.. Enumerable.Range(1, tasks).Select(static i => $"10.0.0.{i}")], labels, ",\"healthChecks\":[{\"portIndex\":0,\"path\":\"/x\"}]");

    private static (string Text, string[] Maps) Render(RenderOptions options, params string[] apps)
    {
        ConfigDocument document = new ConfigRenderer(Rendering.Defaults, options, Keeping).Render(SampleApps.Build(Keeping, apps).Services);
        return (Golden.Text(document.Text), [Golden.Text(document.DomainMap), Golden.Text(document.AppMap)]);
    }
}

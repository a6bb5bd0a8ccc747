using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Findings;
using MarathonLb.Tests.Apps;

namespace MarathonLb.Tests.Config;

public sealed class RenderFindingsTests
{
    [Theory]
    [InlineData("VHOST", "a.com")]
    [InlineData("STICKY", "true")]
    [InlineData("USE_HSTS", "true")]
    [InlineData("HTTP_BACKEND_REDIR", "/x")]
    [InlineData("HTTP_BACKEND_PROXYPASS_PATH", "/x")]
    [InlineData("HTTP_BACKEND_REVPROXY_PATH", "/x")]
    public void AddTo_HttpLabelOnATcpService_IsAFinding(string label, string value)
    {
        string[] apps = [SampleApps.App("/a", 1, ("0_MODE", "tcp"), ("0_" + label, value))];

        Finding finding = Assert.Single(Findings(Rendering.Defaults, new RenderOptions(), apps));

        Assert.Equal(("label-no-effect", "/a", $"HAPROXY_0_{label}", 0), (finding.Code, finding.AppId, finding.Subject, finding.Index));
        Assert.DoesNotContain("{n}", finding.Advice);
        Assert.Empty(Findings(Rendering.Defaults, new RenderOptions(), SampleApps.App("/a", 1, ("0_MODE", "http"), ("0_" + label, value))));
    }

    [Fact]
    public void AddTo_OwnTemplateOnATcpService_IsPrintedWithoutAFinding() =>
        Assert.Empty(Findings(Rendering.Defaults, new RenderOptions(), SampleApps.App("/a", 1, ("0_MODE", "tcp"), ("0_STICKY", "true"), ("0_BACKEND_STICKY_OPTIONS", "  stick on src\n"))));

    [Theory]
    [InlineData("HTTP_FRONTEND_ACL", "  # {haproxy_dir}\n", 0, 1)]
    [InlineData("HTTP_FRONTEND_ACL", "  # {haproxy_dir} {hostname}\n", 1, 0)]
    [InlineData("HTTPS_FRONTEND_ACL", "  # {haproxy_dir} {hostname}\n", 0, 1)]
    [InlineData("HTTPS_FRONTEND_ACL", "  # {backend}\n", 1, 0)]
    [InlineData("HTTP_FRONTEND_APPID_ACL", "  # {haproxy_dir}\n", 0, 1)]
    [InlineData("HTTP_FRONTEND_APPID_ACL", "  # {cleanedUpAppId}\n", 1, 0)]
    [InlineData("HTTP_FRONTEND_ACL_ONLY", "  # {hostname}\n", 0, 0)]
    public void AddTo_OwnTextInAMapLine_IsPrintedOrAFinding(string template, string text, int findings, int printed)
    {
        string app = SampleApps.App("/a", 1, ("0_VHOST", "a.com"), ("0_" + template, text));
        RenderOptions options = new() { HaproxyMap = true };

        Assert.Equal(findings, Findings(Rendering.Defaults, options, app, SampleApps.App("/b", 2, ("0_VHOST", "b.com"))).Count);

        string config = Golden.Text(Rendering.With(Rendering.Defaults, options).Render(SampleApps.Build(app).Services).Text);
        Assert.Equal(printed, config.Split("  # /etc/haproxy").Length - 1);
    }

    [Fact]
    public void Render_MapsWithoutHttpServices_PrintNoMapLine()
    {
        RenderOptions options = new() { HaproxyMap = true };

        ConfigDocument document = Rendering.With(Rendering.Goldens, options).Render(SampleApps.Build(SampleApps.App("/a", 1)).Services);

        Assert.DoesNotContain("MAP_", Golden.Text(document.Text));
        Assert.Equal(0, document.AppMap.Length);
    }

    private static FindingLog Findings(TemplateSet templates, RenderOptions options, params string[] apps)
    {
        AppsModel model = SampleApps.Build(apps);
        Assert.Empty(model.Findings);
        FindingLog findings = new();
        new RenderFindings(templates, options).AddTo(Rendering.With(templates, options).Render(model.Services), findings);
        return findings;
    }
}

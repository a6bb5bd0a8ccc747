using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Findings;
using MarathonLb.Marathon;
using MarathonLb.Reconcile;
using MarathonLb.Tests.Apps;
using MarathonLb.Tests.Config;

namespace MarathonLb.Tests.Hygiene;

/// <summary>--raw-labels and --raw-labels-deny.</summary>
public sealed class RawLabelTests
{
    [Theory]
    [InlineData("/team/web", true, "/team")]
    [InlineData("/team/web", true, "team/")]
    [InlineData("/team", true, "/other", "/team")]
    [InlineData("/teammate", false, "/team")]
    [InlineData("/other", false, "/team")]
    [InlineData("/other", true, "/")]
    [InlineData("/other", false)]
    public void Allows_Prefixes_MeanAnAppOrAllBelow(string app, bool expected, params string[] prefixes) =>
        Assert.Equal(expected, new RawLabelPolicy(prefixes).Allows(app));

    [Theory]
    [InlineData("  option forwardfor\n")]
    [InlineData("liquid:  option forwardfor\n")]
    public void Generate_AppMayBringNoTemplates_IsLeftOutWithAReason(string text)
    {
        AppsOptions options = new() { Groups = ["*"], RawLabels = new RawLabelPolicy(["/good"]) };
        (string, string) label = ("0_BACKEND_HTTP_OPTIONS", text);
        AppsModel model = SampleApps.Build(options, SampleApps.App("/bad", 10001, label), SampleApps.App("/good/x", 10002, label), SampleApps.App("/plain", 10003));

        Assert.Equal(["/good/x", "/plain"], model.Services.Select(static service => service.AppId));
        Finding finding = Assert.Single(model.Findings);
        Assert.Equal(("/bad", "HAPROXY_0_BACKEND_HTTP_OPTIONS", FindingSeverity.Error), (finding.AppId, finding.Subject, finding.Severity));
        Assert.Equal("this app may bring no templates in labels (--raw-labels); the service is left out", finding.Reason);
    }

    [Fact]
    public void Generate_DeploymentGroup_DoesNotLendItsName()
    {
        AppsOptions options = new() { Groups = ["*"], RawLabels = new RawLabelPolicy(["/good"]) };
        AppsModel model = SampleApps.Build(options, SampleApps.App("/bad", 10001, ("HAPROXY_DEPLOYMENT_GROUP", "good"), ("0_BACKEND_HTTP_OPTIONS", "  option x\n")));

        Assert.Empty(model.Services);
    }

    [Theory]
    [InlineData("  lua-load /x.lua\n", "lua-load")]
    [InlineData("\tLUA-LOAD /x.lua\n", "LUA-LOAD")]
    [InlineData("  option forwardfor\n  \"lua-load\" /x", "lua-load")]
    [InlineData("  no option httpclose\n  'lua'-load x\n", "lua-load")]
    [InlineData("  lua\\x2dload x\n", "lua-load")]
    [InlineData("  no lua-load\n", "lua-load")]
    [InlineData("\nglobal\n  x", "global")]
    [InlineData("  reqadd X:\\ y\n", "http-request")]
    [InlineData("  \"$X\" y\n", "\"$X\"")]
    [InlineData("liquid:  {{ 'lua' | append: '-load' }} /x\n", "lua-load")]
    [InlineData("liquid:{% for s in servers %}\n  http-request deny{% endfor %}", "http-request")]
    public void Generate_DeniedKeyword_LeavesTheServiceOut(string text, string keyword)
    {
        Generation generation = Generate(text);

        Assert.Equal("/good", Assert.Single(generation.Document.Services.ToArray()).Service.AppId);
        Finding finding = Assert.Single(generation.Findings, static finding => finding.Severity == FindingSeverity.Error);
        Assert.Equal($"'{keyword}' is denied to templates in labels here (--raw-labels-deny); the service is left out", finding.Reason);
        Assert.Equal(("/bad", "HAPROXY_0_BACKEND_HTTP_OPTIONS"), (finding.AppId, finding.Subject));
    }

    [Theory]
    [InlineData("  # lua-load\n  option forwardfor\n")]
    [InlineData("  http-response set-header X global\n")]
    [InlineData("liquid:  option forwardfor # {{ backend }}\n")]
    public void Generate_OtherKeywords_AreFine(string text) => Assert.Equal(2, Generate(text).Document.ServiceCount);

    /// <summary>Our own templates hold a denied keyword too; it is denied to labels only.</summary>
    private static Generation Generate(string text)
    {
        RenderOptions options = new() { DeniedKeywords = ["lua-load", "global", "http-request"] };
        ConfigGenerator generator = new(SampleApps.Everything, options, new Golden.Addresses(), "/nonexistent", static _ => null);
        string bad = SampleApps.App("/bad", 10001, ("0_MODE", "http"), ("0_BACKEND_HTTP_OPTIONS", text));
        return generator.Generate(new MarathonSnapshot(SampleApps.Read(bad, SampleApps.App("/good", 10002, ("0_VHOST", "g.com"))), [], 0, "test"));
    }
}

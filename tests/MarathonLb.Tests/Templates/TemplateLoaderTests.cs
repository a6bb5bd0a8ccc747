using System.Text;
using MarathonLb.Findings;
using MarathonLb.Templates;

namespace MarathonLb.Tests.Templates;

public sealed class TemplateLoaderTests
{
    [Theory]
    [InlineData("env", "liquid", "file", "Environment", "env")]
    [InlineData("", "liquid", "file", "File", null)]
    [InlineData(null, null, "file", "File", "file")]
    [InlineData(null, null, "", "File", "")]
    [InlineData(@"a\nb\n", null, null, "Environment", "a\nb\n")]
    [InlineData(null, null, "a\r\nb\\r\\n\rc", "File", "a\nb\\r\\n\nc")]
    [InlineData(null, null, "\ufeff\tx", "File", "\tx")]
    public void Load_Sources_EnvironmentThenLiquidFileThenFile(string? variable, string? liquid, string? file, string source, string? text)
    {
        using TemporaryFolder folder = new();
        if (liquid is not null) folder.File("HAPROXY_BACKEND_STICKY_OPTIONS.liquid", liquid);
        if (file is not null) folder.File("HAPROXY_BACKEND_STICKY_OPTIONS", file);

        Template[] templates = Load(folder.Root, name => name == "HAPROXY_BACKEND_STICKY_OPTIONS" ? variable : null, null, out List<Finding> findings);

        Template sticky = templates[(int)TemplateName.BackendStickyOptions];
        Assert.Empty(findings);
        Assert.Equal(source, sticky.Source.ToString());
        Assert.Equal(text, sticky.Program is null ? null : Encoding.UTF8.GetString(sticky.Program.Literals));
        Assert.All(TemplateTable.All, declaration => Assert.Equal(declaration.Name, templates[(int)declaration.Name].Name));
    }

    [Theory]
    [InlineData("{x}", "at character 1: {x} does not exist in this template")]
    [InlineData("a\nb {", "at line 2, character 3: a '{' that is never closed; write '{{' for a brace")]
    [InlineData("liquid:{% if %}", "the Liquid text can't be read: ")]
    public void Load_BrokenTemplate_IsReportedAndTheDefaultStandsIn(string text, string reason)
    {
        Template[] templates = Load("/nonexistent", name => name == "HAPROXY_BACKEND_HEAD" ? text : null, null, out List<Finding> findings);

        Finding finding = Assert.Single(findings);
        Assert.Equal((FindingSeverity.Error, "template", "environment variable HAPROXY_BACKEND_HEAD"), (finding.Severity, finding.Code, finding.Subject));
        Assert.StartsWith(reason, finding.Reason);
        Assert.True(templates[(int)TemplateName.BackendHead].IsDefault);
    }

    [Fact]
    public void Load_FileThatIsAFolder_IsReported()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["HAPROXY_HEAD"]);

        Template[] templates = Load(folder.Root, static _ => null, null, out List<Finding> findings);

        Assert.Empty(findings);
        Assert.True(templates[(int)TemplateName.Head].IsDefault);
    }

    [Theory]
    [InlineData(null, "  option dontlognull\n  option http-server-close\n  option redispatch 1\n")]
    [InlineData("tcplog, redispatch,tcplog,,", "  option redispatch\n  option tcplog\n")]
    public void Load_GlobalDefaultOptions_AreSortedEachOnce(string? options, string expected)
    {
        Template head = Load("/nonexistent", static _ => null, options, out _)[(int)TemplateName.Head];

        string text = Encoding.UTF8.GetString(head.Program!.Literals);
        Assert.Contains(expected, text);
        Assert.DoesNotContain("@GLOBAL_DEFAULT_OPTIONS@", text);
    }

    [Fact]
    public void Load_OwnHeadCopiedFromOurs_GetsTheOptionsToo()
    {
        using TemporaryFolder folder = new();
        folder.File("HAPROXY_HEAD", "global\ndefaults\n@GLOBAL_DEFAULT_OPTIONS@\n  timeout client 1s\n");

        Template head = Load(folder.Root, static _ => null, "httplog", out _)[(int)TemplateName.Head];

        Assert.Equal("global\ndefaults\n  option httplog\n  timeout client 1s\n", Encoding.UTF8.GetString(head.Program!.Literals));
    }

    [Fact]
    public void Load_OldGlobalDefaultOption_BecomesTodaysWithAFinding()
    {
        Template head = Load("/nonexistent", static _ => null, "forceclose,http-tunnel", out List<Finding> findings)[(int)TemplateName.Head];

        Assert.Contains("\n  option httpclose\n", Encoding.UTF8.GetString(head.Program!.Literals), StringComparison.Ordinal);
        Assert.True(head.IsDefault);
        Assert.Equal([FindingSeverity.Info, FindingSeverity.Warning], findings.Select(static finding => finding.Severity));
        Assert.All(findings, static finding => Assert.Equal(("template-old", "HAPROXY_GLOBAL_DEFAULT_OPTIONS in the default HAPROXY_HEAD"), (finding.Code, finding.Subject)));
    }

    [Fact]
    public void Load_OldLineInTheEnvironment_BecomesTodaysWithAFindingThatIsNoError()
    {
        Template[] templates = Load("/nonexistent", static name => name == "HAPROXY_BACKEND_HSTS_OPTIONS" ? @"  rspadd X:\ y\n  option z" + "\r\n" : null, null, out List<Finding> findings);

        Assert.Equal("  http-response add-header X y\n  option z\n", Encoding.UTF8.GetString(templates[(int)TemplateName.BackendHstsOptions].Program!.Literals));
        Finding finding = Assert.Single(findings);
        Assert.Equal((FindingSeverity.Info, "environment variable HAPROXY_BACKEND_HSTS_OPTIONS"), (finding.Severity, finding.Subject));
        Assert.StartsWith("line 1: 'rspadd X:\\ y' is printed as 'http-response add-header X y'", finding.Reason, StringComparison.Ordinal);
    }

    private static Template[] Load(string folder, Func<string, string?> environment, string? options, out List<Finding> findings)
    {
        findings = [];
        return new TemplateLoader(new TemplateCompiler(), environment, folder, options).Load(findings);
    }
}

using System.Text;
using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Findings;
using MarathonLb.Templates;

namespace MarathonLb.Tests.Config;

public sealed class RuleLinesTests
{
    [Theory]
    [InlineData("15-vhost-table")]
    [InlineData("16-map-first-redirect")]
    [InlineData("20-grouped-table")]
    public void Render_DefaultTemplates_NoHttpRequestLineFollowsAUseBackendLine(string folder)
    {
        Golden golden = new(Repository.PathOf("tests", "goldens", folder));
        TemplateCompiler compiler = new();
        AppsModel model = new AppsBuilder(golden.AppsOptions, new Golden.Addresses(), compiler).Build(golden.ReadApps());
        List<Finding> findings = [];
        Template[] templates = new TemplateLoader(compiler, static _ => null, Path.GetTempPath(), null).Load(findings);
        ConfigRenderer renderer = new(new TemplateSet(templates), golden.RenderOptions, golden.AppsOptions);

        string text = Golden.Text(renderer.Render(model.Services).Text);

        bool routed = false;
        int routes = 0;
        foreach (string line in text.Split('\n'))
        {
            if (line.Length > 0 && line[0] != ' ') routed = false;
            Assert.False(routed && line.StartsWith("  http-request", StringComparison.Ordinal), line);
            if (!line.StartsWith("  use_backend", StringComparison.Ordinal)) continue;
            routed = true;
            routes++;
        }

        Assert.True(routes > 10);
    }

    [Theory]
    [InlineData(true, "  use_backend a\n\tuse_backend b")]
    [InlineData(false, "  acl x\n\n  use_backends\n")]
    public void KeepLines_MixedLines_KeepsTheAskedOnes(bool routes, string expected)
    {
        ConfigWriter writer = new(1);
        writer.Write("before "u8);
        writer.Write("  acl x\n  use_backend a\n\n  use_backends\n\tuse_backend b"u8);

        writer.KeepLines("before ".Length, "use_backend "u8, routes);

        Assert.Equal("before " + expected, Encoding.UTF8.GetString(writer.WrittenSpan));
    }
}

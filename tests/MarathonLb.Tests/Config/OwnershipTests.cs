using System.Text.RegularExpressions;
using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Templates;
using MarathonLb.Tests.Apps;

namespace MarathonLb.Tests.Config;

public sealed partial class OwnershipTests
{
    public static TheoryData<string> Folders() => new(Golden.Folders().Where(static folder => !folder.EndsWith("13-large")));

    /// <summary>The goldens' templates print their own names: the owner that the index tells must be the one that the line tells.</summary>
    [Theory]
    [MemberData(nameof(Folders))]
    public void OwnerOf_EveryLineOfAGolden_IsTheTemplateThatItNames(string folder)
    {
        Golden golden = new(folder);
        TemplateCompiler compiler = new();
        AppsModel model = new AppsBuilder(golden.AppsOptions, new Golden.Addresses(), compiler).Build(golden.ReadApps());
        ConfigRenderer renderer = golden.Renderer(compiler);
        ConfigDocument document = renderer.Render(model.Services);
        Ownership ownership = new(renderer, document);
        string[] lines = Golden.Text(document.Text).Split('\n');
        int named = 0;
        for (int i = 0; i < lines.Length - 1; i++)
        {
            LineOwner owner = Assert.NotNull(ownership.OwnerOf(i + 1));
            if (lines[i].Contains("backend=<") && owner.Service is Service service) Assert.Contains($"backend=<{service.Backend}>", lines[i]);
            if (owner.Template is not Template template || template.Source == TemplateSource.Label || NameAtStart().Match(lines[i]) is not { Success: true } name) continue;
            Assert.Equal("HAPROXY_" + name.Groups[1].Value, TemplateTable.Of(template.Name).FullName);
            named++;
        }

        Assert.True(named > 5);
        Assert.Null(ownership.OwnerOf(0));
        Assert.Null(ownership.OwnerOf(lines.Length + 1));
    }

    [Theory]
    [InlineData("own frontend", "app /b, service port 10001, label HAPROXY_0_FRONTEND_HEAD")]
    [InlineData("backend a_10000", "app /a, service port 10000, default template HAPROXY_BACKEND_HEAD")]
    [InlineData("userlist user_b_10001", "app /b, service port 10001, default template HAPROXY_USERLIST_HEAD")]
    [InlineData("frontend marathon_http_in", "default template HAPROXY_HTTP_FRONTEND_HEAD")]
    public void Describe_Line_SaysWhoseItIs(string start, string expected)
    {
        AppsModel model = SampleApps.Build(
            SampleApps.App("/a", 10000, ("0_VHOST", "a.com")), SampleApps.App("/b", 10001, ("0_VHOST", "b.com"), ("0_AUTH", "r:u:p"), ("0_FRONTEND_HEAD", "own frontend\n")));
        ConfigRenderer renderer = Rendering.With(Rendering.Defaults);
        ConfigDocument document = renderer.Render(model.Services);

        int line = Array.FindIndex(Golden.Text(document.Text).Split('\n'), text => text.StartsWith(start)) + 1;

        Assert.Equal(expected, new Ownership(renderer, document).Describe(line));
    }

    [GeneratedRegex(@"^  ([A-Z_]{4,}) ")]
    private static partial Regex NameAtStart();
}

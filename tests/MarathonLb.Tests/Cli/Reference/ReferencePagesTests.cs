using MarathonLb.Apps.Labels;
using MarathonLb.Cli;
using MarathonLb.Cli.Reference;
using MarathonLb.Templates;

namespace MarathonLb.Tests.Cli.Reference;

public sealed class ReferencePagesTests
{
    private static readonly EnvironmentSettings NoEnvironment = EnvironmentSettings.From(_ => null);

    [Theory]
    [InlineData("options")]
    [InlineData("labels")]
    [InlineData("templates")]
    public void Page_InDocs_IsWhatTheCommandPrints(string page)
    {
        Invocation.Print print = Assert.IsType<Invocation.Print>(new CommandLine(CommandLine.Commands).Read([page], NoEnvironment));
        Assert.True(
            print.Text == File.ReadAllText(Repository.PathOf("docs", $"{page}.md")),
            $"docs/{page}.md is stale: run scripts/generated-docs.sh");
    }

    [Fact]
    public void Labels_EveryLabel_HasItsDocValueAndExample() => Assert.All(LabelTable.All, label =>
        Assert.Contains($"{label.Doc}\n\nValue: {LabelKindText.Of(label.Kind)}. Example: `{label.Example}`\n", ReferencePages.Labels()));

    [Fact]
    public void Labels_ProtectingLabel_SaysThatItLeavesTheServiceOut()
    {
        Assert.Contains("### `HAPROXY_{n}_AUTH` ‡\n", ReferencePages.Labels());
        Assert.Contains("### `HAPROXY_{n}_STICKY`\n", ReferencePages.Labels());
    }

    [Fact]
    public void Labels_OverridableTemplates_AreNamed() => Assert.All(LabelTable.TemplateOverrides, name =>
        Assert.Contains($"- `{name}`\n", ReferencePages.Labels()));

    [Fact]
    public void Templates_EveryDefault_IsShownAsItIs()
    {
        string page = ReferencePages.Templates();
        Assert.All(TemplateTable.All.Where(template => template.Name is not (TemplateName.Head or TemplateName.Tail)), template =>
            Assert.Contains($"```\n{DefaultTemplates.Text(template.Name).Trim('\n')}\n```\n", page));
        Assert.Contains("  option dontlognull\n  option http-server-close\n  option redispatch 1\n", page);
        Assert.DoesNotContain("@GLOBAL", page);
    }

    [Fact]
    public void Templates_EveryPlaceholder_IsExplained() => Assert.All(ReferenceModel.Placeholders, placeholder =>
        Assert.Contains($"- `{{{placeholder.Name}}}`: {placeholder.Doc}\n", ReferencePages.Templates()));

    [Fact]
    public void Options_AddedOption_IsMarked()
    {
        Assert.Contains("- `--haproxy-binary FILE` †", ReferencePages.Options());
        Assert.Contains("- `--haproxy-config FILE` (default: `/etc/haproxy/haproxy.cfg`): ", ReferencePages.Options());
        Assert.Contains("- `--marathon URL …`, `-m` (default", ReferencePages.Options());
    }

    [Fact]
    public void Command_WithAnArgument_IsMisused() =>
        Assert.IsType<Invocation.Misused>(new CommandLine(CommandLine.Commands).Read(["labels", "x"], NoEnvironment));
}

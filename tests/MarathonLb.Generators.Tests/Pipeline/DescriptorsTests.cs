using System.Text.RegularExpressions;
using MarathonLb.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace MarathonLb.Generators.Tests.Pipeline;

/// <summary>The diagnostics and their page.</summary>
public sealed partial class DescriptorsTests
{
    private static readonly DiagnosticDescriptor[] All = [.. LabelDescriptors.All, .. TemplateDescriptors.All];

    [Fact]
    public void Page_Always_HasARowForEachDiagnosticInOrder()
    {
        string page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "diagnostics.md"));

        Assert.Equal(All.Select(static item => item.Id), Row().Matches(page).Select(static match => match.Groups["id"].Value));
    }

    [Fact]
    public void All_Always_StopTheBuild() => Assert.All(All, static item => Assert.Equal(DiagnosticSeverity.Error, item.DefaultSeverity));

    [Fact]
    public void Of_EveryId_GivesIt() => Assert.All(All, static item => Assert.Same(item, Descriptors.Of(item.Id)));

    [GeneratedRegex(@"^\| (?<id>MLB\d{4}) \| .+ \| .+ \|$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Row();
}

using MarathonLb.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace MarathonLb.Generators.Tests.Labels;

/// <summary>What the generator says about labels declared wrongly, and where.</summary>
public sealed class LabelDiagnosticsTests
{
    private const string Facts = """Doc = "Does.", Example = "x" """;

    [Fact]
    public void LabelSet_NotPartial_MLB0001() =>
        AssertOnly("MLB0001", "'Extra' has [LabelSet]", "[LabelSet(LabelScope.App)] internal sealed class [|Extra|];");

    [Fact]
    public void LabelSet_Nested_MLB0001() =>
        AssertOnly(
            "MLB0001", "outside of other types",
            "internal partial class Outer { [LabelSet(LabelScope.App)] internal partial class [|Extra|]; }");

    [Theory]
    [InlineData("internal string? [|Other|] { get; }")]
    [InlineData("internal partial string? [|Other|] { get; set; }")]
    [InlineData("internal static partial string? [|Other|] { get; }")]
    public void Label_NotAPartialGetter_MLB0002(string property) =>
        AssertOnly("MLB0002", "'internal partial string? Other { get; }'", Set($"[Label(\"OTHER\", LabelKind.Text, {Facts})] {property}"));

    [Theory]
    [InlineData("Text", "string", "'string?'")]
    [InlineData("Port", "string?", "'int?'")]
    [InlineData("Flag", "bool", "'bool?'")]
    [InlineData("HostList", "string[]", "'string[]?'")]
    [InlineData("Auth", "object?", "'AuthLabel?'")]
    public void Label_TypeNotOfItsKind_MLB0003(string kind, string type, string wanted) => AssertOnly(
        "MLB0003", $"is of type '{type}', but a label of kind {kind} reads into {wanted}",
        Set($"[Label(\"OTHER\", LabelKind.{kind}, {Facts})] internal partial {type} [|Other|] {{ get; }}"));

    [Fact]
    public void Label_KindWithoutMember_MLB0004() => AssertOnly(
        "MLB0004", "The kind '' of 'Other'",
        Set($"[[|Label(\"OTHER\", (LabelKind)200, {Facts})|]] internal partial string? Other {{ get; }}"));

    [Fact]
    public void Label_SameNameInItsScope_MLB0005() => AssertOnly(
        "MLB0005", "HAPROXY_OTHER of 'Second' is already declared by 'First'",
        Set($$"""
            [Label("OTHER", LabelKind.Text, {{Facts}})] internal partial string? First { get; }
            [[|Label("OTHER", LabelKind.Text, {{Facts}})|]] internal partial string? Second { get; }
            """));

    [Fact]
    public void Label_SameNameInAnotherSetOfTheScope_MLB0005() => AssertOnly(
        "MLB0005", "HAPROXY_GROUP of 'Other' is already declared by 'Groups'",
        Set($"[[|Label(\"GROUP\", LabelKind.Text, {Facts})|]] internal partial string? Other {{ get; }}"));

    [Fact]
    public void Label_SamePropertyInAnotherSet_MLB0006() => AssertOnly(
        "MLB0006", "'Groups' is already a member of LabelId (from 'AppLabels')",
        Set($"[Label(\"OTHER\", LabelKind.Text, {Facts})] internal partial string? [|Groups|] {{ get; }}"));

    [Fact]
    public void Label_PropertyNamedNone_MLB0006() => AssertOnly(
        "MLB0006", "'None' is already a member",
        Set($"[Label(\"OTHER\", LabelKind.Text, {Facts})] internal partial string? [|None|] {{ get; }}"));

    [Theory]
    [InlineData("", "no Doc and no Example")]
    [InlineData(""", Example = "x" """, "has no Doc:")]
    [InlineData(""", Doc = "Does." """, "has no Example:")]
    public void Label_Undocumented_MLB0007(string facts, string message) => AssertOnly(
        "MLB0007", message, Set($"[[|Label(\"OTHER\", LabelKind.Text{facts})|]] internal partial string? Other {{ get; }}"));

    [Theory]
    [InlineData("")]
    [InlineData("other")]
    [InlineData("0_OTHER")]
    [InlineData("_OTHER")]
    [InlineData("OTHER-ONE")]
    [InlineData("ÜBER")]
    public void Label_BadName_MLB0008(string name) => AssertOnly(
        "MLB0008", $"'{name}' of 'Other'",
        Set($"[[|Label(\"{name}\", LabelKind.Text, {Facts})|]] internal partial string? Other {{ get; }}"));

    [Fact]
    public void Label_OutsideOfASet_MLB0009() => AssertOnly(
        "MLB0009", "its class 'Extra' has no [LabelSet]",
        $$"""internal sealed partial class Extra { [Label("OTHER", LabelKind.Text, {{Facts}})] internal string? [|Other|] { get; } }""");

    [Fact]
    public void Label_SeveralFaults_ShowsAll()
    {
        MarkedSource source = Source(Set("[[|Label(\"other\", LabelKind.Port)|]] internal partial string? Other { get; }"));

        GeneratorRun run = Run(source);

        Assert.Equal(["MLB0003", "MLB0007", "MLB0008"], run.Diagnostics.Select(static item => item.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Label_OneIsWrong_TheOthersAreStillGenerated()
    {
        GeneratorRun run = Run(Source(Set($"[Label(\"OTHER\", LabelKind.Text, {Facts})] internal string? [|Other|] {{ get; }}")));

        Assert.Contains("Vhost,", run.Generated("LabelId.g.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain("Other,", run.Generated("LabelId.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Label_AttributeThatDoesNotCompile_IsTheCompilersMatter()
    {
        string[] attributes =
            ["Label", "Label()", "Label(", "Label(1, 2)", "Label(\"X\", LabelKind.Nothing)", "Label(\"X\", LabelKind.Text, Fault = )"];

        Assert.All(attributes, static attribute =>
        {
            GeneratorRun run = Run(Source(Set($"[{attribute}] internal partial string? [|Other|] {{ get; }}")));
            Assert.All(run.Result.Results, static result => Assert.Null(result.Exception));
            Assert.Empty(run.Diagnostics);
        });
    }

    private static string Set(string members) => "[LabelSet(LabelScope.App)] internal sealed partial class Extra\n{\n" + members + "\n}\n";

    private static MarkedSource Source(string declarations) => new("namespace MarathonLb.Apps.Labels;\n\n" + declarations);

    private static GeneratorRun Run(MarkedSource source) =>
        GeneratorRun.Of([.. Declarations.Sources, GeneratorRun.Parse(source.Text, "Extra.cs")], DeclaredTemplates.Files);

    private static void AssertOnly(string id, string message, string declarations)
    {
        MarkedSource source = Source(declarations);
        source.AssertOnly(Run(source), id, "Extra.cs", message);
    }
}

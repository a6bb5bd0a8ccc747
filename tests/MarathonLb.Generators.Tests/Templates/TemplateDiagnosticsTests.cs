using MarathonLb.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace MarathonLb.Generators.Tests.Templates;

/// <summary>What the generator says about templates declared wrongly, and where.</summary>
public sealed class TemplateDiagnosticsTests
{
    private const string Good = """[Template("HEAD", TemplateSyntax.Raw, Doc = "The top.")] Head,""";

    [Fact]
    public void Declarations_Right_SayNothing() => Assert.Empty(Run(Templates(Good).Text).Diagnostics);

    [Fact]
    public void Template_WithoutFile_MLB0020() => AssertInNames(
        "MLB0020", "'Foot' has no file templates/HAPROXY_FOOT",
        Good + """[Template("FOOT", TemplateSyntax.Raw, Doc = "The end.")] [|Foot|],""");

    [Fact]
    public void Template_NameDeclaredTwice_MLB0024() => AssertInNames(
        "MLB0024", "HAPROXY_HEAD of 'Second' is already declared by 'Head'",
        Good + """[[|Template("HEAD", TemplateSyntax.Raw, Doc = "Again.")|]] Second,""");

    [Theory]
    [InlineData("")]
    [InlineData("head")]
    [InlineData("1HEAD")]
    [InlineData("HEAD/X")]
    public void Template_BadName_MLB0025(string name) => AssertInNames(
        "MLB0025", $"'{name}' of 'Other'", Good + $$"""[[|Template("{{name}}", TemplateSyntax.Raw, Doc = "Other.")|]] Other,""");

    [Theory]
    [InlineData("None", "is 'None', which is no template")]
    [InlineData("MapHead", "is the template itself")]
    [InlineData("Head", "is 'Head', which no label can override")]
    [InlineData("(TemplateName)99", "names no member")]
    public void Template_OverriddenByNothing_MLB0026(string target, string message) => AssertInNames(
        "MLB0026", message,
        Good + $$"""[[|Template("HTTP_HEAD", TemplateSyntax.Raw, OverriddenBy = {{target}}, Doc = "A map.")|]] MapHead,""");

    [Fact]
    public void Template_Undocumented_MLB0027() => AssertInNames(
        "MLB0027", "HAPROXY_HTTP_HEAD of 'Other' has no Doc", Good + """[[|Template("HTTP_HEAD", TemplateSyntax.Raw)|]] Other,""");

    [Theory]
    [InlineData("Raw, Placeholder.Backend", "syntax is Raw")]
    [InlineData("Format, Placeholder.None", "names nothing")]
    [InlineData("Format, (Placeholder)99", "names nothing")]
    [InlineData("Format, Placeholder.Backend, Placeholder.Backend", "hold 'Backend' twice")]
    public void Template_BadPlaceholders_MLB0028(string arguments, string message) => AssertInNames(
        "MLB0028", message, Good + $$"""[[|Template("HTTP_HEAD", TemplateSyntax.{{arguments}}, Doc = "Other.")|]] Other,""");

    [Fact]
    public void Template_MemberWithoutAttribute_MLB0031() =>
        AssertInNames("MLB0031", "'Other' has no [Template] attribute", Good + "[|Other|],");

    [Fact]
    public void Placeholder_NameDeclaredTwice_MLB0029() => AssertInPlaceholders(
        "MLB0029", "{backend} of 'Other' is already declared by 'Backend'", """[PlaceholderName("backend")] [|Other|],""");

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("ä")]
    public void Placeholder_BadName_MLB0030(string name) =>
        AssertInPlaceholders("MLB0030", $"'{name}' of 'Other'", $$"""[PlaceholderName("{{name}}")] [|Other|],""");

    [Fact]
    public void Placeholder_MemberWithoutAttribute_MLB0031() =>
        AssertInPlaceholders("MLB0031", "'Other' has no [PlaceholderName] attribute", "[|Other|],");

    [Fact]
    public void Member_WithoutAttributeInAnotherEnumOfTheName_IsNotOurs() =>
        Assert.Empty(Run(Templates(Good).Text, extra: "namespace Elsewhere; internal enum TemplateName { First }").Diagnostics);

    [Fact]
    public void Template_AttributeThatDoesNotCompile_IsTheCompilersMatter()
    {
        string[] attributes =
        [
            "Template", "Template(", "Template(1)", "Template(\"X\", TemplateSyntax.Nothing, Placeholder.Nothing)",
            "Template(\"X\", TemplateSyntax.Raw, null)",
        ];

        Assert.All(attributes, static attribute =>
        {
            GeneratorRun run = Run(Templates($"{Good}[{attribute}] X,").Text);
            Assert.All(run.Result.Results, static result => Assert.Null(result.Exception));
            Assert.Empty(run.Diagnostics);
        });
    }

    private static MarkedSource Templates(string members) =>
        new($"namespace MarathonLb.Templates;\n\ninternal enum TemplateName : byte\n{{\n    None,\n    {members}\n}}\n");

    private static GeneratorRun Run(string templateNames, string placeholders = "", string extra = "") => GeneratorRun.Of(
        [
            .. Declarations.Sources.Where(static tree => tree.FilePath is not ("TemplateName.cs" or "Placeholder.cs")),
            GeneratorRun.Parse(templateNames, "TemplateName.cs"),
            GeneratorRun.Parse(placeholders.Length > 0 ? placeholders : Placeholders("").Text, "Placeholder.cs"),
            GeneratorRun.Parse(extra, "Extra.cs"),
        ],
        new[] { "HEAD", "HTTP_HEAD" }
            .Where(name => templateNames.Contains($"\"{name}\"", StringComparison.Ordinal))
            .Select(static name => InMemoryText.Template("HAPROXY_" + name, "text")));

    private static MarkedSource Placeholders(string members) => new(
        $"namespace MarathonLb.Templates;\n\ninternal enum Placeholder : byte\n{{\n    None,\n    [PlaceholderName(\"appId\")] AppId,\n"
        + $"    [PlaceholderName(\"backend\")] Backend,\n    [PlaceholderName(\"hostname\")] Hostname,\n    {members}\n}}\n");

    private static void AssertInNames(string id, string message, string members)
    {
        MarkedSource source = Templates(members);
        source.AssertOnly(Run(source.Text), id, "TemplateName.cs", message);
    }

    private static void AssertInPlaceholders(string id, string message, string members)
    {
        MarkedSource source = Placeholders(members);
        source.AssertOnly(Run(Templates(Good).Text, source.Text), id, "Placeholder.cs", message);
    }
}

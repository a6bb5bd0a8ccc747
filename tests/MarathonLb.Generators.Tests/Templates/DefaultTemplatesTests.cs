using System.Text;
using CsCheck;
using MarathonLb.Generators.Pipeline;
using MarathonLb.Generators.Templates;
using MarathonLb.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace MarathonLb.Generators.Tests.Templates;

/// <summary>The default templates, compiled at build time.</summary>
public sealed class DefaultTemplatesTests
{
    private static readonly TemplateSpec OneTemplate = new(
        "X", "X", "Format", new EquatableArray<string>(["Backend"]), false, false, null, "", LocationInfo.None, LocationInfo.None);

    [Fact]
    public void Program_FormatTemplate_HasItsLiteralsAndPlaceholders() => Assert.All(
        DeclaredTemplates.All.Where(static template => !template.IsRaw), static template =>
        {
            string lines = string.Concat(template.Placeholders.Select(static member => $"  {member} <{member}>\n"));
            Assert.Equal($"  # ü {{{template.Member}}} \\n\n{lines}", LiveModel.Call<string>("Render", template.Member));
        });

    [Fact]
    public void Program_RawTemplate_IsItsTextBracesAndAll() => Assert.All(
        DeclaredTemplates.All.Where(static template => template.IsRaw),
        static template => Assert.Equal(template.Text, LiveModel.Call<string>("Render", template.Member)));

    [Fact]
    public void Text_EveryTemplate_IsItsFile() => Assert.All(
        DeclaredTemplates.All, static template => Assert.Equal(template.Text, LiveModel.Call<string>("DefaultText", template.Member)));

    [Fact]
    public void Program_AskedTwice_IsTheSame() => Assert.True(LiveModel.Call<bool>("IsSameProgram", "BackendHead"));

    [Fact]
    public void Program_None_Throws() => Assert.Throws<ArgumentOutOfRangeException>(static () => LiveModel.Call<string>("Render", "None"));

    [Fact]
    public void Emit_CrLfFiles_GivesTheSameCodeAsLf()
    {
        IEnumerable<AdditionalText> files = DeclaredTemplates.All.Select(static template =>
            InMemoryText.Template(template.FullName, template.Text.Replace("\n", "\r\n", StringComparison.Ordinal)));

        GeneratorRun run = GeneratorRun.Of(Declarations.Sources, files);

        Assert.Empty(run.Diagnostics);
        Assert.Equal(LiveModel.Run.Generated("DefaultTemplates.g.cs"), run.Generated("DefaultTemplates.g.cs"));
    }

    [Fact]
    public void Emit_EmptyFile_IsAnEmptyProgram()
    {
        IEnumerable<InMemoryText> files = DeclaredTemplates.FilesWith(InMemoryText.Template("HAPROXY_TAIL", ""));

        Type driver = LiveModel.Load(GeneratorRun.Of(LiveModel.Run.Input.SyntaxTrees, files));

        Assert.Equal("", driver.GetMethod("Render")!.Invoke(null, ["Tail"]));
    }

    [Fact]
    public void Emit_FilesThatAreNoTemplates_AreIgnored()
    {
        GeneratorRun run = GeneratorRun.Of(
            Declarations.Sources,
            [
                .. DeclaredTemplates.Files, new InMemoryText("/repository/templates/README", "{"),
                new InMemoryText("/repository/HAPROXY_X", "{"), new InMemoryText("HAPROXY_Y", "{"),
            ]);

        Assert.Empty(run.Diagnostics);
    }

    [Fact]
    public void Emit_WindowsPaths_AreRead()
    {
        IEnumerable<AdditionalText> files = DeclaredTemplates.All.Select(static template =>
            new InMemoryText(@"C:\marathon-lb\templates\" + template.FullName, template.Text));

        Assert.Empty(GeneratorRun.Of(Declarations.Sources, files).Diagnostics);
    }

    [Fact]
    public void Compile_AnyText_SegmentsGiveTheTextBack() =>
        Gen.Select(Gen.String, Gen.Int[0, 2]).Array[0, 8].Sample(static parts =>
        {
            string text = string.Concat(parts.Select(static part => part.Item2 == 0 ? "{backend}" : Escape(part.Item1)));
            string plain = string.Concat(parts.Select(static part => part.Item2 == 0 ? "<Backend>" : Escape(part.Item1)))
                .Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal)
                .Replace("\r\n", "\n", StringComparison.Ordinal);

            TemplateCompiler compiler = new(
                OneTemplate, new TemplateFile("HAPROXY_X", "x", text), new Dictionary<string, string> { ["Backend"] = "backend" });

            Assert.Empty(compiler.Diagnostics);
            Assert.Equal(WithoutLoneSurrogates(plain), Render(compiler.Result));
        });

    private static string Render(CompiledTemplate template)
    {
        byte[] literals = Encoding.UTF8.GetBytes(template.Literals);
        return string.Concat(template.Segments.Select(segment => segment.Placeholder == "None"
            ? Encoding.UTF8.GetString(literals, segment.Start, segment.Length)
            : $"<{segment.Placeholder}>"));
    }

    private static string Escape(string text) =>
        text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

    private static string WithoutLoneSurrogates(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}

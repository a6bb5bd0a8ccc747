using System.Collections;
using System.Reflection;
using MarathonLb.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MarathonLb.Generators.Tests.Pipeline;

/// <summary>What runs again after an edit, and what the pipeline keeps alive.</summary>
public sealed class IncrementalTests
{
    private static readonly string[] StepNames =
    [
        "AcceptedLabelSets", "AcceptedPlaceholders", "AcceptedTemplates", "AllLabelSets", "AllPlaceholders", "AllTemplateFiles",
        "AllTemplates", "CompiledTemplates", "LabelDiagnostics", "LabelModel", "LabelSets", "Placeholders", "TemplateDiagnostics",
        "TemplateFiles", "TemplateInput", "Templates",
    ];

    /// <summary>Roslyn's inputs and outputs; the steps between that are its own have an underscore in their names.</summary>
    private static readonly string[] RoslynSteps = ["AdditionalTexts", "Compilation", "CompilationOptions", "ParseOptions", "SourceOutput"];

    /// <summary>A stray label and a bare member: what only wrong declarations send down the pipeline.</summary>
    private const string Faulty = """
        namespace MarathonLb.Apps.Labels { internal class Stray { [Label("X", LabelKind.Text)] internal string? X { get; } } }
        namespace MarathonLb.Templates { internal enum Placeholder { None, Bare } }
        """;

    [Fact]
    public void Run_First_TracksEveryStep() => Assert.Equal(StepNames, NamesOf(OwnSteps(LiveModel.Run)));

    [Fact]
    public void Run_AfterAnUnrelatedFile_DoesNothingAgain()
    {
        GeneratorRun again = LiveModel.Run.Again(static input =>
            input.AddSyntaxTrees(GeneratorRun.Parse("internal class Unrelated;", "Unrelated.cs")));

        Assert.Empty(NamesOf(OwnSteps(again).Where(HasRunAgain)));
        Assert.All(OutputReasons(again), static reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Theory]
    [InlineData("ServiceLabels.cs")]
    [InlineData("TemplateName.cs")]
    [InlineData("Placeholder.cs")]
    public void Run_AfterALineAboveADeclaration_EmitsNothingAgain(string path)
    {
        GeneratorRun again = LiveModel.Run.Again(input => Edit(input, path, static text => "// a line more\n" + text));

        string[] models = ["LabelModel", "AcceptedPlaceholders", "AcceptedTemplates", "CompiledTemplates"];
        Assert.Empty(NamesOf(OwnSteps(again).Where(HasRunAgain)).Intersect(models));
        Assert.Empty(again.Diagnostics);
    }

    [Fact]
    public void Run_AfterAChangedTemplateFile_CompilesTemplatesAlone()
    {
        InMemoryText old = DeclaredTemplates.Files.Single(static file => file.Path.EndsWith("/HAPROXY_TAIL", StringComparison.Ordinal));

        GeneratorRun again = LiveModel.Run.Again(old, InMemoryText.Template("HAPROXY_TAIL", "# changed\n"));

        Assert.Equal(
            ["AllTemplateFiles", "CompiledTemplates", "TemplateFiles", "TemplateInput"], NamesOf(OwnSteps(again).Where(HasRunAgain)));
        Assert.Contains("# changed", again.Generated("DefaultTemplates.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_AfterAChangedLabel_EmitsIt()
    {
        GeneratorRun again = LiveModel.Run.Again(static input =>
            Edit(input, "ServiceLabels.cs", static text => text.Replace("\"VHOST\"", "\"HOSTS\"", StringComparison.Ordinal)));

        Assert.Contains("\"HOSTS\"u8", again.Generated("LabelKeys.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Pipeline_EveryStep_HoldsNoRoslynObject()
    {
        GeneratorRun faulty = GeneratorRun.Of(
            [.. Declarations.Sources.Where(static tree => tree.FilePath != "Placeholder.cs"), GeneratorRun.Parse(Faulty, "Faulty.cs")],
            DeclaredTemplates.Files);
        Step[] steps = [.. OwnSteps(LiveModel.Run), .. OwnSteps(faulty)];
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);

        Assert.All(steps, step => Assert.All(step.Values, value => AssertPlain(step.Name, value, seen)));
        Assert.Equal(StepNames.Append("BareMembers").Append("StrayLabels").Order(StringComparer.Ordinal), NamesOf(steps));
    }

    private static CSharpCompilation Edit(CSharpCompilation input, string path, Func<string, string> edit)
    {
        SyntaxTree old = input.SyntaxTrees.Single(tree => tree.FilePath == path);
        return input.ReplaceSyntaxTree(old, GeneratorRun.Parse(edit(old.ToString()), path));
    }

    private static bool HasRunAgain(Step step) =>
        step.Reasons.Any(static reason => reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));

    private static IEnumerable<string> NamesOf(IEnumerable<Step> steps) =>
        steps.Select(static step => step.Name).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<Step> OwnSteps(GeneratorRun run) =>
        from result in run.Result.Results
        from named in result.TrackedSteps
        where !named.Key.Contains('_', StringComparison.Ordinal) && !RoslynSteps.Contains(named.Key)
        from step in named.Value
        select new Step(named.Key, [.. step.Outputs.Select(static o => o.Reason)], [.. step.Outputs.Select(static o => o.Value)]);

    private static IEnumerable<IncrementalStepRunReason> OutputReasons(GeneratorRun run) =>
        from result in run.Result.Results
        from named in result.TrackedOutputSteps
        from step in named.Value
        from output in step.Outputs
        select output.Reason;

    private static void AssertPlain(string step, object? value, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || !seen.Add(value)) return;
        Assert.False(
            value is SyntaxNode or SyntaxTree or ISymbol or Compilation or Location or SemanticModel or AttributeData or AdditionalText
            || value.GetType().Namespace?.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) == true,
            $"{step} holds a {value.GetType()}");
        if (value is IEnumerable items)
        {
            foreach (object? item in items) AssertPlain(step, item, seen);
        }

        foreach (FieldInfo field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            AssertPlain(step, field.GetValue(value), seen);
        }
    }

    /// <summary>A step of a run.</summary>
    private sealed record Step(string Name, IncrementalStepRunReason[] Reasons, object[] Values);
}

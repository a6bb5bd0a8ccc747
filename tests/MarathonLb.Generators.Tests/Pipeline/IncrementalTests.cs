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
        "AcceptedLabelSets", "AcceptedPlaceholders", "AcceptedTemplates", "AllLabelSets", "AllPlaceholders", "AllTemplateFiles", "AllTemplates",
        "CompiledTemplates", "LabelDiagnostics", "LabelModel", "LabelSets", "Placeholders", "TemplateDiagnostics", "TemplateFiles", "TemplateInput",
        "Templates",
    ];

    /// <summary>Roslyn's inputs and outputs; the steps between that are its own have an underscore in their names.</summary>
    private static readonly string[] RoslynSteps = ["AdditionalTexts", "Compilation", "CompilationOptions", "ParseOptions", "SourceOutput"];

    /// <summary>A stray label and a bare member: what only wrong declarations send down the pipeline.</summary>
    private const string Faulty = """
        namespace MarathonLb.Apps.Labels { internal class Stray { [Label("X", LabelKind.Text)] internal string? X { get; } } }
        namespace MarathonLb.Templates { internal enum Placeholder { None, Bare } }
        """;

    [Fact]
    public void Run_First_TracksEveryStep() => Assert.Equal(StepNames, OwnSteps(LiveModel.Run).Select(static step => step.Name).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Run_AfterAnUnrelatedFile_DoesNothingAgain()
    {
        GeneratorRun again = LiveModel.Run.Again(static input => input.AddSyntaxTrees(GeneratorRun.Parse("internal class Unrelated;", "Unrelated.cs")));

        Assert.All(OwnSteps(again), static step => Assert.All(step.Reasons, static reason => Assert.True(IsOld(reason))));
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
        Assert.All(OwnSteps(again).Where(step => models.Contains(step.Name)), static step => Assert.All(step.Reasons, static reason => Assert.True(IsOld(reason))));
        Assert.Empty(again.Diagnostics);
    }

    [Fact]
    public void Run_AfterAChangedTemplateFile_CompilesTemplatesAlone()
    {
        InMemoryText old = DeclaredTemplates.Files.Single(static file => file.Path.EndsWith("/HAPROXY_TAIL", StringComparison.Ordinal));

        GeneratorRun again = LiveModel.Run.Again(old, InMemoryText.Template("HAPROXY_TAIL", "# changed\n"));

        string[] changed = [.. OwnSteps(again).Where(static step => !step.Reasons.All(IsOld)).Select(static step => step.Name).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(["AllTemplateFiles", "CompiledTemplates", "TemplateFiles", "TemplateInput"], changed);
        Assert.Contains("# changed", again.Generated("DefaultTemplates.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_AfterAChangedLabel_EmitsIt()
    {
        GeneratorRun again = LiveModel.Run.Again(static input => Edit(input, "ServiceLabels.cs", static text => text.Replace("\"VHOST\"", "\"HOSTS\"", StringComparison.Ordinal)));

        Assert.Contains("\"HOSTS\"u8", again.Generated("LabelKeys.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Pipeline_EveryStep_HoldsNoRoslynObject()
    {
        GeneratorRun faulty = GeneratorRun.Of(
            [.. Declarations.Sources.Where(static tree => tree.FilePath != "Placeholder.cs"), GeneratorRun.Parse(Faulty, "Faulty.cs")], DeclaredTemplates.Files);
        (string Name, IncrementalStepRunReason[] Reasons, object[] Values)[] steps = [.. OwnSteps(LiveModel.Run), .. OwnSteps(faulty)];
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);

        Assert.All(steps, step => Assert.All(step.Values, value => AssertPlain(step.Name, value, seen)));
        Assert.Equal([.. StepNames, "BareMembers", "StrayLabels"], steps.Select(static step => step.Name).Distinct().ToHashSet(StringComparer.Ordinal));
    }

    private static CSharpCompilation Edit(CSharpCompilation input, string path, Func<string, string> edit)
    {
        SyntaxTree old = input.SyntaxTrees.Single(tree => tree.FilePath == path);
        return input.ReplaceSyntaxTree(old, GeneratorRun.Parse(edit(old.ToString()), path));
    }

    private static bool IsOld(IncrementalStepRunReason reason) => reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;

    private static IEnumerable<(string Name, IncrementalStepRunReason[] Reasons, object[] Values)> OwnSteps(GeneratorRun run) =>
        from result in run.Result.Results
        from named in result.TrackedSteps
        where !named.Key.Contains('_', StringComparison.Ordinal) && !RoslynSteps.Contains(named.Key)
        from step in named.Value
        select (named.Key, step.Outputs.Select(static output => output.Reason).ToArray(), step.Outputs.Select(static output => output.Value).ToArray());

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
}

using MarathonLb.Generators.Labels;
using MarathonLb.Generators.Templates;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace MarathonLb.Generators.Tests.Harness;

/// <summary>Both generators over some source, with every step tracked.</summary>
internal sealed class GeneratorRun
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path))];

    private GeneratorRun(GeneratorDriver driver, CSharpCompilation input)
    {
        Driver = driver.RunGeneratorsAndUpdateCompilation(input, out Compilation output, out _);
        Input = input;
        Output = (CSharpCompilation)output;
        Result = Driver.GetRunResult();
    }

    public GeneratorDriver Driver { get; }

    public CSharpCompilation Input { get; }

    public CSharpCompilation Output { get; }

    public GeneratorDriverRunResult Result { get; }

    /// <summary>What the generators reported.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => Result.Diagnostics;

    /// <summary>Runs over sources and additional files.</summary>
    public static GeneratorRun Of(IEnumerable<SyntaxTree> sources, IEnumerable<AdditionalText> files)
    {
        CSharpCompilation input = CSharpCompilation.Create(
            "Generated",
            sources,
            References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999));
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new LabelGenerator().AsSourceGenerator(), new TemplateGenerator().AsSourceGenerator()],
            files,
            ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return new GeneratorRun(driver, input);
    }

    /// <summary>Runs the same driver again, over a changed compilation.</summary>
    public GeneratorRun Again(Func<CSharpCompilation, CSharpCompilation> edit) => new(Driver, edit(Input));

    /// <summary>Runs the same driver again, with a changed file.</summary>
    public GeneratorRun Again(AdditionalText old, AdditionalText changed) => new(Driver.ReplaceAdditionalText(old, changed), Input);

    /// <summary>The text of a generated file.</summary>
    public string Generated(string name) =>
        Result.Results.SelectMany(static result => result.GeneratedSources).Single(source => source.HintName == name).SourceText.ToString();

    /// <summary>A source file.</summary>
    public static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(SourceText.From(text), ParseOptions, path);
}

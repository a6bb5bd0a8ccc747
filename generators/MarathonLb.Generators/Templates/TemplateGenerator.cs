using MarathonLb.Generators.Diagnostics;
using MarathonLb.Generators.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MarathonLb.Generators.Templates;

/// <summary>
/// Emits the tables of templates and placeholders from their declarations, and compiles the default texts under templates/, so that the
/// program neither reads nor parses them when it starts.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class TemplateGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<EquatableArray<TemplateSpec>> templates = Templates(context);
        IncrementalValueProvider<EquatableArray<PlaceholderSpec>> placeholders = Placeholders(context);
        IncrementalValueProvider<EquatableArray<TemplateFile>> files = Files(context);
        IncrementalValueProvider<TemplateInput> input = templates.Combine(placeholders).Combine(files)
            .Select(static (all, _) => new TemplateInput(all.Left.Left, all.Left.Right, all.Right)).WithTrackingName("TemplateInput");

        context.RegisterSourceOutput(
            placeholders.Select(static (items, _) => TemplateModel.Accept(items)).WithTrackingName("AcceptedPlaceholders"),
            static (output, items) => Add(output, "PlaceholderNames.g.cs", items, PlaceholderNamesEmitter.Emit));
        context.RegisterSourceOutput(
            templates.Select(static (items, _) => TemplateModel.Accept(items)).WithTrackingName("AcceptedTemplates"),
            static (output, items) => Add(output, "TemplateTable.g.cs", items, TemplateTableEmitter.Emit));
        context.RegisterSourceOutput(
            input.Select(static (all, _) => TemplateModel.Compile(all)).WithTrackingName("CompiledTemplates"),
            static (output, items) => Add(output, "DefaultTemplates.g.cs", items, DefaultTemplatesEmitter.Emit));

        ReportFaults(context, input);
    }

    /// <summary>The declared templates. The label generator reads them too, for the override labels.</summary>
    internal static IncrementalValueProvider<EquatableArray<TemplateSpec>> Templates(IncrementalGeneratorInitializationContext context) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(
                Names.TemplateAttribute, static (node, _) => node is EnumMemberDeclarationSyntax, TemplateReader.ReadTemplate)
            .AllNotNull("Templates");

    private static IncrementalValueProvider<EquatableArray<PlaceholderSpec>> Placeholders(
        IncrementalGeneratorInitializationContext context) => context.SyntaxProvider
            .ForAttributeWithMetadataName(
                Names.PlaceholderAttribute, static (node, _) => node is EnumMemberDeclarationSyntax, TemplateReader.ReadPlaceholder)
            .AllNotNull("Placeholders");

    private static IncrementalValueProvider<EquatableArray<TemplateFile>> Files(IncrementalGeneratorInitializationContext context) =>
        context.AdditionalTextsProvider.Select(TemplateReader.ReadFile).AllNotNull("TemplateFiles");

    // A project without declarations gets no tables: the types they are made of are not there.
    private static void Add<T>(SourceProductionContext output, string file, EquatableArray<T> items, Func<IReadOnlyList<T>, string> emit)
        where T : IEquatable<T>
    {
        if (items.Count > 0) output.AddSource(file, emit(items));
    }

    private static void ReportFaults(
        IncrementalGeneratorInitializationContext context, IncrementalValueProvider<TemplateInput> input)
    {
        context.RegisterSourceOutput(
            input.Select(static (all, _) => TemplateChecks.Diagnose(all)).WithTrackingName("TemplateDiagnostics"),
            static (output, diagnostics) => DiagnosticInfo.Report(output, diagnostics));
        IncrementalValuesProvider<BareMember?> bare = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => TemplateReader.MayBeBare(node), TemplateReader.ReadBare)
            .Where(static member => member is not null).WithTrackingName("BareMembers");
        context.RegisterSourceOutput(bare, static (output, member) => DiagnosticInfo.Report(
            output, [DiagnosticInfo.Of(TemplateDescriptors.NotDeclared, member!.Place, member.Member, member.Attribute)]));
    }
}

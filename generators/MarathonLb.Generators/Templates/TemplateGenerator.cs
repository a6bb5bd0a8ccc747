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
            static (output, items) => output.AddSource("PlaceholderNames.g.cs", PlaceholderNamesEmitter.Emit(items)));
        context.RegisterSourceOutput(
            templates.Select(static (items, _) => TemplateModel.Accept(items)).WithTrackingName("AcceptedTemplates"),
            static (output, items) => output.AddSource("TemplateTable.g.cs", TemplateTableEmitter.Emit(items)));
        context.RegisterSourceOutput(
            input.Select(static (all, _) => TemplateModel.Compile(all)).WithTrackingName("CompiledTemplates"),
            static (output, items) => output.AddSource("DefaultTemplates.g.cs", DefaultTemplatesEmitter.Emit(items)));

        ReportFaults(context, input);
    }

    /// <summary>The declared templates. The label generator reads them too, for the override labels.</summary>
    internal static IncrementalValueProvider<EquatableArray<TemplateSpec>> Templates(IncrementalGeneratorInitializationContext context) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(
                Names.TemplateAttribute, static (node, _) => node is EnumMemberDeclarationSyntax, TemplateReader.ReadTemplate)
            .WithTrackingName("Templates")
            .Collect().Select(static (items, _) => items.ToEquatableArray()).WithTrackingName("AllTemplates");

    private static IncrementalValueProvider<EquatableArray<PlaceholderSpec>> Placeholders(
        IncrementalGeneratorInitializationContext context) => context.SyntaxProvider
            .ForAttributeWithMetadataName(
                Names.PlaceholderAttribute, static (node, _) => node is EnumMemberDeclarationSyntax, TemplateReader.ReadPlaceholder)
            .WithTrackingName("Placeholders")
            .Collect().Select(static (items, _) => items.ToEquatableArray()).WithTrackingName("AllPlaceholders");

    private static IncrementalValueProvider<EquatableArray<TemplateFile>> Files(IncrementalGeneratorInitializationContext context) =>
        context.AdditionalTextsProvider
            .Select(TemplateReader.ReadFile)
            .Where(static file => file is not null).WithTrackingName("TemplateFiles")
            .Collect().Select(static (items, _) => items.Select(file => file!).ToEquatableArray()).WithTrackingName("AllTemplateFiles");

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

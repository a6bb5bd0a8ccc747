using MarathonLb.Generators.Diagnostics;
using MarathonLb.Generators.Pipeline;
using MarathonLb.Generators.Templates;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MarathonLb.Generators.Labels;

/// <summary>
/// Emits, from the label attributes on the model, everything that has to know the list of labels: their ids, the parser of their names,
/// the properties with the parser of their values, and the table behind the reference.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class LabelGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<EquatableArray<LabelSetSpec>> sets = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                Names.LabelSetAttribute, static (node, _) => node is ClassDeclarationSyntax, LabelSetReader.ReadSet)
            .AllNotNull("LabelSets");
        IncrementalValueProvider<EquatableArray<TemplateSpec>> templates = TemplateGenerator.Templates(context);

        IncrementalValueProvider<LabelModel> model = sets.Select(static (items, _) => LabelChecks.Accept(items))
            .WithTrackingName("AcceptedLabelSets")
            .Combine(templates).Select(static (pair, _) => LabelModel.Of(pair.Left, pair.Right)).WithTrackingName("LabelModel");
        context.RegisterSourceOutput(model, Emit);

        ReportFaults(context, sets);
    }

    private static void ReportFaults(
        IncrementalGeneratorInitializationContext context, IncrementalValueProvider<EquatableArray<LabelSetSpec>> sets)
    {
        context.RegisterSourceOutput(
            sets.Select(static (items, _) => LabelChecks.Diagnose(items)).WithTrackingName("LabelDiagnostics"),
            static (output, diagnostics) => DiagnosticInfo.Report(output, diagnostics));
        IncrementalValuesProvider<StrayLabel?> strays = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                Names.LabelAttribute, static (node, _) => node is PropertyDeclarationSyntax, LabelSetReader.ReadStray)
            .Where(static stray => stray is not null).WithTrackingName("StrayLabels");
        context.RegisterSourceOutput(strays, static (output, stray) => DiagnosticInfo.Report(
            output, [DiagnosticInfo.Of(LabelDescriptors.OutsideSet, stray!.Place, stray.Property, stray.Type)]));
    }

    private static void Emit(SourceProductionContext output, LabelModel model)
    {
        if (model.Sets.Count == 0) return;
        output.AddSource("LabelId.g.cs", LabelIdEmitter.Emit(model));
        output.AddSource("LabelKeys.g.cs", LabelKeysEmitter.Emit(model));
        output.AddSource("LabelTable.g.cs", LabelTableEmitter.Emit(model));
        foreach (LabelSetSpec set in model.Sets) output.AddSource($"{set.Type}.g.cs", LabelSetEmitter.Emit(set));
    }
}

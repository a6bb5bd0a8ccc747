using MarathonLb.Generators.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MarathonLb.Generators.Labels;

/// <summary>The first step: from symbols to plain records.</summary>
internal static class LabelSetReader
{
    private static readonly SymbolDisplayFormat TypeFormat =
        SymbolDisplayFormat.MinimallyQualifiedFormat.AddMiscellaneousOptions(
            SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>Reads a class with a label set attribute; null if that does not compile. Labels that do not compile are left out.</summary>
    public static LabelSetSpec? ReadSet(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        if (!context.Attributes[0].IsReadable()) return null;
        INamedTypeSymbol type = (INamedTypeSymbol)context.TargetSymbol;
        bool isPartial = type.ContainingType is null
            && ((TypeDeclarationSyntax)context.TargetNode).Modifiers.Any(SyntaxKind.PartialKeyword);
        List<LabelSpec> labels = [];
        foreach (IPropertySymbol property in type.GetMembers().OfType<IPropertySymbol>())
        {
            AttributeData? attribute = property.GetAttributes().FirstOrDefault(IsLabel);
            if (attribute is not null && attribute.IsReadable()) labels.Add(ReadLabel(property, attribute, cancellation));
        }

        return new LabelSetSpec(
            type.ContainingNamespace.ToDisplayString(),
            type.Name,
            isPartial,
            context.Attributes[0].ConstructorArguments[0].MemberName(),
            labels.ToEquatableArray(),
            type.Place());
    }

    /// <summary>Reads a label property that stands in no label set; null for one that does.</summary>
    public static StrayLabel? ReadStray(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        INamedTypeSymbol type = context.TargetSymbol.ContainingType;
        bool inSet = type.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == Names.LabelSetAttribute);
        return inSet ? null : new StrayLabel(context.TargetSymbol.Name, type.Name, context.TargetSymbol.Place());
    }

    // A label without a stated fault has the first member of LabelFault.
    private static LabelSpec ReadLabel(IPropertySymbol property, AttributeData attribute, CancellationToken cancellation) =>
        new LabelSpec(
            property.Name,
            SyntaxFacts.GetText(property.DeclaredAccessibility),
            property.Type.ToDisplayString(TypeFormat),
            property.IsPartialDefinition && !property.IsStatic && property.GetMethod is not null && property.SetMethod is null,
            attribute.Text(0),
            attribute.ConstructorArguments[1].MemberName(),
            attribute.Named("Fault")?.MemberName() ?? "Ignore",
            attribute.Text("Doc"),
            attribute.Text("Example"),
            property.Place(),
            attribute.Place(cancellation));

    private static bool IsLabel(AttributeData attribute) => attribute.AttributeClass?.ToDisplayString() == Names.LabelAttribute;
}

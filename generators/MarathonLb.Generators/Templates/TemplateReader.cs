using MarathonLb.Generators.Pipeline;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MarathonLb.Generators.Templates;

/// <summary>The first step: from symbols and files to plain records.</summary>
internal static class TemplateReader
{
    /// <summary>Reads a member of TemplateName; null if its attribute does not compile.</summary>
    public static TemplateSpec? ReadTemplate(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        AttributeData attribute = context.Attributes[0];
        if (!attribute.IsReadable()) return null;
        return new TemplateSpec(
            context.TargetSymbol.Name,
            attribute.Text(0),
            attribute.ConstructorArguments[1].MemberName(),
            attribute.ConstructorArguments[2].Values.Select(value => value.MemberName()).ToEquatableArray(),
            attribute.Flag("Overridable"),
            attribute.Flag("PerService"),
            attribute.Named("OverriddenBy")?.MemberName(),
            attribute.Text("Doc"),
            context.TargetSymbol.Place(),
            attribute.Place(cancellation));
    }

    /// <summary>Reads a member of Placeholder; null if its attribute does not compile.</summary>
    public static PlaceholderSpec? ReadPlaceholder(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        AttributeData attribute = context.Attributes[0];
        if (!attribute.IsReadable()) return null;
        return new PlaceholderSpec(context.TargetSymbol.Name, attribute.Text(0), context.TargetSymbol.Place());
    }

    /// <summary>Reads a file; null if it is not a template.</summary>
    public static TemplateFile? ReadFile(AdditionalText file, CancellationToken cancellation)
    {
        // Windows separators too, and no Path API: the paths come from the build, not from this machine's file system.
        string[] parts = file.Path.Split('/', '\\');
        string name = parts[parts.Length - 1];
        bool isThere = parts.Length > 1 && parts[parts.Length - 2] == "templates";
        bool isTemplate = isThere && name.StartsWith(Names.Prefix, StringComparison.Ordinal);
        if (!isTemplate || file.GetText(cancellation) is not { } text) return null;
        return new TemplateFile(name, file.Path, text.ToString());
    }

    /// <summary>True for a member, without attributes, of an enum that may be one of ours.</summary>
    public static bool MayBeBare(SyntaxNode node) =>
        node is EnumMemberDeclarationSyntax { AttributeLists.Count: 0, Identifier.ValueText: not Names.None } member
        && member.Parent is EnumDeclarationSyntax { Identifier.ValueText: "TemplateName" or "Placeholder" };

    /// <summary>Reads a member without attributes; null if its enum is none of ours.</summary>
    public static BareMember? ReadBare(GeneratorSyntaxContext context, CancellationToken cancellation)
    {
        if (context.SemanticModel.GetDeclaredSymbol(context.Node, cancellation) is not IFieldSymbol member) return null;
        return member.ContainingType.ToDisplayString() switch
        {
            Names.TemplateEnum => new BareMember(member.Name, "[Template]", member.Place()),
            Names.PlaceholderEnum => new BareMember(member.Name, "[PlaceholderName]", member.Place()),
            _ => null,
        };
    }
}

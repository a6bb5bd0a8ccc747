using Microsoft.CodeAnalysis;

namespace MarathonLb.Generators.Pipeline;

/// <summary>Reads attribute arguments; a wrong argument, which the compiler reports itself, reads as empty.</summary>
internal static class AttributeReading
{
    /// <summary>The name of the enum member that an argument is, or an empty text.</summary>
    public static string MemberName(this TypedConstant constant)
    {
        if (constant.Kind != TypedConstantKind.Enum || constant.Type is null) return "";
        return constant.Type.GetMembers().OfType<IFieldSymbol>()
            .FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, constant.Value))?.Name ?? "";
    }

    /// <summary>A constructor argument by its position.</summary>
    public static TypedConstant Argument(this AttributeData attribute, int position) =>
        position < attribute.ConstructorArguments.Length ? attribute.ConstructorArguments[position] : default;

    /// <summary>A constructor argument that is a text.</summary>
    public static string Text(this AttributeData attribute, int position) => attribute.Argument(position).Value as string ?? "";

    /// <summary>A named argument, if it is given.</summary>
    public static TypedConstant? Named(this AttributeData attribute, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name) return argument.Value;
        }

        return null;
    }

    /// <summary>A named argument that is a text.</summary>
    public static string Text(this AttributeData attribute, string name) => attribute.Named(name)?.Value as string ?? "";

    /// <summary>A named argument that is true or false.</summary>
    public static bool Flag(this AttributeData attribute, string name) => attribute.Named(name)?.Value is true;

    /// <summary>Where the attribute stands.</summary>
    public static LocationInfo Place(this AttributeData attribute, CancellationToken cancellation) =>
        attribute.ApplicationSyntaxReference is { } reference
            ? LocationInfo.Of(reference.GetSyntax(cancellation).GetLocation())
            : LocationInfo.None;

    /// <summary>Where a symbol's name stands in source code.</summary>
    public static LocationInfo Place(this ISymbol symbol) =>
        symbol.Locations.Length > 0 ? LocationInfo.Of(symbol.Locations[0]) : LocationInfo.None;
}

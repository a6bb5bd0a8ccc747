using Microsoft.CodeAnalysis;

namespace MarathonLb.Generators.Pipeline;

/// <summary>Reads attribute arguments.</summary>
internal static class AttributeReading
{
    /// <summary>
    /// False if the attribute does not compile. The compiler says so itself; reading half an attribute would only add noise to it.
    /// </summary>
    public static bool IsReadable(this AttributeData attribute) =>
        attribute.AttributeConstructor is not null
        && attribute.ConstructorArguments.All(IsReadable)
        && attribute.NamedArguments.All(argument => IsReadable(argument.Value));

    private static bool IsReadable(TypedConstant constant) => constant.Kind switch
    {
        TypedConstantKind.Error => false,
        TypedConstantKind.Array => !constant.IsNull && constant.Values.All(IsReadable),
        _ => true,
    };

    /// <summary>The name of the enum member that an argument is, or an empty text.</summary>
    public static string MemberName(this TypedConstant constant)
    {
        if (constant.Kind != TypedConstantKind.Enum || constant.Type is null) return "";
        return constant.Type.GetMembers().OfType<IFieldSymbol>()
            .FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, constant.Value))?.Name ?? "";
    }

    /// <summary>A constructor argument that is a text.</summary>
    public static string Text(this AttributeData attribute, int position) => attribute.ConstructorArguments[position].Value as string ?? "";

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

using MarathonLb.Generators.Pipeline;

namespace MarathonLb.Generators.Templates;

/// <summary>Writes the look-up of placeholder names.</summary>
internal static class PlaceholderNamesEmitter
{
    /// <summary>The text of PlaceholderNames.g.cs.</summary>
    public static string Emit(IReadOnlyList<PlaceholderSpec> placeholders)
    {
        SourceWriter writer = new SourceWriter(Names.TemplatesNamespace);
        writer.Line("/// <summary>The texts between the braces of a template.</summary>");
        writer.Open("internal static class PlaceholderNames");
        writer.Line("/// <summary>Finds a placeholder by the text between its braces; false if there is none.</summary>");
        writer.Open("public static bool TryParse(global::System.ReadOnlySpan<char> name, out Placeholder placeholder)");
        writer.Open("placeholder = name switch");
        foreach (PlaceholderSpec item in placeholders) writer.Line($"{SourceWriter.Literal(item.Name)} => Placeholder.{item.Member},");
        writer.Line("_ => Placeholder.None,");
        writer.Close("};");
        writer.Line("return placeholder != Placeholder.None;");
        writer.Close();
        writer.Line();
        writer.Line("/// <summary>The text between a placeholder's braces.</summary>");
        writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">It is not a placeholder.</exception>");
        writer.Open("public static string Of(Placeholder placeholder) => placeholder switch");
        foreach (PlaceholderSpec item in placeholders) writer.Line($"Placeholder.{item.Member} => {SourceWriter.Literal(item.Name)},");
        writer.Line(
            "_ => throw new global::System.ArgumentOutOfRangeException(nameof(placeholder), placeholder, \"Not a placeholder.\"),");
        writer.Close("};");
        writer.Close();
        return writer.ToString();
    }
}

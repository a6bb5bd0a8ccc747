using MarathonLb.Generators.Pipeline;

namespace MarathonLb.Generators.Templates;

/// <summary>Writes the table of all templates.</summary>
internal static class TemplateTableEmitter
{
    /// <summary>The text of TemplateTable.g.cs.</summary>
    public static string Emit(IReadOnlyList<TemplateSpec> templates)
    {
        SourceWriter writer = new SourceWriter(Names.TemplatesNamespace);
        writer.Line("/// <summary>The facts of every template, as declared.</summary>");
        writer.Open("internal static class TemplateTable");
        writer.Line("/// <summary>All templates, in the order of declaration.</summary>");
        writer.Open("public static TemplateDeclaration[] All { get; } = new TemplateDeclaration[]");
        foreach (TemplateSpec template in templates) EmitDeclaration(writer, template);
        writer.Close("};");
        writer.Line();
        EmitOf(writer, templates);
        writer.Line();
        EmitTryParse(writer, templates);
        writer.Close();
        return writer.ToString();
    }

    private static void EmitDeclaration(SourceWriter writer, TemplateSpec template)
    {
        string placeholders = template.Placeholders.Count == 0
            ? "global::System.Array.Empty<Placeholder>()"
            : "new[] { " + string.Join(", ", template.Placeholders.Select(member => "Placeholder." + member)) + " }";
        string overriddenBy = string.IsNullOrEmpty(template.OverriddenBy) ? Names.None : template.OverriddenBy!;
        writer.Line(
            $"new(TemplateName.{template.Member}, {SourceWriter.Literal(template.FullName)}, TemplateSyntax.{template.Syntax}, "
            + $"{Flag(template.IsOverridable)}, {Flag(template.IsPerService)}, TemplateName.{overriddenBy}, "
            + $"{placeholders}, {SourceWriter.Literal(template.Doc)}),");
    }

    private static void EmitOf(SourceWriter writer, IReadOnlyList<TemplateSpec> templates)
    {
        writer.Line("/// <summary>The facts of a template.</summary>");
        writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">It is not a template.</exception>");
        writer.Open("public static TemplateDeclaration Of(TemplateName name) => name switch");
        for (int i = 0; i < templates.Count; i++) writer.Line($"TemplateName.{templates[i].Member} => All[{i}],");
        writer.Line("_ => throw new global::System.ArgumentOutOfRangeException(nameof(name), name, \"Not a template.\"),");
        writer.Close("};");
    }

    private static void EmitTryParse(SourceWriter writer, IReadOnlyList<TemplateSpec> templates)
    {
        writer.Line("/// <summary>Finds a template by its full name, <c>HAPROXY_…</c>; false if there is none.</summary>");
        writer.Open("public static bool TryParse(global::System.ReadOnlySpan<char> fullName, out TemplateName name)");
        writer.Open("name = fullName switch");
        foreach (TemplateSpec template in templates)
        {
            writer.Line($"{SourceWriter.Literal(template.FullName)} => TemplateName.{template.Member},");
        }

        writer.Line("_ => TemplateName.None,");
        writer.Close("};");
        writer.Line("return name != TemplateName.None;");
        writer.Close();
    }

    private static string Flag(bool value) => value ? "true" : "false";
}

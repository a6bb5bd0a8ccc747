using MarathonLb.Generators.Pipeline;

namespace MarathonLb.Generators.Templates;

/// <summary>Writes the compiled default templates.</summary>
internal static class DefaultTemplatesEmitter
{
    // The format syntax has one spelling for each text, so the source can be had back from the segments and is not stored twice.
    private const string Frame = """
        private static readonly TemplateProgram?[] Programs = new TemplateProgram?[256];

        /// <summary>The default program of a template. Made when it is first asked for; the same one from then on.</summary>
        /// <exception cref="global::System.ArgumentOutOfRangeException">It is not a template.</exception>
        public static TemplateProgram Program(TemplateName name)
        {
            // Two threads may both make it; the programs are equal and one of them stays.
            TemplateProgram? program = global::System.Threading.Volatile.Read(ref Programs[(byte)name]);
            if (program is not null) return program;
            program = Create(name);
            return global::System.Threading.Interlocked.CompareExchange(ref Programs[(byte)name], program, null) ?? program;
        }

        /// <summary>The default text of a template, as it stands in its file, with LF line ends.</summary>
        /// <exception cref="global::System.ArgumentOutOfRangeException">It is not a template.</exception>
        public static string Text(TemplateName name)
        {
            TemplateProgram program = Program(name);
            bool raw = TemplateTable.Of(name).Syntax == TemplateSyntax.Raw;
            global::System.Text.StringBuilder text = new global::System.Text.StringBuilder();
            foreach (TemplateSegment segment in program.Segments)
            {
                string literal = global::System.Text.Encoding.UTF8.GetString(program.Literals, segment.Start, segment.Length);
                if (segment.Placeholder != Placeholder.None) text.Append('{').Append(PlaceholderNames.Of(segment.Placeholder)).Append('}');
                else if (raw) text.Append(literal);
                else text.Append(literal.Replace("{", "{{").Replace("}", "}}"));
            }

            return text.ToString();
        }

        """;

    /// <summary>The text of DefaultTemplates.g.cs.</summary>
    public static string Emit(IReadOnlyList<CompiledTemplate> templates)
    {
        SourceWriter writer = new SourceWriter(Names.TemplatesNamespace);
        writer.Line("/// <summary>The default templates, compiled when the program was built.</summary>");
        writer.Open("internal static class DefaultTemplates");
        writer.Lines(Frame);
        writer.Open("private static TemplateProgram Create(TemplateName name)");
        writer.Open("switch (name)");
        foreach (CompiledTemplate template in templates) EmitCase(writer, template);
        writer.Indent("default:");
        writer.Line("throw new global::System.ArgumentOutOfRangeException(nameof(name), name, \"Not a template.\");");
        writer.Unindent();
        writer.Close();
        writer.Close();
        foreach (CompiledTemplate template in templates)
        {
            writer.Line();
            writer.Line($"// {template.FullName}");
            writer.Line($"private static global::System.ReadOnlySpan<byte> {template.Member} =>");
            writer.Line($"    {SourceWriter.Literal(template.Literals)}u8;");
        }

        writer.Close();
        return writer.ToString();
    }

    private static void EmitCase(SourceWriter writer, CompiledTemplate template)
    {
        writer.Indent($"case TemplateName.{template.Member}:");
        if (template.Segments.Count == 0)
        {
            writer.Line(
                "return new TemplateProgram(global::System.Array.Empty<byte>(), global::System.Array.Empty<TemplateSegment>());");
        }
        else
        {
            writer.Open($"return new TemplateProgram({template.Member}.ToArray(), new TemplateSegment[]");
            foreach (CompiledSegment segment in template.Segments)
            {
                writer.Line($"new(Placeholder.{segment.Placeholder}, {segment.Start}, {segment.Length}),");
            }

            writer.Close("});");
        }

        writer.Unindent();
    }
}

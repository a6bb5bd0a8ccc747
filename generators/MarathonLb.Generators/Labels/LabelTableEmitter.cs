using MarathonLb.Generators.Pipeline;

namespace MarathonLb.Generators.Labels;

/// <summary>Writes the table of all labels.</summary>
internal static class LabelTableEmitter
{
    /// <summary>The text of LabelTable.g.cs.</summary>
    public static string Emit(LabelModel model)
    {
        SourceWriter writer = new SourceWriter(Names.LabelsNamespace);
        writer.Line("/// <summary>The facts of every label, as declared.</summary>");
        writer.Open("internal static class LabelTable");
        EmitLabels(writer, model);
        writer.Line();
        EmitOverrides(writer, model);
        writer.Line();
        EmitLookUps(writer);
        writer.Close();
        return writer.ToString();
    }

    private static void EmitLabels(SourceWriter writer, LabelModel model)
    {
        writer.Line("/// <summary>All labels, in the order of their ids.</summary>");
        writer.Open("public static LabelDeclaration[] All { get; } = new LabelDeclaration[]");
        foreach (LabelSetSpec set in model.Sets)
        {
            foreach (LabelSpec label in set.Labels)
            {
                writer.Line(
                    $"new(LabelId.{label.Property}, {SourceWriter.Literal(set.FullName(label))}, LabelScope.{set.Scope}, "
                    + $"LabelKind.{label.Kind}, LabelFault.{label.Fault}, "
                    + $"{SourceWriter.Literal(label.Doc)}, {SourceWriter.Literal(label.Example)}),");
            }
        }

        writer.Close("};");
    }

    private static void EmitOverrides(SourceWriter writer, LabelModel model)
    {
        writer.Line("/// <summary>The full names of the labels that bring a template of their own.</summary>");
        writer.Open("public static string[] TemplateOverrides { get; } = new string[]");
        foreach (OverrideSpec item in model.Overrides) writer.Line(SourceWriter.Literal(Names.Prefix + "{n}_" + item.Name) + ",");
        writer.Close("};");
    }

    private static void EmitLookUps(SourceWriter writer)
    {
        writer.Line("/// <summary>The facts of a label.</summary>");
        writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">It is not a label.</exception>");
        writer.Open("public static LabelDeclaration Of(LabelId id)");
        writer.Line("int position = (int)id - 1;");
        writer.Line("if ((uint)position < (uint)All.Length) return All[position];");
        writer.Line("throw new global::System.ArgumentOutOfRangeException(nameof(id), id, \"Not a label.\");");
        writer.Close();
        writer.Line();
        writer.Line("/// <summary>What happens when a label's value can't be read.</summary>");
        writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">It is not a label.</exception>");
        writer.Line("public static LabelFault FaultOf(LabelId id) => Of(id).Fault;");
        writer.Line();
        writer.Line("/// <summary>The label that somebody who wrote an unknown name may have meant, or null.</summary>");
        writer.Line("public static string? Nearest(string name) => NearestLabel.Find(name);");
    }
}

using MarathonLb.Generators.Pipeline;

namespace MarathonLb.Generators.Labels;

/// <summary>Writes the other half of a label set: its properties and the parser of their values.</summary>
internal static class LabelSetEmitter
{
    /// <summary>The text of the set's file.</summary>
    public static string Emit(LabelSetSpec set)
    {
        string[] usings = set.Namespace == Names.LabelsNamespace ? [] : [Names.LabelsNamespace];
        SourceWriter writer = new SourceWriter(set.Namespace, usings);
        writer.Open($"partial class {set.Type}");
        foreach (LabelSpec label in set.Labels) writer.Line($"private {label.Type} {Field(label)};");
        foreach (LabelSpec label in set.Labels)
        {
            writer.Line();
            writer.Line($"{label.Accessibility} partial {label.Type} {label.Property} => {Field(label)};");
        }

        writer.Line();
        EmitTrySet(writer, set);
        writer.Close();
        return writer.ToString();
    }

    private static void EmitTrySet(SourceWriter writer, LabelSetSpec set)
    {
        writer.Line("/// <summary>Reads a label's value into its property.</summary>");
        writer.Line("/// <param name=\"id\">A label of this set.</param>");
        writer.Line("/// <param name=\"value\">Its value as the app has it.</param>");
        writer.Line("/// <param name=\"problem\">Why it can't be read, if so; the property then stays as it was.</param>");
        writer.Line("/// <returns>True if it is read.</returns>");
        writer.Line("/// <exception cref=\"global::System.ArgumentOutOfRangeException\">The label is of another set.</exception>");
        writer.Open("internal bool TrySet(LabelId id, string value, out LabelProblem problem)");
        writer.Open("switch (id)");
        foreach (LabelSpec label in set.Labels)
        {
            string parsed = "parsed" + label.Property;
            writer.Indent($"case LabelId.{label.Property}:");
            writer.Line($"if (!LabelValues.{label.Kind}(value, out var {parsed}, out problem)) return false;");
            writer.Line($"{Field(label)} = {parsed};");
            writer.Line("return true;");
            writer.Unindent();
        }

        writer.Indent("default:");
        writer.Line($"throw new global::System.ArgumentOutOfRangeException(nameof(id), id, \"Not a label of {set.Type}.\");");
        writer.Unindent();
        writer.Close();
        writer.Close();
    }

    private static string Field(LabelSpec label) => "_" + char.ToLowerInvariant(label.Property[0]) + label.Property.Substring(1);
}

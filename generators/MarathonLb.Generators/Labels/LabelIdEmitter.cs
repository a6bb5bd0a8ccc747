using MarathonLb.Generators.Pipeline;

namespace MarathonLb.Generators.Labels;

/// <summary>Writes the enum of all labels.</summary>
internal static class LabelIdEmitter
{
    /// <summary>The text of LabelId.g.cs.</summary>
    public static string Emit(LabelModel model)
    {
        SourceWriter writer = new SourceWriter(Names.LabelsNamespace);
        writer.Line("/// <summary>Every label there is, named as its property.</summary>");
        writer.Open("internal enum LabelId : byte");
        writer.Line("/// <summary>Not a label.</summary>");
        writer.Line("None,");
        foreach (LabelSetSpec set in model.Sets)
        {
            foreach (LabelSpec label in set.Labels)
            {
                writer.Line();
                writer.Line($"/// <summary><c>{set.FullName(label)}</c>.</summary>");
                writer.Line(label.Property + ",");
            }
        }

        writer.Close();
        return writer.ToString();
    }
}

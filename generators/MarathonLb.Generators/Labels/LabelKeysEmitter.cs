using MarathonLb.Generators.Pipeline;

namespace MarathonLb.Generators.Labels;

/// <summary>Writes the parser of label names: prefix, index, then a switch by length and by the byte that tells names apart.</summary>
internal static class LabelKeysEmitter
{
    private const string Frame = """
        /// <summary>The longest index: five digits number more ports than there are.</summary>
        private const int MaxIndexDigits = 5;

        /// <summary>Reads a label's name.</summary>
        /// <param name="key">The name, UTF-8.</param>
        /// <param name="result">Which label of which service port.</param>
        /// <returns>False if it is not a name of ours.</returns>
        public static bool TryParse(global::System.ReadOnlySpan<byte> key, out LabelKey result)
        {
            result = default;
            if (!key.StartsWith("HAPROXY_"u8)) return false;
            global::System.ReadOnlySpan<byte> name = key.Slice("HAPROXY_"u8.Length);
            if (name.IsEmpty) return false;
            LabelId label;
            TemplateName template = TemplateName.None;
            int index = -1;
            if (name[0] is >= (byte)'0' and <= (byte)'9')
            {
                if (!TryReadIndex(ref name, out index)) return false;
                OfService(name, out label, out template);
            }
            else
            {
                OfApp(name, out label);
            }

            result = new LabelKey(label, template, index);
            if (result.IsKnown) return true;
            result = default;
            return false;
        }

        /// <summary>Takes <c>12_</c> off the name. A second spelling of a number (<c>012_</c>) is not a name of ours.</summary>
        private static bool TryReadIndex(ref global::System.ReadOnlySpan<byte> name, out int index)
        {
            index = 0;
            int digits = 0;
            while (digits < name.Length && name[digits] is >= (byte)'0' and <= (byte)'9')
            {
                if (digits == MaxIndexDigits) return false;
                index = (index * 10) + (name[digits] - '0');
                digits++;
            }

            if (digits > 1 && name[0] == '0') return false;
            if (digits == name.Length || name[digits] != '_') return false;
            name = name.Slice(digits + 1);
            return true;
        }
        """;

    /// <summary>The text of LabelKeys.g.cs.</summary>
    public static string Emit(LabelModel model)
    {
        SourceWriter writer = new SourceWriter(Names.LabelsNamespace, "System", Names.TemplatesNamespace);
        writer.Line("/// <summary>Reads the names of labels. Nothing is allocated: it runs for every label of every app.</summary>");
        writer.Open("internal static partial class LabelKeys");
        writer.Lines(Frame);
        writer.Line();
        EmitApp(writer, model);
        writer.Line();
        EmitService(writer, model);
        writer.Close();
        return writer.ToString();
    }

    private static void EmitApp(SourceWriter writer, LabelModel model)
    {
        writer.Open("private static void OfApp(global::System.ReadOnlySpan<byte> name, out LabelId label)");
        writer.Line("label = LabelId.None;");
        NameSwitchEmitter.Emit(writer, Labels(model, perService: false).ToList());
        writer.Close();
    }

    private static void EmitService(SourceWriter writer, LabelModel model)
    {
        writer.Open(
            "private static void OfService(global::System.ReadOnlySpan<byte> name, out LabelId label, out TemplateName template)");
        writer.Line("label = LabelId.None;");
        writer.Line("template = TemplateName.None;");
        IEnumerable<NameCase> overrides =
            model.Overrides.Select(item => new NameCase(item.Name, $"template = TemplateName.{item.Member};"));
        NameSwitchEmitter.Emit(writer, Labels(model, perService: true).Concat(overrides).ToList());
        writer.Close();
    }

    private static IEnumerable<NameCase> Labels(LabelModel model, bool perService) => model.Sets
        .Where(set => set.IsPerService == perService)
        .SelectMany(set => set.Labels)
        .Select(label => new NameCase(label.Name, $"label = LabelId.{label.Property};"));
}

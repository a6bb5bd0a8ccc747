using MarathonLb.Generators.Diagnostics;
using MarathonLb.Generators.Pipeline;

namespace MarathonLb.Generators.Labels;

/// <summary>Judges the declared labels: what is wrong is a diagnostic, what is right goes on to the emitters.</summary>
internal sealed class LabelChecks
{
    private readonly List<DiagnosticInfo> _diagnostics = [];
    private readonly List<LabelSetSpec> _sets = [];
    private readonly Dictionary<string, string> _names = new Dictionary<string, string>(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _properties = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Names.None] = "the generator",
    };

    private LabelChecks(IEnumerable<LabelSetSpec> sets)
    {
        // By name, because the order in which the compiler meets files is not ours.
        foreach (LabelSetSpec set in sets.OrderBy(set => set.Type, StringComparer.Ordinal)) Check(set);
    }

    /// <summary>What is wrong with the label sets.</summary>
    public static EquatableArray<DiagnosticInfo> Diagnose(IEnumerable<LabelSetSpec> sets) =>
        new LabelChecks(sets)._diagnostics.ToEquatableArray();

    /// <summary>What is right in them, in a steady order and without places.</summary>
    public static EquatableArray<LabelSetSpec> Accept(IEnumerable<LabelSetSpec> sets) => new LabelChecks(sets)._sets.ToEquatableArray();

    private void Check(LabelSetSpec set)
    {
        if (!set.IsPartial)
        {
            Report(DiagnosticInfo.Of(LabelDescriptors.SetNotPartial, set.Place, set.Type));
            return;
        }

        IEnumerable<LabelSpec> accepted = set.Labels.Where(label => IsRight(set, label)).Select(label => label.WithoutPlaces());
        _sets.Add(set with { Labels = accepted.ToEquatableArray(), Place = LocationInfo.None });
    }

    // A label with two faults shows both at once, so no short circuit. One without text is still a label.
    private bool IsRight(LabelSetSpec set, LabelSpec label)
    {
        CheckText(set, label);
        return CheckProperty(set, label) & CheckType(label) & CheckName(set, label);
    }

    private bool CheckProperty(LabelSetSpec set, LabelSpec label)
    {
        if (!label.IsPartialGetter)
        {
            string type = LabelKinds.PropertyType(label.Kind) ?? label.Type;
            return Report(DiagnosticInfo.Of(LabelDescriptors.PropertyNotPartial, label.Place, label.Property, type));
        }

        if (_properties.TryGetValue(label.Property, out string? other))
        {
            return Report(DiagnosticInfo.Of(LabelDescriptors.DuplicateProperty, label.Place, label.Property, other));
        }

        _properties.Add(label.Property, set.Type);
        return true;
    }

    private bool CheckType(LabelSpec label)
    {
        string? type = LabelKinds.PropertyType(label.Kind);
        if (type is null)
        {
            return Report(DiagnosticInfo.Of(LabelDescriptors.UnknownKind, label.AttributePlace, label.Property, label.Kind));
        }

        return type == label.Type
            || Report(DiagnosticInfo.Of(LabelDescriptors.WrongType, label.Place, label.Property, label.Type, label.Kind, type));
    }

    private bool CheckName(LabelSetSpec set, LabelSpec label)
    {
        if (!Names.IsUpperName(label.Name))
        {
            return Report(DiagnosticInfo.Of(LabelDescriptors.BadName, label.AttributePlace, label.Name, label.Property));
        }

        string name = set.FullName(label);
        if (_names.TryGetValue(name, out string? other))
        {
            return Report(DiagnosticInfo.Of(LabelDescriptors.DuplicateName, label.AttributePlace, name, label.Property, other));
        }

        _names.Add(name, label.Property);
        return true;
    }

    private void CheckText(LabelSetSpec set, LabelSpec label)
    {
        string[] missing = [.. Missing(label)];
        if (missing.Length == 0) return;
        string what = string.Join(" and no ", missing);
        Report(DiagnosticInfo.Of(LabelDescriptors.NoDoc, label.AttributePlace, set.FullName(label), label.Property, what));
    }

    private static IEnumerable<string> Missing(LabelSpec label)
    {
        if (label.Doc.Length == 0) yield return "Doc";
        if (label.Example.Length == 0) yield return "Example";
    }

    private bool Report(DiagnosticInfo diagnostic)
    {
        _diagnostics.Add(diagnostic);
        return false;
    }
}

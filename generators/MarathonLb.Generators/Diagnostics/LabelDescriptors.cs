using Microsoft.CodeAnalysis;

namespace MarathonLb.Generators.Diagnostics;

/// <summary>What can be wrong with the declaration of a label.</summary>
internal static class LabelDescriptors
{
    private const string Category = "MarathonLb.Labels";

    public static readonly DiagnosticDescriptor SetNotPartial = new(
        "MLB0001", "A label set is a partial class",
        "'{0}' has [LabelSet] but is not a top-level partial class: declare it partial, outside of other types",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor PropertyNotPartial = new(
        "MLB0002", "A label is a partial property with a getter",
        "'{0}' has [Label] but is not a partial instance property with a getter alone: write 'internal partial {1} {0} {{ get; }}'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor WrongType = new(
        "MLB0003", "A label's type follows from its kind",
        "'{0}' is of type '{1}', but a label of kind {2} reads into '{3}'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor UnknownKind = new(
        "MLB0004", "The generator knows the label's kind",
        "The kind '{1}' of '{0}' has no result type: add it to LabelKinds in the generator and its method to LabelValues",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor DuplicateName = new(
        "MLB0005", "A label is declared once",
        "The label {0} of '{1}' is already declared by '{2}'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor DuplicateProperty = new(
        "MLB0006", "A label's property has a name of its own over all sets",
        "The name '{0}' is already a member of LabelId (from '{1}'): rename the property",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NoDoc = new(
        "MLB0007", "A label is documented",
        "The label {0} of '{1}' has no {2}: the reference in docs/labels.md prints it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor BadName = new(
        "MLB0008", "A label's name is of capitals, digits and underscores",
        "'{0}' of '{1}' is not a label name: capital letters, digits and underscores, a letter first, without HAPROXY_",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor OutsideSet = new(
        "MLB0009", "A label stands in a label set",
        "'{0}' has [Label], but its class '{1}' has no [LabelSet]: nothing would read the label",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    /// <summary>All of them.</summary>
    public static IEnumerable<DiagnosticDescriptor> All =>
    [
        SetNotPartial, PropertyNotPartial, WrongType, UnknownKind, DuplicateName, DuplicateProperty, NoDoc, BadName, OutsideSet,
    ];
}

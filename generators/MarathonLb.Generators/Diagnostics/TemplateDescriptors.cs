using Microsoft.CodeAnalysis;

namespace MarathonLb.Generators.Diagnostics;

/// <summary>What can be wrong with the declaration or the default text of a template.</summary>
internal static class TemplateDescriptors
{
    private const string Category = "MarathonLb.Templates";

    public static readonly DiagnosticDescriptor NoFile = new(
        "MLB0020", "A template has a default text",
        "The template '{0}' has no file templates/{1}: add it (an empty one prints nothing)",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NoDeclaration = new(
        "MLB0021", "A template file belongs to a template",
        "No member of TemplateName declares templates/{0}: declare it, or rename or delete the file",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor SyntaxError = new(
        "MLB0022", "A template's text can be read",
        "In {0}: {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor UnknownPlaceholder = new(
        "MLB0023", "A template uses the placeholders that it gets",
        "{0} does not get {{{1}}}; it gets {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor DuplicateName = new(
        "MLB0024", "A template is declared once",
        "The template {0} of '{1}' is already declared by '{2}'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor BadName = new(
        "MLB0025", "A template's name is of capitals, digits and underscores",
        "'{0}' of '{1}' is not a template name: capital letters, digits and underscores, a letter first, without HAPROXY_",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor BadOverriddenBy = new(
        "MLB0026", "OverriddenBy names an overridable template",
        "OverriddenBy of '{0}' {1}: name the template whose label replaces this one too, or leave it away",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NoDoc = new(
        "MLB0027", "A template is documented",
        "The template {0} of '{1}' has no Doc: the reference in docs/templates.md prints it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor BadPlaceholders = new(
        "MLB0028", "A template lists each of its placeholders once",
        "The placeholders of '{0}' {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor DuplicatePlaceholder = new(
        "MLB0029", "A placeholder is declared once",
        "The placeholder {{{0}}} of '{1}' is already declared by '{2}'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor BadPlaceholderName = new(
        "MLB0030", "A placeholder's name is of letters, digits and underscores",
        "'{0}' of '{1}' can't be written between braces: use letters, digits and underscores",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NotDeclared = new(
        "MLB0031", "Every member but None is declared by its attribute",
        "'{0}' has no {1} attribute: the generated tables would miss it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true);

    /// <summary>All of them.</summary>
    public static IEnumerable<DiagnosticDescriptor> All =>
    [
        NoFile, NoDeclaration, SyntaxError, UnknownPlaceholder, DuplicateName, BadName, BadOverriddenBy, NoDoc, BadPlaceholders,
        DuplicatePlaceholder, BadPlaceholderName, NotDeclared,
    ];
}

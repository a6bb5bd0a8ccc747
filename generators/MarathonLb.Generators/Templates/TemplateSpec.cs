using MarathonLb.Generators.Pipeline;

namespace MarathonLb.Generators.Templates;

/// <summary>A member of TemplateName with its attribute, as it is declared: not yet judged.</summary>
/// <param name="Member">The member's name.</param>
/// <param name="Name">The template's name without prefix.</param>
/// <param name="Syntax">The member of TemplateSyntax.</param>
/// <param name="Placeholders">The members of Placeholder it always gets.</param>
/// <param name="IsOverridable">True if a label may bring another.</param>
/// <param name="IsPerService">True if it is printed for one service.</param>
/// <param name="OverriddenBy">The member whose label replaces this one too; null if not given, empty if there is no such member.</param>
/// <param name="Doc">What it is for.</param>
/// <param name="Place">Where the member's name stands.</param>
/// <param name="AttributePlace">Where the attribute stands.</param>
internal sealed record TemplateSpec(
    string Member,
    string Name,
    string Syntax,
    EquatableArray<string> Placeholders,
    bool IsOverridable,
    bool IsPerService,
    string? OverriddenBy,
    string Doc,
    LocationInfo Place,
    LocationInfo AttributePlace)
{
    // TemplateDeclaration.Offers has the same ones; a test holds them together.
    private static readonly string[] OfAnyService = ["AppId", "Backend", "HaproxyDir", "Hostname"];

    /// <summary>The name of its file.</summary>
    public string FullName => Names.Prefix + Name;

    /// <summary>True if braces in its text are placeholders.</summary>
    public bool IsFormat => Syntax == "Format";

    /// <summary>The members of Placeholder that its text may use.</summary>
    public IEnumerable<string> Offered => IsPerService ? Placeholders.Union(OfAnyService, StringComparer.Ordinal) : Placeholders;

    /// <summary>The same without places, so that it stays equal when the text around it moves.</summary>
    public TemplateSpec WithoutPlaces() => this with { Place = LocationInfo.None, AttributePlace = LocationInfo.None };
}

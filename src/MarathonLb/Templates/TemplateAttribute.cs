namespace MarathonLb.Templates;

/// <summary>
/// Declares a template: the one place its facts stand. The generators read it to compile templates/HAPROXY_NAME,
/// to recognise override labels, and to write the reference in docs/templates.md.
/// </summary>
/// <param name="name">Its name without the HAPROXY_ prefix.</param>
/// <param name="syntax">How its text is read.</param>
/// <param name="placeholders">The placeholders it always gets.</param>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class TemplateAttribute(string name, TemplateSyntax syntax, params Placeholder[] placeholders) : Attribute
{
    /// <summary>Its name without the HAPROXY_ prefix.</summary>
    public string Name { get; } = name;

    /// <summary>How its text is read.</summary>
    public TemplateSyntax Syntax { get; } = syntax;

    /// <summary>The placeholders it always gets.</summary>
    public Placeholder[] Placeholders { get; } = placeholders;

    /// <summary>True if a service may bring its own by the label <c>HAPROXY_{n}_NAME</c>.</summary>
    public bool Overridable { get; init; }

    /// <summary>True if it is printed for one service, so that {appId}, {hostname}, {backend} and {haproxy_dir} exist beside its own placeholders.</summary>
    public bool PerService { get; init; }

    /// <summary>For a MAP_ template: the template whose override label replaces this one too (spec, section 3, Maps).</summary>
    public TemplateName OverriddenBy { get; init; }

    /// <summary>One line: where it is printed and what it is for.</summary>
    public string Doc { get; init; } = "";
}

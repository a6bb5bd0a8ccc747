namespace MarathonLb.Templates;

/// <summary>A template's facts at run time. The generated <see cref="TemplateTable"/> has one for each <see cref="TemplateName"/>.</summary>
/// <param name="Name">Which template.</param>
/// <param name="FullName">Its file and environment name, such as <c>HAPROXY_BACKEND_HEAD</c>.</param>
/// <param name="Syntax">How its text is read.</param>
/// <param name="Overridable">True if a service may bring its own by label.</param>
/// <param name="PerService">True if {appId}, {hostname}, {backend} and {haproxy_dir} exist in it beside its own placeholders.</param>
/// <param name="OverriddenBy">For a MAP_ template: the template whose override label replaces this one too.</param>
/// <param name="Placeholders">The placeholders it always gets.</param>
/// <param name="Doc">One line: where it is printed and what it is for.</param>
internal sealed record TemplateDeclaration(
    TemplateName Name,
    string FullName,
    TemplateSyntax Syntax,
    bool Overridable,
    bool PerService,
    TemplateName OverriddenBy,
    Placeholder[] Placeholders,
    string Doc)
{
    /// <summary>True if the placeholder exists in this template.</summary>
    public bool Offers(Placeholder placeholder) =>
        Array.IndexOf(Placeholders, placeholder) >= 0
        || (PerService && placeholder is (Placeholder.AppId or Placeholder.Hostname or Placeholder.Backend or Placeholder.HaproxyDir));
}

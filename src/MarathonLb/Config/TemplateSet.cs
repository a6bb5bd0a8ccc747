using MarathonLb.Apps;
using MarathonLb.Templates;

namespace MarathonLb.Config;

/// <summary>The templates in force: one for each name, and the services' own before them.</summary>
/// <param name="templates">The global templates, by name.</param>
internal sealed class TemplateSet(Template[] templates)
{
    /// <summary>The global template of a name.</summary>
    public Template this[TemplateName name] => templates[(int)name];

    /// <summary>
    /// The template that prints for a service: its own, where a label brings one, else the global one. A MAP_ template is replaced by the label
    /// without MAP_ if its text uses only what exists in a map line (spec, section 3, "Maps").
    /// </summary>
    public Template For(Service? service, TemplateName name)
    {
        if (service is { Overrides.Length: > 0 })
        {
            if (service.OverrideOf(name) is Template own) return own;
            TemplateDeclaration declaration = TemplateTable.Of(name);
            if (service.OverrideOf(declaration.OverriddenBy) is Template borrowed && Fits(declaration, borrowed)) return borrowed;
        }

        return templates[(int)name];
    }

    /// <summary>True if a template's text uses only the placeholders that a declaration has.</summary>
    public static bool Fits(TemplateDeclaration declaration, Template template)
    {
        if (template.Program is not TemplateProgram program) return true;
        foreach (TemplateSegment segment in program.Segments)
        {
            if (segment.Placeholder != Placeholder.None && Array.IndexOf(declaration.Placeholders, segment.Placeholder) < 0) return false;
        }

        return true;
    }
}

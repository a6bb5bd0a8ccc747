using MarathonLb.Apps;
using MarathonLb.Templates;

namespace MarathonLb.Config;

/// <summary>The templates in force: one for each name, and the services' own before them.</summary>
/// <param name="templates">The global templates, by name.</param>
internal sealed class TemplateSet(Template[] templates)
{
    /// <summary>The global template of a name.</summary>
    public Template this[TemplateName name] => templates[(int)name];

    /// <summary>The template that prints for a service: its own, where a label brings one, else the global one.</summary>
    public Template For(Service? service, TemplateName name)
    {
        if (service is { Overrides.Length: > 0 } && service.OverrideOf(name) is Template own) return own;
        return templates[(int)name];
    }
}

using MarathonLb.Apps;
using MarathonLb.Templates;

namespace MarathonLb.Config;

/// <summary>The templates in force: one for each name, and the services' own before them.</summary>
/// <param name="templates">The global templates, by name.</param>
internal sealed class TemplateSet(Template[] templates)
{
    /// <summary>The rules of ours that hold an http-request line, for which the routes must be printed last.</summary>
    private static readonly TemplateName[] Claims =
    [
        TemplateName.HttpFrontendAcl, TemplateName.HttpFrontendAclWithAuth, TemplateName.HttpFrontendAclWithPath,
        TemplateName.HttpFrontendAclWithAuthAndPath, TemplateName.HttpFrontendRoutingOnly, TemplateName.HttpFrontendRoutingOnlyWithAuth,
        TemplateName.HttpFrontendRoutingOnlyWithPath, TemplateName.HttpFrontendRoutingOnlyWithPathAndAuth,
        TemplateName.BackendRedirectHttpToHttps, TemplateName.BackendRedirectHttpToHttpsWithPath, TemplateName.HttpsFrontendAcl,
        TemplateName.HttpsFrontendAclWithAuth, TemplateName.HttpsFrontendAclWithPath, TemplateName.HttpsFrontendAclWithAuthAndPath,
        TemplateName.MapHttpFrontendAcl, TemplateName.MapHttpFrontendAclOnly, TemplateName.MapHttpsFrontendAcl,
    ];

    /// <summary>
    /// True if a vhost rule of ours can print, so that frontends with vhost rules print their use_backend lines last (decision 0002). With all
    /// of them replaced, as an operator of the original may have it, every template stands as it is written.
    /// </summary>
    public bool RoutesLast { get; } = Array.Exists(Claims, name => templates[(int)name].IsDefault);

    private readonly bool _vhostRulesAreOurs = InlineRules.AllOurs(templates);

    /// <summary>True if a service's vhost rules can do without names for their conditions: all of them are ours.</summary>
    public bool IsInline(Service service)
    {
        if (!_vhostRulesAreOurs) return false;
        foreach (Template own in service.Overrides)
        {
            if (InlineRules.IsVhostRule(own.Name)) return false;
        }

        return true;
    }

    /// <summary>The rule that leads from a service's app id to it.</summary>
    public Template AppIdRule(Service service)
    {
        Template rule = For(service, TemplateName.HttpFrontendAppidAcl);
        return rule.IsDefault ? InlineRules.Of(rule.Name) : rule;
    }

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

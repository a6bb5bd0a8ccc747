using MarathonLb.Generators.Pipeline;
using MarathonLb.Generators.Templates;

namespace MarathonLb.Generators.Labels;

/// <summary>What the label emitters print: accepted sets, and the templates that a label may override.</summary>
/// <param name="Sets">The label sets, in a steady order.</param>
/// <param name="Overrides">The overridable templates, as declared.</param>
internal sealed record LabelModel(EquatableArray<LabelSetSpec> Sets, EquatableArray<OverrideSpec> Overrides)
{
    /// <summary>Joins both. A label with the name of a template is the label (spec, section 2: HTTP_BACKEND_REDIR).</summary>
    public static LabelModel Of(EquatableArray<LabelSetSpec> sets, IEnumerable<TemplateSpec> templates)
    {
        HashSet<string> taken = new HashSet<string>(
            sets.Where(set => set.IsPerService).SelectMany(set => set.Labels).Select(label => label.Name), StringComparer.Ordinal);
        List<OverrideSpec> overrides = [];
        foreach (TemplateSpec template in templates)
        {
            bool usable = template.IsOverridable && Names.IsUpperName(template.Name);
            if (usable && taken.Add(template.Name)) overrides.Add(new OverrideSpec(template.Member, template.Name));
        }

        return new LabelModel(sets, overrides.ToEquatableArray());
    }
}

/// <summary>A template that a service's label may override.</summary>
/// <param name="Member">The member of TemplateName.</param>
/// <param name="Name">Its name without prefix.</param>
internal sealed record OverrideSpec(string Member, string Name);

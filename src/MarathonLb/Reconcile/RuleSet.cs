using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Findings;
using MarathonLb.Templates;

namespace MarathonLb.Reconcile;

/// <summary>The global templates and what works with them: today's, or those of a version that is pinned.</summary>
/// <param name="Texts">The users' own templates.</param>
/// <param name="NewRenderer">Makes a renderer by them, to be used apart from the loop's.</param>
/// <param name="RenderFindings">Finds what they lack.</param>
/// <param name="Conflicts">Finds who claims what they, or others, have.</param>
/// <param name="TemplateFindings">What is wrong with the templates.</param>
internal sealed record RuleSet(
    IReadOnlyList<TemplateText> Texts, Func<ConfigRenderer> NewRenderer, RenderFindings RenderFindings, ServiceConflicts Conflicts, IReadOnlyList<Finding> TemplateFindings)
{
    /// <summary>The loop's renderer.</summary>
    public ConfigRenderer Renderer { get; } = NewRenderer();

    /// <summary>Why templates can't be used; with any, nothing should be generated.</summary>
    public IReadOnlyList<Finding> Faults => [.. TemplateFindings.Where(static finding => finding.Severity == FindingSeverity.Error)];

    /// <summary>Reads the templates.</summary>
    /// <param name="loader">Finds them.</param>
    /// <param name="render">The configuration's shape.</param>
    /// <param name="apps">Which services are ours.</param>
    public static RuleSet Load(TemplateLoader loader, RenderOptions render, AppsOptions apps)
    {
        List<Finding> findings = [];
        TemplateSet templates = new(loader.Load(findings));
        return new RuleSet(
            loader.Texts,
            () => new ConfigRenderer(templates, render, apps),
            new RenderFindings(templates, render),
            new ServiceConflicts(render.Conflicts, apps, render.BindHttpHttps, ListenersOf(templates, render)),
            findings);
    }

    /// <summary>What the global templates listen on, as far as their text tells, with the template's name.</summary>
    private static Dictionary<(string Address, int Port), string> ListenersOf(TemplateSet templates, RenderOptions render)
    {
        Dictionary<(string Address, int Port), string> taken = [];
        List<TemplateName> names = [TemplateName.Head, TemplateName.HttpFrontendAppidHead, TemplateName.Tail];
        if (render.BindHttpHttps) names.AddRange([TemplateName.HttpFrontendHead, render.GroupHttpsByVhost ? TemplateName.HttpsGroupedFrontendHead : TemplateName.HttpsFrontendHead]);
        foreach (TemplateName name in names)
        {
            foreach (Haproxy.BindLine bind in Haproxy.BindLine.AllIn(templates[name].Program?.Literals ?? []))
            {
                string address = bind.Address.Equals(System.Net.IPAddress.Any) ? "*" : bind.Address.ToString();
                taken.TryAdd((address, bind.Port), TemplateTable.Of(name).FullName);
            }
        }

        return taken;
    }
}

using MarathonLb.Config;
using MarathonLb.Findings;
using MarathonLb.Templates;
using MarathonLb.Tests.Apps;

namespace MarathonLb.Tests.Config;

/// <summary>Template sets and renderers for tests.</summary>
internal static class Rendering
{
    /// <summary>Our default templates.</summary>
    public static TemplateSet Defaults { get; } = new(Load(static _ => null));

    /// <summary>The goldens' templates: each prints its name and all its values.</summary>
    public static TemplateSet Goldens { get; } = new(Golden.Templates(new TemplateCompiler()));

    /// <summary>Templates that print nothing.</summary>
    public static TemplateSet Empty { get; } = Texts(static _ => "");

    /// <summary>The default of every template, unless an environment variable replaces it.</summary>
    public static Template[] Load(Func<string, string?> environment)
    {
        List<Finding> findings = [];
        Template[] templates = new TemplateLoader(new TemplateCompiler(), environment, "/nonexistent", null).Load(findings);
        Assert.Empty(findings);
        return templates;
    }

    /// <summary>A set of templates with these texts by full name; a name without a text keeps our default.</summary>
    public static TemplateSet Texts(Func<string, string?> text)
    {
        Template[] templates = Load(static _ => null);
        TemplateCompiler compiler = new();
        foreach (TemplateDeclaration declaration in TemplateTable.All)
        {
            if (text(declaration.FullName) is not string own) continue;
            Assert.True(compiler.TryCompile(declaration.Name, TemplateSource.File, own, out Template? template, out TemplateFault fault), fault.Reason);
            templates[(int)declaration.Name] = template!;
        }

        return new TemplateSet(templates);
    }

    /// <summary>A renderer of every group.</summary>
    public static ConfigRenderer With(TemplateSet templates, RenderOptions? options = null) => new(templates, options ?? new RenderOptions(), SampleApps.Everything);
}

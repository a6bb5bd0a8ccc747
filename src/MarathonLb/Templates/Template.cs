using Fluid;
using MarathonLb.Templates.Legacy;

namespace MarathonLb.Templates;

/// <summary>A template ready to print: a classic program, or a Liquid one.</summary>
internal sealed class Template
{
    private Template(TemplateName name, TemplateSource source, TemplateProgram? program, IFluidTemplate? liquid)
    {
        Name = name;
        Source = source;
        Program = program;
        Liquid = liquid;
    }

    /// <summary>Which template it is.</summary>
    public TemplateName Name { get; }

    /// <summary>Where its text came from.</summary>
    public TemplateSource Source { get; }

    /// <summary>The classic program; null if it is Liquid.</summary>
    public TemplateProgram? Program { get; }

    /// <summary>The Liquid program; null if it is classic.</summary>
    public IFluidTemplate? Liquid { get; }

    /// <summary>The lines of its text that HAProxy no longer takes, and what became of them.</summary>
    public TemplateRewrite[] Rewrites { get; private init; } = [];

    /// <summary>True for our own text, unchanged.</summary>
    public bool IsDefault => Source == TemplateSource.Default;

    /// <summary>Makes a classic template.</summary>
    public static Template Classic(TemplateName name, TemplateSource source, TemplateProgram program, TemplateRewrite[]? rewrites = null) =>
        new(name, source, program, null) { Rewrites = rewrites ?? [] };

    /// <summary>Makes a Liquid template.</summary>
    public static Template OfLiquid(TemplateName name, TemplateSource source, IFluidTemplate liquid) => new(name, source, null, liquid);
}

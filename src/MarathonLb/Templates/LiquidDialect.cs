using Fluid;

namespace MarathonLb.Templates;

/// <summary>
/// The Liquid that users may write: the language without its tags that read other files, and with limits. Fluid has none unless they are set, and
/// one endless loop in a label would take the memory of the whole load balancer.
/// </summary>
internal static class LiquidDialect
{
    /// <summary>Steps (tags, outputs, loop turns) after which a rendering is ended.</summary>
    public const int MaxSteps = 100_000;

    /// <summary>Depth of nested rendering after which it is ended.</summary>
    public const int MaxRecursion = 20;

    /// <summary>Longest output of one rendering, in characters.</summary>
    public const int MaxOutput = 1024 * 1024;

    /// <summary>Tags that read other templates, or can fill memory without output: a capture repeated in a loop doubles a string each turn.</summary>
    private static readonly string[] Forbidden = ["include", "render", "layout", "section"];

    /// <summary>A parser of this dialect.</summary>
    public static FluidParser CreateParser()
    {
        FluidParser parser = new(new FluidParserOptions { AllowFunctions = false });
        foreach (string tag in Forbidden) parser.RegisteredTags.Remove(tag);
        return parser;
    }
}

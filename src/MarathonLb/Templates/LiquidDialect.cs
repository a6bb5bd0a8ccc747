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

    /// <summary>Longest text, in characters.</summary>
    private const int LongestText = 128 * 1024;

    /// <summary>Most tags and brackets of a text. They can nest, and the parser then takes some 7 kB of stack for each.</summary>
    private const int MostNesting = 2000;

    /// <summary>The parser's own stack: four times what <see cref="MostNesting"/> takes. Memory is used only as deep as the text is nested.</summary>
    private const int ParserStack = 64 * 1024 * 1024;

    /// <summary>Tags that read other templates, or hold statements that can't be counted beforehand (<c>liquid</c>).</summary>
    private static readonly string[] Forbidden = ["include", "render", "layout", "section", "liquid"];

    /// <summary>A parser of this dialect.</summary>
    public static FluidParser CreateParser()
    {
        FluidParser parser = new(new FluidParserOptions { AllowFunctions = false });
        foreach (string tag in Forbidden) parser.RegisteredTags.Remove(tag);
        return parser;
    }

    /// <summary>Parses a text and puts the limits into it.</summary>
    /// <param name="parser">A parser of this dialect.</param>
    /// <param name="text">The text, from anybody.</param>
    /// <param name="template">The result, or null.</param>
    /// <param name="error">What is wrong, in one line.</param>
    public static bool TryParse(FluidParser parser, string text, out IFluidTemplate? template, out string error)
    {
        template = null;
        error = "";
        if (text.Length > LongestText) error = $"it is longer than {LongestText} characters";
        else if (text.AsSpan().Count("{%") + text.AsSpan().Count('(') + text.AsSpan().Count('[') > MostNesting) error = $"it has more than {MostNesting} tags and brackets";
        if (error.Length > 0) return false;

        IFluidTemplate? parsed = null;
        string problem = "";
        Thread thread = new(() => parsed = Parse(parser, text, out problem), ParserStack) { Name = "liquid parser" };
        thread.Start();
        thread.Join();
        (template, error) = (parsed, problem);
        return parsed is not null;
    }

    private static IFluidTemplate? Parse(FluidParser parser, string text, out string error)
    {
        try
        {
            if (parser.TryParse(text, out IFluidTemplate parsed, out error)) return LiquidLimits.Apply(parsed);
        }
        catch (Exception e)
        {
            // On a thread of its own whatever is not caught ends the process, and the text is anybody's.
            error = e.Message;
        }

        error = error.ReplaceLineEndings(" ").Trim();
        return null;
    }
}

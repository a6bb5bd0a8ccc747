using System.Text;
using Fluid;
using MarathonLb.Templates.Legacy;

namespace MarathonLb.Templates;

/// <summary>
/// Compiles the text of users' templates, each once: thousands of apps may share one label text. Knows both dialects; a text that begins with
/// <c>liquid:</c> is Liquid.
/// </summary>
/// <param name="release">The HAProxy that will read the configuration, where it is known: texts written for older ones are read accordingly.</param>
internal sealed class TemplateCompiler(HaproxyRelease? release = null)
{
    /// <summary>What a Liquid text begins with where there is no file name to say it.</summary>
    public const string LiquidPrefix = "liquid:";

    /// <summary>Compiled label texts kept at most; beyond that the cache starts again. A label text is under 100 kB, most under 1 kB.</summary>
    private const int CacheCapacity = 4096;

    /// <summary>Made when the first Liquid text comes: most have none, and building its grammar would cost every start.</summary>
    private FluidParser? _liquid;

    private readonly Dictionary<(TemplateName Name, TemplateSource Source, string Text), (Template? Template, TemplateFault Fault)> _cache = [];

    /// <summary>Compiles a text that may be in either dialect.</summary>
    /// <param name="name">Which template it is for.</param>
    /// <param name="source">Where it came from.</param>
    /// <param name="text">The text.</param>
    /// <param name="template">The result, or null on a fault.</param>
    /// <param name="fault">What is wrong.</param>
    public bool TryCompile(TemplateName name, TemplateSource source, string text, out Template? template, out TemplateFault fault)
    {
        if (_cache.TryGetValue((name, source, text), out (Template? Template, TemplateFault Fault) known))
        {
            (template, fault) = known;
            return template is not null;
        }

        bool good = text.StartsWith(LiquidPrefix, StringComparison.Ordinal)
            ? TryCompileLiquid(name, source, text[LiquidPrefix.Length..], out template, out fault)
            : TryCompileClassic(name, source, text, out template, out fault);
        if (_cache.Count >= CacheCapacity) _cache.Clear();
        _cache.Add((name, source, text), (template, fault));
        return good;
    }

    /// <summary>Compiles a Liquid text.</summary>
    public bool TryCompileLiquid(TemplateName name, TemplateSource source, string text, out Template? template, out TemplateFault fault)
    {
        template = null;
        fault = default;
        if (!LiquidDialect.TryParse(_liquid ??= LiquidDialect.CreateParser(), text, out IFluidTemplate? parsed, out string error))
        {
            fault = new TemplateFault($"the Liquid text can't be read: {error}", "Mend the Liquid syntax there.");
            return false;
        }

        template = Template.OfLiquid(name, source, parsed!);
        return true;
    }

    /// <summary>Compiles the text as it was written, so that a fault names its place there; then, if lines of it are of the past, what they come to today.</summary>
    private bool TryCompileClassic(TemplateName name, TemplateSource source, string text, out Template? template, out TemplateFault fault)
    {
        TemplateDeclaration declaration = TemplateTable.Of(name);
        if (!TryCompileText(declaration, source, text, [], out template, out fault)) return false;
        string today = OldDirectives.Translate(text, declaration, release, out TemplateRewrite[] rewrites);
        return rewrites.Length == 0 || TryCompileText(declaration, source, today, rewrites, out template, out fault);
    }

    private static bool TryCompileText(
        TemplateDeclaration declaration, TemplateSource source, string text, TemplateRewrite[] rewrites, out Template? template, out TemplateFault fault)
    {
        template = null;
        fault = default;
        if (declaration.Syntax == TemplateSyntax.Raw)
        {
            byte[] raw = Encoding.UTF8.GetBytes(text);
            TemplateProgram program = new(raw, raw.Length == 0 ? [] : [new TemplateSegment(Placeholder.None, 0, raw.Length)]);
            template = Template.Classic(declaration.Name, source, program, rewrites);
            return true;
        }

        List<FormatPiece> pieces = [];
        if (!FormatParser.TryParse(text, pieces, out int position, out string error))
        {
            fault = new TemplateFault($"{At(text, position)}: {error}", Known(declaration));
            return false;
        }

        return TryAssemble(declaration, source, text, pieces, rewrites, out template, out fault);
    }

    /// <summary>Our own text may use any placeholder: what a template offers is a promise to users.</summary>
    private static bool TryAssemble(
        TemplateDeclaration declaration, TemplateSource source, string text, List<FormatPiece> pieces, TemplateRewrite[] rewrites, out Template? template, out TemplateFault fault)
    {
        template = null;
        fault = default;
        List<byte> literals = [];
        TemplateSegment[] segments = new TemplateSegment[pieces.Count];
        for (int i = 0; i < segments.Length; i++)
        {
            FormatPiece piece = pieces[i];
            if (!piece.IsName)
            {
                byte[] literal = Encoding.UTF8.GetBytes(piece.Text);
                segments[i] = new TemplateSegment(Placeholder.None, literals.Count, literal.Length);
                literals.AddRange(literal);
            }
            else if (PlaceholderNames.TryParse(piece.Text, out Placeholder placeholder) && (source == TemplateSource.Default || declaration.Offers(placeholder)))
            {
                segments[i] = new TemplateSegment(placeholder, 0, 0);
            }
            else
            {
                fault = new TemplateFault($"{At(text, piece.Position)}: {{{piece.Text}}} does not exist in this template", Known(declaration));
                return false;
            }
        }

        template = Template.Classic(declaration.Name, source, new TemplateProgram([.. literals], segments), rewrites);
        return true;
    }

    private static string Known(TemplateDeclaration declaration)
    {
        IEnumerable<Placeholder> known = Enum.GetValues<Placeholder>().Where(declaration.Offers);
        string names = string.Join(", ", known.Select(static placeholder => $"{{{PlaceholderNames.Of(placeholder)}}}"));
        return names.Length > 0 ? $"It has {names}; write '{{{{' for a brace." : "It has no placeholders; write '{{' for a brace.";
    }

    /// <summary>A position as people count: line and column from 1.</summary>
    private static string At(string text, int position)
    {
        ReadOnlySpan<char> before = text.AsSpan(0, Math.Min(position, text.Length));
        int line = before.Count('\n') + 1;
        int column = before.Length - (before.LastIndexOf('\n') + 1) + 1;
        return line == 1 ? $"at character {column}" : $"at line {line}, character {column}";
    }
}

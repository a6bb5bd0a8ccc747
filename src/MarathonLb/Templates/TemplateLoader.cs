using System.Text;
using MarathonLb.Findings;
using MarathonLb.Templates.Legacy;

namespace MarathonLb.Templates;

/// <summary>
/// Finds the global templates (spec, section 4): environment variable, file in the templates folder, our default, in this order. A template that
/// can't be read is reported and ends the start or the round: it concerns every app, so nothing must be rendered with half of it.
/// </summary>
/// <param name="compiler">Compiles them.</param>
/// <param name="environment">Looks an environment variable up.</param>
/// <param name="folder">The templates folder.</param>
/// <param name="globalDefaultOptions">HAPROXY_GLOBAL_DEFAULT_OPTIONS; null for the default.</param>
/// <param name="kept">Texts of an earlier version: these and our defaults count then, and nothing of today; null for today's.</param>
internal sealed class TemplateLoader(
    TemplateCompiler compiler, Func<string, string?> environment, string folder, string? globalDefaultOptions, IReadOnlyList<TemplateText>? kept = null)
{
    /// <summary>
    /// The options of the defaults section, unless HAPROXY_GLOBAL_DEFAULT_OPTIONS says otherwise. A connection that fails is tried on another server at once: without the number
    /// HAProxy tries the same one three times first, a second apart, and a task that died keeps its requests waiting.
    /// </summary>
    public const string UsualDefaultOptions = "redispatch 1,http-server-close,dontlognull";

    /// <summary>Stands in our default HEAD where the lines of HAPROXY_GLOBAL_DEFAULT_OPTIONS go.</summary>
    private const string OptionsMarker = "@GLOBAL_DEFAULT_OPTIONS@";

    private readonly List<TemplateText> _texts = [];

    /// <summary>The texts that were read and are not our defaults, in the order of the names.</summary>
    public IReadOnlyList<TemplateText> Texts => _texts;

    /// <summary>The global templates, by <see cref="TemplateName"/>.</summary>
    /// <param name="findings">Receives what can't be read; if it is an error, the default stands in for it.</param>
    public Template[] Load(List<Finding> findings)
    {
        TemplateDeclaration[] all = TemplateTable.All;
        Template[] templates = new Template[all.Max(static declaration => (int)declaration.Name) + 1];
        foreach (TemplateDeclaration declaration in all)
        {
            templates[(int)declaration.Name] = Load(declaration, findings) ?? DefaultOf(declaration, findings);
        }

        return templates;
    }

    private Template? Load(TemplateDeclaration declaration, List<Finding> findings)
    {
        if (kept is not null)
        {
            TemplateText? text = kept.FirstOrDefault(text => text.Name == declaration.FullName);
            return text is null ? null : Compile(declaration, TemplateSource.File, declaration.FullName, text.Text, text.IsLiquid, findings);
        }

        if (environment(declaration.FullName) is { Length: > 0 } value)
        {
            string written = WithPlainLineEnds(value.Replace("\\n", "\n", StringComparison.Ordinal));
            return Compile(declaration, TemplateSource.Environment, $"environment variable {declaration.FullName}", written, false, findings);
        }

        string liquid = Path.Combine(folder, declaration.FullName + ".liquid");
        if (TryRead(liquid, findings, out string? liquidText))
        {
            return Compile(declaration, TemplateSource.File, liquid, liquidText!, true, findings);
        }

        string classic = Path.Combine(folder, declaration.FullName);
        return TryRead(classic, findings, out string? classicText)
            ? Compile(declaration, TemplateSource.File, classic, classicText!, false, findings)
            : null;
    }

    private Template? Compile(TemplateDeclaration declaration, TemplateSource source, string where, string text, bool liquid, List<Finding> findings)
    {
        _texts.Add(new TemplateText(declaration.FullName, liquid, text));
        if (declaration.Name == TemplateName.Head) text = WithOptions(text);
        bool good = liquid
            ? compiler.TryCompileLiquid(declaration.Name, source, text, out Template? template, out TemplateFault fault)
            : compiler.TryCompile(declaration.Name, source, text, out template, out fault);
        if (!good) findings.Add(new Finding(FindingSeverity.Error, "template", null, where, null, fault.Reason, fault.Advice));
        ReportRewrites(template, where, findings);

        return template;
    }

    private static void ReportRewrites(Template? template, string where, List<Finding> findings)
    {
        foreach (TemplateRewrite rewrite in template?.Rewrites ?? [])
        {
            findings.Add(new Finding(rewrite.Severity, "template-old", null, where, null, rewrite.Summary, rewrite.Advice));
        }
    }

    private static bool TryRead(string path, List<Finding> findings, out string? text)
    {
        text = null;
        try
        {
            if (!File.Exists(path)) return false;

            // As Python reads text files: files edited on Windows print what others print.
            text = WithPlainLineEnds(File.ReadAllText(path, Encoding.UTF8));
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Add(new Finding(FindingSeverity.Error, "template", null, path, null, $"the file can't be read: {e.Message}", "Make it readable or remove it."));
            return false;
        }
    }

    private static string WithPlainLineEnds(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private Template DefaultOf(TemplateDeclaration declaration, List<Finding> findings)
    {
        if (declaration.Name != TemplateName.Head) return Template.Classic(declaration.Name, TemplateSource.Default, DefaultTemplates.Program(declaration.Name));

        // Its options are the operator's, and may be of the past too. A raw text always compiles.
        compiler.TryCompile(TemplateName.Head, TemplateSource.Default, WithOptions(DefaultTemplates.Text(TemplateName.Head)), out Template? head, out _);
        ReportRewrites(head, "HAPROXY_GLOBAL_DEFAULT_OPTIONS in the default HAPROXY_HEAD", findings);
        return head!;
    }

    /// <summary>
    /// A HEAD with one line per option of HAPROXY_GLOBAL_DEFAULT_OPTIONS, sorted, each once, where our default has its marker. A user's HEAD that
    /// was copied from ours has it too; HAProxy would refuse it.
    /// </summary>
    private string WithOptions(string head)
    {
        int marker = head.IndexOf(OptionsMarker, StringComparison.Ordinal);
        if (marker < 0) return head;
        string[] options = (globalDefaultOptions ?? UsualDefaultOptions).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> lines = options.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(static option => $"  option {option}\n");
        int lineStart = head.LastIndexOf('\n', marker) + 1;
        int lineEnd = head.IndexOf('\n', marker) + 1;
        return string.Concat(head.AsSpan(0, lineStart), string.Concat(lines), lineEnd == 0 ? "" : head.AsSpan(lineEnd));
    }
}

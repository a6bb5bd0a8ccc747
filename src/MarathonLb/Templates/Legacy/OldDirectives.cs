using System.Collections.Frozen;

namespace MarathonLb.Templates.Legacy;

/// <summary>
/// Reads a template that was written for HAProxy 1.x or 2.0 as one for today's: line by line, each line that HAProxy would refuse or ignore becomes one that does
/// the same. A text without old words comes back as it is, at the cost of a look at each line's first word.
/// </summary>
internal static class OldDirectives
{
    private static readonly FrozenDictionary<string, Func<OldLine, LineVerdict?>> Readers = CreateReaders();

    private static readonly FrozenDictionary<string, Func<OldLine, LineVerdict?>>.AlternateLookup<ReadOnlySpan<char>> ByWord = Readers.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Translates a template's text.</summary>
    /// <param name="text">The text, lines ended by line feeds.</param>
    /// <param name="declaration">Which template it is for.</param>
    /// <param name="release">The HAProxy that will read it. If it is not known, lines stay that HAProxy 2.6 still takes.</param>
    /// <param name="rewrites">What was changed, and what could not be.</param>
    public static string Translate(string text, TemplateDeclaration declaration, HaproxyRelease? release, out TemplateRewrite[] rewrites)
    {
        rewrites = [];
        return HasOldWord(text) ? TranslateLines(text, declaration, release, out rewrites) : text;
    }

    /// <summary>True if a line begins with a word that may be of the past. Allocates nothing.</summary>
    private static bool HasOldWord(ReadOnlySpan<char> text)
    {
        foreach (ReadOnlySpan<char> line in text.EnumerateLines())
        {
            if (ByWord.ContainsKey(FirstWord(line))) return true;
        }

        return false;
    }

    private static string TranslateLines(string text, TemplateDeclaration declaration, HaproxyRelease? release, out TemplateRewrite[] rewrites)
    {
        string[] lines = text.Split('\n');
        List<string> result = new(lines.Length);
        List<TemplateRewrite> changes = [];
        string section = SectionOf(declaration.Name);
        for (int i = 0; i < lines.Length;)
        {
            if (IsSection(FirstWord(lines[i]))) section = FirstWord(lines[i]).ToString();
            LinePlace place = new(declaration.Name, section, release, declaration.Syntax == TemplateSyntax.Format, new ArraySegment<string>(lines, i + 1, lines.Length - i - 1));
            if (Read(lines[i], place) is not LineVerdict verdict)
            {
                result.Add(lines[i++]);
                continue;
            }

            string[] old = lines[i..(i + verdict.Consumed)];
            string indent = lines[i][..(lines[i].Length - lines[i].TrimStart().Length)];
            string[] printed = verdict.Lines is null ? old : Array.ConvertAll(verdict.Lines, line => indent + line);
            result.AddRange(printed);
            changes.Add(new TemplateRewrite(
                i + 1, string.Join('\n', old), verdict.Lines is null ? null : string.Join('\n', printed), verdict.Reason, verdict.Advice));
            i += verdict.Consumed;
        }

        rewrites = [.. changes];
        return changes.Count == 0 ? text : string.Join('\n', result);
    }

    private static LineVerdict? Read(string line, LinePlace place)
    {
        if (!ByWord.TryGetValue(FirstWord(line), out Func<OldLine, LineVerdict?>? reader)) return null;
        return ConfigWords.Split(line) is { Count: > 0 } words ? reader(new OldLine(line, words, place)) : null;
    }

    private static ReadOnlySpan<char> FirstWord(ReadOnlySpan<char> line)
    {
        line = line.TrimStart(" \t");
        int end = line.IndexOfAny(" \t\r");
        return end < 0 ? line : line[..end];
    }

    private static bool IsSection(ReadOnlySpan<char> word) => word is "global" or "defaults" or "frontend" or "backend" or "listen" or "userlist" or "peers" or "resolvers";

    /// <summary>The section that a template's first line is in, unless it opens one itself.</summary>
    private static string SectionOf(TemplateName name)
    {
        string text = TemplateTable.Of(name).FullName;
        return name == TemplateName.FrontendBackendGlue || text.Contains("FRONTEND", StringComparison.Ordinal) ? "frontend"
            : text.Contains("BACKEND", StringComparison.Ordinal) && !text.Contains("REDIRECT_HTTP_TO_HTTPS", StringComparison.Ordinal) ? "backend"
            : "";
    }

    private static FrozenDictionary<string, Func<OldLine, LineVerdict?>> CreateReaders()
    {
        Dictionary<string, Func<OldLine, LineVerdict?>> readers = new(StringComparer.Ordinal)
        {
            ["block"] = static line => LineVerdict.Becomes("HAProxy has no 'block' since 2.1", $"http-request deny {line.From(1)}".TrimEnd()),
            ["redispatch"] = static _ => LineVerdict.Becomes("HAProxy has no 'redispatch' since 2.1", "option redispatch"),
            ["option"] = OldKeywords.Option,
            ["no"] = OldKeywords.Option,
            ["bind"] = OldKeywords.Process,
            ["stats"] = OldKeywords.Process,
            ["bind-process"] = OldKeywords.BindProcess,
            ["monitor-net"] = OldKeywords.Monitor,
            ["mode"] = OldKeywords.Mode,
            ["appsession"] = OldKeywords.Session,
        };
        Add(OldHeaderRules.Read, "reqadd", "reqdel", "reqidel", "reqrep", "reqirep", "reqdeny", "reqideny", "reqallow", "reqiallow", "reqtarpit", "reqitarpit", "reqpass", "reqipass");
        Add(OldHeaderRules.Read, "rspadd", "rspdel", "rspidel", "rsprep", "rspirep", "rspdeny", "rspideny");
        Add(OldKeywords.Timeout, "timeout", "clitimeout", "contimeout", "srvtimeout");
        Add(OldKeywords.Removed, "nbproc", "debug", "nosepoll", "tune.chksize");
        Add(OldKeywords.Tls, "no-sslv3", "no-tlsv10", "no-tlsv11", "no-tlsv12", "no-tlsv13", "no-tls-tickets", "force-sslv3", "force-tlsv10", "force-tlsv11", "force-tlsv12");
        Add(OldKeywords.Section, "listen", "frontend");
        return readers.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(Func<OldLine, LineVerdict?> reader, params string[] words)
        {
            foreach (string word in words) readers.Add(word, reader);
        }
    }
}

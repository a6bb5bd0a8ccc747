using System.Buffers;
using System.Text;

namespace MarathonLb.Reconcile.Planning;

/// <summary>Finds the sections of a configuration: each begins with a line whose first word is a section's (configuration manual, 2.1).</summary>
internal static class ConfigSections
{
    private static readonly SearchValues<byte> Blanks = SearchValues.Create(" \t\r"u8);

    private static ReadOnlySpan<byte> Blank => " \t"u8;

    /// <summary>Where the section begins in which a place stands: at the start of its first line, or at 0.</summary>
    public static int StartOf(ReadOnlySpan<byte> text, int place)
    {
        int line = LineStart(text, place);
        while (line > 0 && !IsHeader(LineAt(text, line))) line = LineStart(text, line - 1);
        return line;
    }

    /// <summary>Where the section that begins at a place ends: at the start of the next one, or at the text's end.</summary>
    public static int EndOf(ReadOnlySpan<byte> text, int start)
    {
        int line = NextLine(text, start);
        while (line < text.Length && !IsHeader(LineAt(text, line))) line = NextLine(text, line);
        return line;
    }

    /// <summary>True if a part of a text holds whole sections only: the first line in it that means something begins one, and so does the first line behind it.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> text, int start, int length) => BeginsSection(text, start) && BeginsSection(text, start + length);

    private static bool BeginsSection(ReadOnlySpan<byte> text, int at) => !TryNextLine(text, ref at, out ReadOnlySpan<byte> line) || IsHeader(line);

    /// <summary>The first line at or after a place that begins a section; the text's length if there is none.</summary>
    public static int NextHeader(ReadOnlySpan<byte> text, int line)
    {
        while (line < text.Length && !IsHeader(LineAt(text, line))) line = NextLine(text, line);
        return line;
    }

    /// <summary>The lines of a section that mean something, without blanks around them.</summary>
    public static List<string> LinesOf(ReadOnlySpan<byte> section)
    {
        List<string> lines = [];
        int at = 0;
        while (TryNextLine(section, ref at, out ReadOnlySpan<byte> line)) lines.Add(Encoding.UTF8.GetString(line));
        return lines;
    }

    /// <summary>The next line that means something, without blanks around it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where to look; moves behind the line.</param>
    /// <param name="content">The line.</param>
    /// <returns>False if there is none.</returns>
    public static bool TryNextLine(ReadOnlySpan<byte> text, ref int at, out ReadOnlySpan<byte> content)
    {
        while (at < text.Length)
        {
            content = Trimmed(LineAt(text, at));
            at = NextLine(text, at);
            if (content.Length > 0 && content[0] != (byte)'#') return true;
        }

        content = default;
        return false;
    }

    /// <summary>The name in a section's first line; empty if it has none.</summary>
    public static string NameIn(string header) => header.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is [_, string name, ..] ? name : "";

    /// <summary>The backends of a configuration, one after the other: of thousands only what is looked at is in memory.</summary>
    /// <param name="config">The configuration; must not change meanwhile.</param>
    public static IEnumerable<BackendText> BackendsOf(ReadOnlyMemory<byte> config)
    {
        for (int start = NextHeader(config.Span, 0); start < config.Length;)
        {
            int end = EndOf(config.Span, start);
            if (config.Span[start..].TrimStart(Blank).StartsWith("backend"u8)) yield return new BackendText(LinesOf(config.Span[start..end]));
            start = end;
        }
    }

    /// <summary>The first word of a line.</summary>
    public static ReadOnlySpan<char> FirstWord(string line)
    {
        int end = line.AsSpan().IndexOfAny(' ', '\t');
        return end < 0 ? line : line.AsSpan(0, end);
    }

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> line)
    {
        int first = line.IndexOfAnyExcept(Blanks);
        return first < 0 ? default : line[first..(line.LastIndexOfAnyExcept(Blanks) + 1)];
    }

    private static bool IsHeader(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> content = Trimmed(line);
        int end = content.IndexOfAny((byte)' ', (byte)'\t');
        ReadOnlySpan<byte> word = end < 0 ? content : content[..end];
        return word.Length switch
        {
            4 => word.SequenceEqual("ring"u8) || word.SequenceEqual("acme"u8),
            5 => word.SequenceEqual("peers"u8) || word.SequenceEqual("cache"u8),
            6 => word.SequenceEqual("global"u8) || word.SequenceEqual("listen"u8) || word.SequenceEqual("traces"u8),
            7 => word.SequenceEqual("backend"u8) || word.SequenceEqual("mailers"u8) || word.SequenceEqual("program"u8),
            8 => word.SequenceEqual("frontend"u8) || word.SequenceEqual("defaults"u8) || word.SequenceEqual("userlist"u8) || word.SequenceEqual("fcgi-app"u8),
            9 => word.SequenceEqual("resolvers"u8) || word.SequenceEqual("crt-store"u8),
            11 => word.SequenceEqual("http-errors"u8) || word.SequenceEqual("log-forward"u8) || word.SequenceEqual("log-profile"u8),
            _ => false,
        };
    }

    private static int LineStart(ReadOnlySpan<byte> text, int place) => place <= 0 ? 0 : text[..place].LastIndexOf((byte)'\n') + 1;

    private static ReadOnlySpan<byte> LineAt(ReadOnlySpan<byte> text, int start)
    {
        int length = text[start..].IndexOf((byte)'\n');
        return length < 0 ? text[start..] : text.Slice(start, length);
    }

    private static int NextLine(ReadOnlySpan<byte> text, int line)
    {
        int length = text[line..].IndexOf((byte)'\n');
        return length < 0 ? text.Length : line + length + 1;
    }
}

using System.Text;
using MarathonLb.Templates.Legacy;

namespace MarathonLb.Config;

/// <summary>
/// The keywords that templates in labels may not use (<c>--raw-labels-deny</c>). What is looked at is what was printed, so that a Liquid template can't
/// put a word together, and the way HAProxy reads it, so that quotes and escapes hide nothing.
/// </summary>
/// <param name="keywords">First words of lines.</param>
internal sealed class DeniedKeywords(IEnumerable<string> keywords)
{
    private readonly HashSet<string> _keywords = new(keywords, StringComparer.OrdinalIgnoreCase);

    /// <summary>True if there are none.</summary>
    public bool IsEmpty => _keywords.Count == 0;

    /// <summary>The first denied keyword of a text, or null.</summary>
    /// <param name="text">What was written so far.</param>
    /// <param name="start">Where the text begins; it may be within a line that another template began.</param>
    public string? FirstIn(ReadOnlySpan<byte> text, int start)
    {
        ReadOnlySpan<byte> own = text[start..];
        if (start > 0 && text[start - 1] != (byte)'\n')
        {
            int end = own.IndexOf((byte)'\n');
            own = end < 0 ? [] : own[(end + 1)..];
        }

        foreach (Range range in own.Split((byte)'\n'))
        {
            if (Denied(Encoding.UTF8.GetString(own[range])) is string keyword) return keyword;
        }

        return null;
    }

    private string? Denied(string line)
    {
        if (ConfigWords.Split(line) is not { Count: > 0 } words) return null;

        // "no option …" and "default option …" are about the word that follows.
        ConfigWord word = words.Count > 1 && words[0].Text is "no" or "default" ? words[1] : words[0];
        if (word.HasVariable) return line[word.Start..word.End];
        return _keywords.Contains(word.Text) ? word.Text : null;
    }
}

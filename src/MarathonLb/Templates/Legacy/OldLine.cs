namespace MarathonLb.Templates.Legacy;

/// <summary>A line of a template that may be of the past, and what its meaning depends on.</summary>
internal sealed class OldLine
{
    private readonly string _line;

    /// <summary>Makes a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="words">Its words.</param>
    /// <param name="place">Where it stands.</param>
    public OldLine(string line, List<ConfigWord> words, LinePlace place)
    {
        _line = line;
        Words = words;
        Place = place;
    }

    /// <summary>Its words; at least one.</summary>
    public List<ConfigWord> Words { get; }

    /// <summary>Where it stands.</summary>
    public LinePlace Place { get; }

    /// <summary>A word as HAProxy reads it; empty beyond the last one.</summary>
    public string Word(int i) => i < Words.Count ? Words[i].Text : "";

    /// <summary>The line from a word to its end, as it is written, without a comment.</summary>
    public string From(int i) => i < Words.Count ? _line[Words[i].Start..Words[^1].End] : "";

    /// <summary>The line without some words, as it is written.</summary>
    public string Without(int first, int count)
    {
        string before = first == 0 ? "" : _line[Words[0].Start..Words[first - 1].End];
        string after = From(first + count);
        return after.Length == 0 ? before : $"{before} {after}";
    }
}

namespace MarathonLb.Asking.Routing;

/// <summary>A line that says something.</summary>
/// <param name="Number">Its number in the file, from 1.</param>
/// <param name="Text">Its text, without blanks around it.</param>
internal readonly record struct ConfigLine(int Number, string Text)
{
    /// <summary>Its words; quotes keep a word together, as HAProxy reads them (configuration manual, 2.2).</summary>
    public List<string> Words() => ConfigWords.Split(Text);
}

/// <summary>A section of a configuration, such as a frontend.</summary>
/// <param name="Kind">Its keyword.</param>
/// <param name="Name">Its name; empty without.</param>
/// <param name="Lines">Its lines, beginning with that of its name.</param>
internal sealed record ConfigSection(string Kind, string Name, IReadOnlyList<ConfigLine> Lines)
{
    private static readonly HashSet<string> Kinds = new(StringComparer.Ordinal)
    {
        "global", "defaults", "frontend", "backend", "listen", "userlist", "peers", "resolvers", "cache", "program", "mailers", "ring", "http-errors", "fcgi-app", "log-forward", "crt-store", "traces", "acme", "log-profile",
    };

    /// <summary>The sections of a configuration.</summary>
    public static List<ConfigSection> AllIn(string config)
    {
        List<ConfigSection> sections = [];
        List<ConfigLine> lines = [];
        int number = 0;
        foreach (ReadOnlySpan<char> raw in config.AsSpan().EnumerateLines())
        {
            number++;
            ReadOnlySpan<char> text = raw.Trim();
            if (text.Length == 0 || text[0] == '#') continue;
            string line = text.ToString();
            string[] words = line.Split([' ', '\t'], 3, StringSplitOptions.RemoveEmptyEntries);
            if (Kinds.Contains(words[0])) sections.Add(new ConfigSection(words[0], words.Length > 1 ? words[1] : "", lines = []));
            lines.Add(new ConfigLine(number, line));
        }

        return sections;
    }
}

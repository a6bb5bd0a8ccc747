namespace MarathonLb.Reconcile;

/// <summary>A configuration seen from far: each backend with its servers' lines, and all the rest as text.</summary>
internal sealed class BackendOutline
{
    private static readonly string[] SectionWords =
    [
        "global", "defaults", "frontend", "listen", "backend", "userlist", "resolvers", "peers", "mailers", "cache", "program", "http-errors", "ring", "log-forward",
        "fcgi-app", "crt-store", "traces", "log-profile", "acme",
    ];

    private readonly Dictionary<string, BackendSection> _backends = new(StringComparer.Ordinal);

    private BackendOutline(string text)
    {
        BackendSection rest = new();
        BackendSection current = rest;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            ReadOnlySpan<char> content = line.Trim();
            if (content.IsEmpty || content[0] == '#') continue;
            string word = FirstWord(content, out ReadOnlySpan<char> after);
            if (Array.IndexOf(SectionWords, word) >= 0)
            {
                current = word == "backend" ? Section(FirstWord(after, out _)) : rest;
            }

            current.Add(word == "server" ? FirstWord(after, out _) : null, content.ToString());
        }

        Rest = string.Join('\n', rest.Lines.Concat(rest.Servers.Values));
    }

    /// <summary>The backends by name.</summary>
    public IReadOnlyDictionary<string, BackendSection> Backends => _backends;

    /// <summary>Everything outside of backends.</summary>
    public string Rest { get; }

    /// <summary>Reads a configuration; it need not be valid.</summary>
    public static BackendOutline Of(string text) => new(text);

    private BackendSection Section(string name)
    {
        if (!_backends.TryGetValue(name, out BackendSection? section)) _backends.Add(name, section = new BackendSection());
        return section;
    }

    private static string FirstWord(ReadOnlySpan<char> text, out ReadOnlySpan<char> after)
    {
        text = text.TrimStart();
        int end = text.IndexOfAny(' ', '\t');
        after = end < 0 ? default : text[end..];
        return (end < 0 ? text : text[..end]).ToString();
    }
}

/// <summary>One backend: its server lines by server name, and its other lines.</summary>
internal sealed class BackendSection
{
    /// <summary>Server name to its whole line.</summary>
    public Dictionary<string, string> Servers { get; } = new(StringComparer.Ordinal);

    /// <summary>The other lines, in order.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>Adds a line; a second server of one name counts as an ordinary line.</summary>
    public void Add(string? server, string line)
    {
        if (server is null || !Servers.TryAdd(server, line)) Lines.Add(line);
    }
}

namespace MarathonLb.Reconcile.Planning;

/// <summary>A backend's section taken apart: its servers, and its other lines.</summary>
internal sealed class BackendText
{
    private readonly Dictionary<string, ServerLine> _byName = new(StringComparer.Ordinal);

    /// <summary>Takes a section apart.</summary>
    /// <param name="lines">Its lines without blanks around them, the header first.</param>
    public BackendText(IReadOnlyList<string> lines)
    {
        foreach (string line in lines)
        {
            if (ConfigSections.FirstWord(line) is not "server")
            {
                Others.Add(line);
                continue;
            }

            ServerLine server = ServerLine.Parse(line);
            Servers.Add(server);
            HasTwins |= !_byName.TryAdd(server.Name, server);
        }
    }

    /// <summary>The backend's name.</summary>
    public string Name => Others is [string header, ..] ? ConfigSections.NameIn(header) : "";

    /// <summary>The servers, in the order of the file.</summary>
    public List<ServerLine> Servers { get; } = [];

    /// <summary>All other lines, in order; the header is the first.</summary>
    public List<string> Others { get; } = [];

    /// <summary>True if two servers share a name.</summary>
    public bool HasTwins { get; }

    /// <summary>The server of a name, or null.</summary>
    public ServerLine? Find(string name) => _byName.GetValueOrDefault(name);
}

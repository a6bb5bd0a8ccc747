namespace MarathonLb.Reconcile.Live;

/// <summary>
/// The servers that we keep in maintenance. Whatever else is in maintenance or drained was put there by an operator's hand, and stays. The list lives in a file as long as HAProxy does,
/// so that after a restart of ours a server that we held is not taken for an operator's.
/// </summary>
/// <param name="file">The file.</param>
internal sealed class HeldServers(string file)
{
    private readonly Dictionary<ServerKey, Hold> _holds = [];
    private string _saved = "";

    /// <summary>All of them.</summary>
    public IReadOnlyDictionary<ServerKey, Hold> All => _holds;

    /// <summary>The hold of a server, or null.</summary>
    public Hold? Find(ServerKey key) => _holds.GetValueOrDefault(key);

    /// <summary>Holds a server, or changes why.</summary>
    public void Set(ServerKey key, Hold hold) => _holds[key] = hold;

    /// <summary>Lets a server go.</summary>
    public void Release(ServerKey key) => _holds.Remove(key);

    /// <summary>Forgets all.</summary>
    public void Clear() => _holds.Clear();

    /// <summary>Takes over what an earlier process of ours held, each as departing: what becomes of it is seen when it is compared with the configuration.</summary>
    /// <exception cref="IOException">The file is there but can't be read.</exception>
    public void Load(long now)
    {
        if (!File.Exists(file)) return;
        foreach (string line in File.ReadAllLines(file))
        {
            int slash = line.IndexOf('/', StringComparison.Ordinal);
            if (slash > 0) _holds[new ServerKey(line[..slash], line[(slash + 1)..])] = new Hold(HoldKind.Departing, null, now);
        }
    }

    /// <summary>
    /// Writes the file, if anything changed. Before the commands are sent: a kill between must not leave a server in maintenance for ever. Not flushed to disk: it need not outlive the
    /// machine, since HAProxy doesn't.
    /// </summary>
    /// <exception cref="IOException">It can't be written.</exception>
    public void Save()
    {
        string text = string.Concat(_holds.Keys.Select(static key => $"{key}\n").Order(StringComparer.Ordinal));
        if (text == _saved) return;
        string temporary = file + ".tmp";
        File.WriteAllText(temporary, text);
        File.Move(temporary, file, overwrite: true);
        _saved = text;
    }
}

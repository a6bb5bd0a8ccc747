namespace MarathonLb.Haproxy.Certificates;

/// <summary>
/// Knows when the certificates expire that HAProxy has loaded. Each is read once, when HAProxy is seen to have it; a file whose new content HAProxy does not take keeps the date of what it
/// serves. Written by one look at a time, shown to any thread.
/// </summary>
internal sealed class CertificateDates
{
    /// <summary>So many are shown: a folder may hold more, and those that expire last matter least.</summary>
    private const int MostShown = 1000;

    private readonly Dictionary<string, (string Hash, CertificateExpiry? Expiry)> _known = new(StringComparer.Ordinal);
    private volatile CertificateExpiry[] _shown = [];
    private volatile int _unknown;

    /// <summary>Those that expire soonest, in that order.</summary>
    public IReadOnlyList<CertificateExpiry> Soonest => _shown;

    /// <summary>Certificates whose date is not known: their file can't be read, or has never been what HAProxy has loaded.</summary>
    public int Unknown => _unknown;

    /// <summary>True once HAProxy has told which certificates it uses.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>HAProxy has loaded what a file holds.</summary>
    public void Note(string file, CertificateFile loaded)
    {
        if (_known.TryGetValue(file, out (string Hash, CertificateExpiry? Expiry) known) && known.Hash == loaded.Hash) return;
        _known[file] = (loaded.Hash, loaded.Pem() is string pem ? CertificateExpiry.Read(file, pem) : null);
    }

    /// <summary>Shows what was noted of the files that HAProxy uses now, and forgets all others.</summary>
    public void Show(IReadOnlyList<string> files)
    {
        HashSet<string> used = new(files, StringComparer.Ordinal);
        foreach (string gone in _known.Keys.Where(file => !used.Contains(file)).ToList()) _known.Remove(gone);
        CertificateExpiry[] all = [.. _known.Values.Select(static known => known.Expiry).OfType<CertificateExpiry>().OrderBy(static expiry => expiry.At)];
        _unknown = used.Count - all.Length;
        IsKnown = true;
        _shown = all.Length > MostShown ? all[..MostShown] : all;
    }
}

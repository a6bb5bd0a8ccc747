using System.Text;
using MarathonLb.Apps;
using MarathonLb.Templates;

namespace MarathonLb.Config;

/// <summary>
/// A rendered configuration with its maps and its ownership index. Its buffers are reused: a document is valid until the rendering after the
/// next one.
/// </summary>
internal sealed class ConfigDocument
{
    private RenderedService[] _services = [];
    private Fragment[] _fragments = [];
    private int _fragmentCount;

    /// <summary>The configuration's text.</summary>
    public ConfigWriter Text { get; } = new();

    /// <summary>domain2backend.map; empty unless --haproxy-map.</summary>
    public ConfigWriter DomainMap { get; } = new(4096);

    /// <summary>app2backend.map; empty unless --haproxy-map.</summary>
    public ConfigWriter AppMap { get; } = new(4096);

    /// <summary>The services in it, sorted by app id and service port.</summary>
    public Span<RenderedService> Services => _services.AsSpan(0, ServiceCount);

    /// <summary>How many services are in it.</summary>
    public int ServiceCount { get; private set; }

    /// <summary>Who owns which bytes, in the order of the file.</summary>
    public ReadOnlySpan<Fragment> Fragments => _fragments.AsSpan(0, _fragmentCount);

    /// <summary>Begins again, with room for a number of services.</summary>
    public void Clear(int services)
    {
        Text.Clear();
        DomainMap.Clear();
        AppMap.Clear();
        _fragmentCount = 0;
        if (_services.Length < services) _services = new RenderedService[Math.Max(services, _services.Length * 2)];

        // References beyond the new count would keep services of a larger past alive.
        _services.AsSpan(services).Clear();
        ServiceCount = services;
    }

    /// <summary>Adds an entry to the ownership index.</summary>
    public void Add(Fragment fragment)
    {
        if (fragment.Length == 0) return;
        if (_fragmentCount == _fragments.Length) Array.Resize(ref _fragments, Math.Max(64, _fragmentCount * 2));
        _fragments[_fragmentCount++] = fragment;
    }

    /// <summary>The fragment in which a line of the configuration stands.</summary>
    /// <param name="line">The line, counted from 1 as HAProxy does.</param>
    public Fragment? FragmentOfLine(int line)
    {
        int offset = OffsetOfLine(line);
        if (offset < 0) return null;
        int low = 0;
        int high = _fragmentCount - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            Fragment fragment = _fragments[middle];
            if (offset < fragment.Start) high = middle - 1;
            else if (offset >= fragment.Start + fragment.Length) low = middle + 1;
            else return fragment;
        }

        return null;
    }

    /// <summary>Where a line begins, in bytes; −1 if there is no such line.</summary>
    public int OffsetOfLine(int line)
    {
        ReadOnlySpan<byte> text = Text.WrittenSpan;
        int offset = 0;
        for (int current = 1; current < line; current++)
        {
            int end = text[offset..].IndexOf((byte)'\n');
            if (end < 0) return -1;
            offset += end + 1;
        }

        return line >= 1 && offset < text.Length ? offset : -1;
    }
}

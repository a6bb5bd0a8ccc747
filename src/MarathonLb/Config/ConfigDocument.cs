using System.Text;
using MarathonLb.Apps;
using MarathonLb.Templates;

namespace MarathonLb.Config;

/// <summary>
/// A rendered configuration with its maps and its ownership index. Its buffers are reused: a document is valid until the rendering after the
/// next one.
/// </summary>
internal sealed partial class ConfigDocument
{
    /// <summary>What a service takes with our templates, a little more than measured on a simulated cluster (docs/performance.md): a guess, growth does the rest.</summary>
    private const int BytesPerService = 1060;

    /// <summary>What a server line takes, likewise.</summary>
    private const int BytesPerServer = 100;

    /// <summary>A user list is rare; rules, routes, a frontend and a backend are not.</summary>
    private const int FragmentsPerService = 7;

    private RenderedService[] _services = [];
    private Fragment[] _fragments = [];
    private int _fragmentCount;
    private List<int>? _lines;

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

    /// <summary>Begins again with these services. Makes room for what they will take, so that a first document grows in one step and not in twenty.</summary>
    /// <param name="services">The services.</param>
    /// <param name="lastLength">How long the last document was, in bytes; 0 if there was none.</param>
    public void Begin(ReadOnlySpan<Service> services, int lastLength)
    {
        Text.Clear();
        DomainMap.Clear();
        AppMap.Clear();
        _fragmentCount = 0;
        _lines = null;
        if (_services.Length < services.Length) _services = new RenderedService[services.Length + (services.Length / 16)];
        for (int i = 0; i < services.Length; i++) _services[i] = RenderedService.NotYet(services[i]);

        // References beyond the new count would keep services of a larger past alive.
        _services.AsSpan(services.Length).Clear();
        ServiceCount = services.Length;
        Text.Reserve(lastLength > 0 ? lastLength + (lastLength / 64) : LengthOf(services));
        if (_fragments.Length < services.Length * FragmentsPerService) _fragments = new Fragment[services.Length * FragmentsPerService];
    }

    private static int LengthOf(ReadOnlySpan<Service> services)
    {
        int servers = 0;
        foreach (Service service in services) servers += service.Servers.Length;
        return (services.Length * BytesPerService) + (servers * BytesPerServer);
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

    /// <summary>The index of a service in it; −1 if it is not shown.</summary>
    public int IndexOf(Service service)
    {
        int low = 0;
        int high = ServiceCount;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (ServiceList.Compare(_services[middle].Service, service) < 0) low = middle + 1;
            else high = middle;
        }

        while (low < ServiceCount && !ReferenceEquals(_services[low].Service, service) && ServiceList.Compare(_services[low].Service, service) == 0) low++;
        return low < ServiceCount && ReferenceEquals(_services[low].Service, service) ? low : -1;
    }

    /// <summary>Where a line begins, in bytes; −1 if there is no such line.</summary>
    public int OffsetOfLine(int line)
    {
        _lines ??= FindLines();
        return line >= 1 && line <= _lines.Count ? _lines[line - 1] : -1;
    }

    /// <summary>Where each line begins. Found when somebody asks: who asks for one line often asks for thousands.</summary>
    private List<int> FindLines()
    {
        List<int> lines = [];
        ReadOnlySpan<byte> text = Text.WrittenSpan;
        for (int start = 0; start < text.Length;)
        {
            lines.Add(start);
            int end = text[start..].IndexOf((byte)'\n');
            start = end < 0 ? text.Length : start + end + 1;
        }

        return lines;
    }
}

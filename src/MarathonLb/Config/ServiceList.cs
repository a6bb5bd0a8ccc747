using MarathonLb.Apps;

namespace MarathonLb.Config;

/// <summary>Chooses the services of our groups and puts them in the order of the file: app id, then service port (spec, section 3).</summary>
/// <param name="groups">Which services are ours.</param>
internal sealed class ServiceList(AppsOptions groups)
{
    private readonly ByIdAndPort _comparer = new();
    private Service[] _services = [];
    private int[] _arrival = [];
    private int _count;

    /// <summary>The order of two services in the file; 0 for two of one app on one port, which stay in order of arrival.</summary>
    public static int Compare(Service a, Service b)
    {
        int byApp = ReferenceEquals(a.AppId, b.AppId) ? 0 : string.CompareOrdinal(a.AppId, b.AppId);
        return byApp != 0 ? byApp : a.Port.CompareTo(b.Port);
    }

    /// <summary>The services that the configuration shows, in its order. Valid until the next call.</summary>
    public ReadOnlySpan<Service> Sorted(ReadOnlySpan<Service> services)
    {
        if (_services.Length < services.Length)
        {
            _services = new Service[services.Length];
            _arrival = new int[services.Length];
        }

        _services.AsSpan().Clear();
        _count = 0;
        bool sorted = true;
        foreach (Service service in services)
        {
            if (!service.Enabled || service.Servers.Length == 0 || !groups.Exposes(service.Groups)) continue;
            sorted = sorted && (_count == 0 || Compare(_services[_count - 1], service) <= 0);
            _arrival[_count] = _count;
            _services[_count++] = service;
        }

        // Array.Sort is not stable, so the place of arrival decides between equals. Marathon often lists apps in order already.
        if (!sorted)
        {
            _comparer.Services = _services;
            _arrival.AsSpan(0, _count).Sort(_comparer.Comparison);
            _comparer.Permute(_arrival.AsSpan(0, _count));
        }

        return _services.AsSpan(0, _count);
    }

    /// <summary>Compares places in the list of services.</summary>
    private sealed class ByIdAndPort
    {
        private Service[] _sorted = [];

        public ByIdAndPort() => Comparison = Compare;

        public Service[] Services { get; set; } = [];

        /// <summary>Kept, so that sorting allocates no delegate.</summary>
        public Comparison<int> Comparison { get; }

        /// <summary>Puts the services in the order of their sorted places.</summary>
        public void Permute(ReadOnlySpan<int> order)
        {
            if (_sorted.Length < order.Length) _sorted = new Service[order.Length];
            for (int i = 0; i < order.Length; i++) _sorted[i] = Services[order[i]];
            _sorted.AsSpan(0, order.Length).CopyTo(Services);
        }

        private int Compare(int x, int y)
        {
            int order = ServiceList.Compare(Services[x], Services[y]);
            return order != 0 ? order : x.CompareTo(y);
        }
    }
}

using MarathonLb.Apps;

namespace MarathonLb.Config;

/// <summary>Chooses the services of our groups and puts them in the order of the file: app id, then service port (spec, section 3).</summary>
internal sealed class ServiceList
{
    private readonly AppsOptions _groups;

    /// <summary>Made once: sorting with a comparer makes a delegate of it each time.</summary>
    private readonly Comparison<int> _comparison;
    private Service[] _sorted = [];
    private Service[] _services = [];

    /// <summary>Places of arrival in the order of the file, as the last sort left them.</summary>
    private int[] _order = [];
    private int _orderedCount;
    private int _count;

    /// <summary>Makes a list.</summary>
    /// <param name="groups">Which services are ours.</param>
    public ServiceList(AppsOptions groups)
    {
        _groups = groups;
        _comparison = ComparePlaces;
    }

    /// <summary>The order of two services in the file; 0 for two of one app on one port, which stay in order of arrival.</summary>
    public static int Compare(Service a, Service b)
    {
        int byApp = ReferenceEquals(a.AppId, b.AppId) ? 0 : string.CompareOrdinal(a.AppId, b.AppId);
        return byApp != 0 ? byApp : a.Port.CompareTo(b.Port);
    }

    /// <summary>True if the configuration shows a service, unless it yields to another.</summary>
    public bool Shows(Service service) => _groups.Exposes(service);

    /// <summary>The services that the configuration shows, in its order. Valid until the next call.</summary>
    public ReadOnlySpan<Service> Sorted(ReadOnlySpan<Service> services)
    {
        if (_services.Length < services.Length)
        {
            _services = new Service[services.Length];
            _order = new int[services.Length];
            _orderedCount = 0;
        }

        _services.AsSpan().Clear();
        _count = 0;
        bool sorted = true;
        bool empty = false;
        foreach (Service service in services)
        {
            if (!_groups.Exposes(service)) continue;
            empty |= service.Servers.Length == 0;
            sorted = sorted && (_count == 0 || Compare(_services[_count - 1], service) <= 0);
            _services[_count++] = service;
        }

        if (!sorted) Sort();
        if (empty) _count = EmptyServices.Yield(_services.AsSpan(0, _count));
        return _services.AsSpan(0, _count);
    }

    /// <summary>
    /// Array.Sort is not stable, so the place of arrival decides between equals. Marathon often lists apps in order already; if not, they mostly come in the order of the last time,
    /// and to see that is far cheaper than to sort.
    /// </summary>
    private void Sort()
    {
        Span<int> order = _order.AsSpan(0, _count);
        if (_orderedCount != _count || !IsOrder(order))
        {
            for (int i = 0; i < _count; i++) order[i] = i;
            order.Sort(_comparison);
            _orderedCount = _count;
        }

        Permute();
    }

    /// <summary>True if the services are sorted when they are taken in this order.</summary>
    private bool IsOrder(ReadOnlySpan<int> order)
    {
        for (int i = 1; i < order.Length; i++)
        {
            if (ComparePlaces(order[i - 1], order[i]) > 0) return false;
        }

        return true;
    }

    private int ComparePlaces(int x, int y)
    {
        int order = Compare(_services[x], _services[y]);
        return order != 0 ? order : x.CompareTo(y);
    }

    /// <summary>Puts the services in the order of their sorted places.</summary>
    private void Permute()
    {
        if (_sorted.Length < _services.Length) _sorted = new Service[_services.Length];
        for (int i = 0; i < _count; i++) _sorted[i] = _services[_order[i]];
        _sorted.AsSpan(0, _count).CopyTo(_services);
        _sorted.AsSpan(0, _count).Clear();
    }
}

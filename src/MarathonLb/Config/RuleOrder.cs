namespace MarathonLb.Config;

/// <summary>The order of vhost rules: by weight, larger first, else as the services stand (spec, section 3).</summary>
internal sealed class RuleOrder
{
    /// <summary>Made once: sorting with a comparer makes a delegate of it each time.</summary>
    private readonly Comparison<int> _comparison;

    private int[] _order = [];
    private int[] _weights = [];
    private int _count;

    /// <summary>Makes an empty order.</summary>
    public RuleOrder() => _comparison = Compare;

    /// <summary>The services with vhosts, as indexes into the document, in the order of their rules.</summary>
    public ReadOnlySpan<int> Indexes => _order.AsSpan(0, _count);

    /// <summary>Sorts the services of a document.</summary>
    public void Sort(ReadOnlySpan<RenderedService> services)
    {
        if (_order.Length < services.Length)
        {
            _order = new int[services.Length];
            _weights = new int[services.Length];
        }

        _count = 0;
        for (int i = 0; i < services.Length; i++)
        {
            _weights[i] = services[i].Weight;
            if (services[i].Service.Vhosts.Length > 0) _order[_count++] = i;
        }

        _order.AsSpan(0, _count).Sort(_comparison);
    }

    private int Compare(int x, int y)
    {
        int byWeight = _weights[y].CompareTo(_weights[x]);
        return byWeight != 0 ? byWeight : x.CompareTo(y);
    }
}

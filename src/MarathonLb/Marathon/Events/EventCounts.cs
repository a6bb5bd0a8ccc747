namespace MarathonLb.Marathon.Events;

/// <summary>How many events came, by type; types that were not asked for count together. Written by the stream, read by anybody.</summary>
internal sealed class EventCounts
{
    private readonly long[] _counts = new long[EventTypes.Wanted.Count + 1];

    /// <summary>The counts now, of every type.</summary>
    public IReadOnlyDictionary<string, long> ByType
    {
        get
        {
            Dictionary<string, long> counts = new(StringComparer.Ordinal);
            for (int i = 0; i < _counts.Length; i++)
            {
                counts[i < EventTypes.Wanted.Count ? EventTypes.Wanted[i] : EventTypes.Other] = Interlocked.Read(ref _counts[i]);
            }

            return counts;
        }
    }

    /// <summary>Counts one.</summary>
    public void Add(string type)
    {
        int index = 0;
        while (index < EventTypes.Wanted.Count && EventTypes.Wanted[index] != type)
        {
            index++;
        }

        Interlocked.Increment(ref _counts[index]);
    }
}

namespace MarathonSimulator.Events;

/// <summary>Makes the event stream unreliable: silent, lossy, repeating, out of order, several documents in one message.</summary>
public sealed class EventFaults
{
    private readonly Lock _gate = new();
    private readonly List<EventMessage> _held = [];
    private int _drop;
    private int _duplicate;
    private int _reorder;
    private int _join;

    /// <summary>Swallow every event.</summary>
    public bool Silent { get; set; }

    /// <summary>Send no heartbeats.</summary>
    public bool NoHeartbeats { get; set; }

    /// <summary>Swallow the next <paramref name="count"/> events.</summary>
    public void DropNext(int count) => Set(ref _drop, count);

    /// <summary>Send each of the next <paramref name="count"/> events twice.</summary>
    public void DuplicateNext(int count) => Set(ref _duplicate, count);

    /// <summary>Hold the next <paramref name="count"/> events, then send them last first.</summary>
    public void ReorderNext(int count) => Set(ref _reorder, count);

    /// <summary>Hold the next <paramref name="count"/> events, then send their documents as one message.</summary>
    public void JoinNext(int count) => Set(ref _join, count);

    /// <summary>What to send in place of a published event.</summary>
    internal EventMessage[] Pass(EventMessage message)
    {
        lock (_gate)
        {
            if (Silent || Take(ref _drop))
                return [];
            if (Take(ref _duplicate))
                return [message, message];
            if (Take(ref _reorder))
                return Hold(message, _reorder == 0, held => [.. held.AsEnumerable().Reverse()]);
            if (Take(ref _join))
                return Hold(message, _join == 0, Join);
            return [message];
        }
    }

    private static EventMessage[] Join(List<EventMessage> held) =>
    [
        new EventMessage(
            held[0].Type,
            [.. held.SelectMany(message => message.Documents)],
            [.. held.SelectMany(message => message.LightDocuments)]),
    ];

    private static bool Take(ref int count) => count > 0 && count-- > 0;

    private EventMessage[] Hold(EventMessage message, bool last, Func<List<EventMessage>, EventMessage[]> release)
    {
        _held.Add(message);
        if (!last)
            return [];
        var released = release(_held);
        _held.Clear();
        return released;
    }

    private void Set(ref int count, int value)
    {
        lock (_gate)
            count = value;
    }
}

using System.Diagnostics.CodeAnalysis;

namespace MarathonLb.Apps;

/// <summary>A map that keeps the entries used last and forgets the others. Not safe for several threads.</summary>
/// <param name="capacity">How many entries it keeps; with 0 it keeps none.</param>
internal sealed class LruCache<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _entries = [];

    /// <summary>The entries, the one used last in front.</summary>
    private readonly LinkedList<(TKey Key, TValue Value)> _order = [];

    /// <summary>How many entries it holds.</summary>
    public int Count => _entries.Count;

    /// <summary>Finds a value and counts that as a use of it.</summary>
    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (!_entries.TryGetValue(key, out var node))
        {
            value = default;
            return false;
        }

        _order.Remove(node);
        _order.AddFirst(node);
        value = node.Value.Value;
        return true;
    }

    /// <summary>Adds or replaces a value; the entry unused for longest goes when there are too many.</summary>
    public void Set(TKey key, TValue value)
    {
        if (capacity <= 0) return;
        if (_entries.TryGetValue(key, out var node))
        {
            node.Value = (key, value);
            _order.Remove(node);
            _order.AddFirst(node);
            return;
        }

        if (_entries.Count >= capacity)
        {
            LinkedListNode<(TKey Key, TValue Value)> oldest = _order.Last!;
            _order.RemoveLast();
            _entries.Remove(oldest.Value.Key);
        }

        _entries.Add(key, _order.AddFirst((key, value)));
    }
}

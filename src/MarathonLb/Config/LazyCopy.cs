namespace MarathonLb.Config;

/// <summary>
/// Copies pieces of one text to the end of another, neighbours together: what did not change from document to document mostly stands side by side in both, and one large copy is as fast as
/// the memory, where thousands of small ones are not.
/// </summary>
internal sealed class LazyCopy
{
    private ConfigWriter _from = new(0);
    private ConfigWriter _to = new(0);
    private int _start;
    private int _length;

    /// <summary>Begins with two texts.</summary>
    public void Begin(ConfigWriter from, ConfigWriter to) => (_from, _to, _length) = (from, to, 0);

    /// <summary>Adds a piece; it is there when <see cref="End"/> was called.</summary>
    /// <param name="start">Where it begins in the text that is copied from.</param>
    /// <param name="length">How long it is.</param>
    /// <returns>Where it will begin in the text that is copied to.</returns>
    public int Add(int start, int length)
    {
        if (start != _start + _length) End();
        if (_length == 0) _start = start;
        int place = _to.Length + _length;
        _length += length;
        return place;
    }

    /// <summary>Copies what was added. To be called before anything else is written.</summary>
    /// <returns>The length of the text that is copied to.</returns>
    public int End()
    {
        if (_length > 0) _to.Write(_from.WrittenSpan.Slice(_start, _length));
        _length = 0;
        return _to.Length;
    }
}

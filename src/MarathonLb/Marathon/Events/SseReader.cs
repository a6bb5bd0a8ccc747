using System.Buffers;

namespace MarathonLb.Marathon.Events;

/// <summary>
/// Takes a <c>text/event-stream</c> apart (WHATWG HTML, section 9.2). Lines end in CR, LF or CRLF; an event in an empty line:
/// <code>
/// event: status_update_event
/// data: {"eventType":"status_update_event","appId":"/a"}
///
/// </code>
/// Fields are read where they arrived; only data is copied, once. Comments, <c>id</c> and <c>retry</c> are passed over: Marathon resumes no
/// stream, and how often it is asked again is for us to say. What is larger than the limit is passed over too, and its event marked. .NET's own
/// <c>SseParser</c> has no such limit.
/// </summary>
/// <param name="read">Reads from the stream as <see cref="Stream.ReadAsync(Memory{byte}, CancellationToken)"/> does.</param>
/// <param name="limit">Largest line and largest data of an event, in bytes.</param>
internal sealed class SseReader(Func<Memory<byte>, CancellationToken, ValueTask<int>> read, int limit) : IDisposable
{
    private const int SmallBuffer = 16 * 1024;

    /// <summary>What came and is not used up: from <see cref="_start"/> to <see cref="_end"/>, of which no line ends before <see cref="_scanned"/>.</summary>
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Math.Min(SmallBuffer, limit));
    private int _start;
    private int _scanned;
    private int _end;

    private byte[] _data = ArrayPool<byte>.Shared.Rent(Math.Min(SmallBuffer, limit));
    private int _dataLength;

    private bool _isFirstLine = true;

    /// <summary>The last line ended in CR: a LF that follows belongs to it.</summary>
    private bool _afterReturn;

    /// <summary>The beginning of the current line was thrown away because it is too long.</summary>
    private bool _isLineCut;

    private bool _hasData;
    private bool _isDelivered;

    /// <summary>The event's name; null if it has none.</summary>
    public string? Name { get; private set; }

    /// <summary>Its data, its lines joined by LF; valid until the next read.</summary>
    public ReadOnlySpan<byte> Data => _data.AsSpan(0, Math.Max(0, _dataLength - 1));

    /// <summary>Whether something of it exceeded the limit, so that its data is not whole.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>Goes to the next event that has data. False when the stream has ended; an event without its empty line is not one.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        while (!TakeLines())
        {
            int count = await read(FreeSpace(), cancellation);
            if (count == 0) return false;
            _end += count;
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Return(ref _buffer);
        Return(ref _data);
        _start = _scanned = _end = _dataLength = 0;
    }

    /// <summary>Takes whole lines until one completes an event; false if there are too few.</summary>
    private bool TakeLines()
    {
        if (_isDelivered) Forget();
        while (TryFindLineEnd(out int end))
        {
            bool complete = TakeLine(_buffer.AsSpan(_start, end - _start));
            _afterReturn = _buffer[end] == '\r';
            _start = _scanned = end + 1;
            if (complete) return true;
        }

        return false;
    }

    private bool TryFindLineEnd(out int end)
    {
        if (_afterReturn && _start < _end)
        {
            _afterReturn = false;
            if (_buffer[_start] == '\n') _start = _scanned = _start + 1;
        }

        int found = _buffer.AsSpan(_scanned, _end - _scanned).IndexOfAny((byte)'\r', (byte)'\n');
        end = _scanned + found;
        if (found < 0) _scanned = _end;
        return found >= 0;
    }

    /// <summary>True if the line completes an event.</summary>
    private bool TakeLine(ReadOnlySpan<byte> line)
    {
        if (_isFirstLine && line.StartsWith("\uFEFF"u8)) line = line[3..];
        _isFirstLine = false;
        if (_isLineCut)
        {
            _isLineCut = false;
            IsTooLarge = true;
            return false;
        }

        if (!line.IsEmpty)
        {
            TakeField(line);
            return false;
        }

        _isDelivered = _hasData || IsTooLarge;
        if (!_isDelivered) Forget();
        return _isDelivered;
    }

    private void TakeField(ReadOnlySpan<byte> line)
    {
        int colon = line.IndexOf((byte)':');
        ReadOnlySpan<byte> field = colon < 0 ? line : line[..colon];
        ReadOnlySpan<byte> value = colon < 0 ? default : line[(colon + 1)..];
        if (value is [(byte)' ', ..]) value = value[1..];
        if (field.SequenceEqual("data"u8)) Append(value);
        else if (field.SequenceEqual("event"u8)) Name = value.IsEmpty ? null : EventTypes.NameOf(value);
    }

    private void Append(ReadOnlySpan<byte> value)
    {
        int length = _dataLength + value.Length + 1;
        if (length > limit)
        {
            IsTooLarge = true;
            return;
        }

        if (length > _data.Length) Grow(ref _data, _dataLength, length);
        value.CopyTo(_data.AsSpan(_dataLength));
        _data[length - 1] = (byte)'\n';
        _dataLength = length;
        _hasData |= !value.IsEmpty;
    }

    private void Forget()
    {
        Name = null;
        _dataLength = 0;
        _hasData = false;
        IsTooLarge = false;
        _isDelivered = false;
    }

    /// <summary>Room to read into, of at least one byte.</summary>
    private Memory<byte> FreeSpace()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _scanned, _end) = (0, _scanned - _start, _end - _start);
        }

        if (_isLineCut || _end >= limit)
        {
            _isLineCut = true;
            _scanned = _end = 0;
        }

        if (_end == _buffer.Length) Grow(ref _buffer, _end, Math.Min(limit, _buffer.Length * 2));
        return _buffer.AsMemory(_end, Math.Min(_buffer.Length, limit) - _end);
    }

    private static void Grow(ref byte[] buffer, int used, int length)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(length, SmallBuffer));
        buffer.AsSpan(0, used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }

    private static void Return(ref byte[] buffer)
    {
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }
}

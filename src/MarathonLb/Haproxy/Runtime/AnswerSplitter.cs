using System.Buffers;
using System.Text;

namespace MarathonLb.Haproxy.Runtime;

/// <summary>
/// Cuts what HAProxy sends in interactive mode into answers: each ends with a line end and the prompt <c>&gt; </c> at the start of the next line
/// (haproxy.md, section 1.6). A <c>&gt; </c> elsewhere in a line belongs to the answer.
/// </summary>
internal sealed class AnswerSplitter : IDisposable
{
    /// <summary>Longest single answer in bytes: the states of more than 300,000 servers.</summary>
    internal const int LongestAnswer = 64 * 1024 * 1024;

    private const int FirstSize = 64 * 1024;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int _start;
    private int _end;

    /// <summary>Bytes up to here hold no whole prompt.</summary>
    private int _looked;

    private static ReadOnlySpan<byte> Prompt => "\n> "u8;

    /// <summary>True if bytes are left over that no answer has taken.</summary>
    public bool HasRest => _end > _start;

    /// <summary>Where to read to; never empty.</summary>
    /// <exception cref="IOException">An answer does not end.</exception>
    public Memory<byte> Room()
    {
        if (_start == _end) _start = _end = _looked = 0;
        if (_end == _bytes.Length) Grow();
        return _bytes.AsMemory(_end);
    }

    /// <summary>Says that so many bytes were read into <see cref="Room"/>.</summary>
    public void Received(int count) => _end += count;

    /// <summary>Takes the next answer, without line ends at its end, if all of it is here.</summary>
    public bool TryTake(out string answer)
    {
        int from = Math.Max(_start, _looked - Prompt.Length + 1);
        int found = _bytes.AsSpan(from, _end - from).IndexOf(Prompt);
        if (found < 0)
        {
            _looked = _end;
            answer = "";
            return false;
        }

        answer = Encoding.UTF8.GetString(_bytes.AsSpan(_start, from + found - _start).TrimEnd((byte)'\n'));
        _start = _looked = from + found + Prompt.Length;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _start = _end = _looked = 0;
    }

    /// <summary>Makes room: moves what is not taken yet to the front, into a larger array if it fills half of this one.</summary>
    private void Grow()
    {
        int length = _end - _start;
        if (length >= LongestAnswer) throw new IOException("HAProxy's answer does not end");
        byte[] target = length > _bytes.Length / 2 ? ArrayPool<byte>.Shared.Rent(_bytes.Length * 2) : _bytes;
        _bytes.AsSpan(_start, length).CopyTo(target);
        if (target != _bytes)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = target;
        }

        _looked -= _start;
        _start = 0;
        _end = length;
    }
}

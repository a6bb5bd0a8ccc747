using System.Buffers.Text;
using System.Text;

namespace MarathonLb.Config;

/// <summary>
/// Writes UTF-8 into one growing buffer that is kept from round to round: once it has the size of the configuration, writing allocates nothing.
/// </summary>
/// <param name="capacity">First size in bytes; tests make it tiny to force growth everywhere.</param>
internal sealed class ConfigWriter(int capacity = 64 * 1024)
{
    /// <summary>Digits of the longest int, with its sign.</summary>
    private const int LongestInt = 11;

    /// <summary>A buffer from this size on, in bytes, grows by a quarter and not to twice its size: of a document's guess little is missing.</summary>
    private const int Large = 1 << 20;

    private byte[] _buffer = new byte[capacity];

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>What was written.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, Length);

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> WrittenSpan => _buffer.AsSpan(0, Length);

    /// <summary>Begins again, keeping the buffer.</summary>
    public void Clear() => Length = 0;

    /// <summary>Makes room for a number of bytes in all.</summary>
    public void Reserve(int bytes)
    {
        if (bytes > _buffer.Length) Array.Resize(ref _buffer, bytes);
    }

    /// <summary>Forgets everything after a position.</summary>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length);
        Length = length;
    }

    /// <summary>Writes bytes as they are.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _buffer.Length - Length) Grow(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>Ends the line that was begun, if one was.</summary>
    public void EndLine()
    {
        if (Length > 0 && _buffer[Length - 1] != (byte)'\n') Write("\n"u8);
    }

    /// <summary>Writes text as UTF-8.</summary>
    public void Write(ReadOnlySpan<char> text)
    {
        // A UTF-16 code unit becomes at most three bytes; the exact count is asked for only where that bound does not fit.
        if (text.Length * 3 > _buffer.Length - Length)
        {
            int exact = Encoding.UTF8.GetByteCount(text);
            if (exact > _buffer.Length - Length) Grow(exact);
        }

        Length += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(Length));
    }

    /// <summary>Writes a number in decimal.</summary>
    public void Write(int number)
    {
        if (LongestInt > _buffer.Length - Length) Grow(LongestInt);
        Utf8Formatter.TryFormat(number, _buffer.AsSpan(Length), out int written);
        Length += written;
    }

    /// <summary>Of the lines written since a position, keeps those that begin with a word (after white space), or all others.</summary>
    /// <param name="start">The position; a line begins there.</param>
    /// <param name="word">The word, with the blank after it.</param>
    /// <param name="keepMatches">True to keep the lines with the word.</param>
    public void KeepLines(int start, ReadOnlySpan<byte> word, bool keepMatches)
    {
        int kept = start;
        for (int line = start; line < Length;)
        {
            ReadOnlySpan<byte> rest = _buffer.AsSpan(line, Length - line);
            int end = rest.IndexOf((byte)'\n');
            int length = end < 0 ? rest.Length : end + 1;
            if (rest[..length].TrimStart(" \t"u8).StartsWith(word) == keepMatches)
            {
                rest[..length].CopyTo(_buffer.AsSpan(kept));
                kept += length;
            }

            line += length;
        }

        Length = kept;
    }

    /// <summary>
    /// Trims white space from both ends of what was written since a position, as Python's strip() does; used where a template's text goes into
    /// the middle of a line.
    /// </summary>
    public void TrimFrom(int start)
    {
        ReadOnlySpan<byte> text = _buffer.AsSpan(start, Length - start);
        ReadOnlySpan<byte> blanks = " \t\n\r\v\f"u8;
        int first = text.IndexOfAnyExcept(blanks);
        if (first < 0)
        {
            Length = start;
            return;
        }

        int last = text.LastIndexOfAnyExcept(blanks);
        text[first..(last + 1)].CopyTo(_buffer.AsSpan(start));
        Length = start + last + 1 - first;
    }

    private void Grow(int more)
    {
        int size = (int)Math.Min(Array.MaxLength, Math.Max((long)Length + more, _buffer.Length * (_buffer.Length < Large ? 2L : 1.25)));
        Array.Resize(ref _buffer, size);
    }
}

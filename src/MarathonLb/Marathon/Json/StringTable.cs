using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using System.Text.Unicode;

namespace MarathonLb.Marathon.Json;

/// <summary>
/// Gives the same string for the same bytes, without allocating when it has met them: hosts, states, protocols and label names repeat
/// thousands of times in one answer. A fixed number of slots, each for the last text that hashed to it: nothing grows, and texts chosen to
/// collide cost their sender a string each and nobody else anything.
/// </summary>
/// <param name="slots">How many texts are remembered; a power of two.</param>
internal sealed class StringTable(int slots)
{
    /// <summary>Longest text worth a look, in bytes; longer ones seldom repeat.</summary>
    private const int LongestText = 96;

    private readonly string?[] _texts = new string?[slots];

    /// <summary>The string of an unescaped text; null if it is not UTF-8.</summary>
    public string? Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestText) return Decode(utf8);
        ref string? slot = ref _texts[Hash(utf8) & (uint)(_texts.Length - 1)];

        // Ascii.Equals is false for any byte above 127, so other texts are made afresh each time.
        if (slot is not null && slot.Length == utf8.Length && Ascii.Equals(utf8, slot)) return slot;
        string? made = Decode(utf8);
        if (made is not null) slot = made;
        return made;
    }

    /// <summary>A new string of a text; null if it is not UTF-8. Nearly all text is ASCII, which needs one pass only.</summary>
    public static string? Decode(ReadOnlySpan<byte> utf8)
    {
        if (Ascii.IsValid(utf8)) return Encoding.Latin1.GetString(utf8);
        return Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : null;
    }

    private static uint Hash(ReadOnlySpan<byte> utf8)
    {
        const ulong Odd = 0x9E3779B97F4A7C15;
        ulong hash = (ulong)utf8.Length * Odd;
        while (utf8.Length >= sizeof(ulong))
        {
            hash = BitOperations.RotateLeft((hash ^ BinaryPrimitives.ReadUInt64LittleEndian(utf8)) * Odd, 29);
            utf8 = utf8[sizeof(ulong)..];
        }

        ulong rest = 0;
        foreach (byte b in utf8)
        {
            rest = (rest << 8) | b;
        }

        hash = (hash ^ rest) * Odd;
        return (uint)(hash >> 32);
    }
}

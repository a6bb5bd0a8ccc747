namespace MarathonLb.Marathon.Json;

/// <summary>
/// Finds where an object of a JSON text ends by its braces and quotes alone, several times as fast as by reading its tokens. Whether the text is JSON is for others to say; for a text
/// that is, the end is the right one.
/// </summary>
internal static class ObjectText
{
    /// <summary>How long the object is at whose opening brace the text begins, in bytes.</summary>
    /// <returns>−1 if the text ends before it does.</returns>
    public static int LengthOf(ReadOnlySpan<byte> text)
    {
        int depth = 0;
        int at = 0;
        while (text[at..].IndexOfAny((byte)'"', (byte)'{', (byte)'}') is >= 0 and int next)
        {
            at += next;
            switch (text[at++])
            {
                case (byte)'{':
                    depth++;
                    break;
                case (byte)'}':
                    if (--depth == 0) return at;
                    break;
                default:
                    int length = StringLength(text[at..]);
                    if (length < 0) return -1;
                    at += length;
                    break;
            }
        }

        return -1;
    }

    /// <summary>How long a string is, its closing quote included; the text begins behind the opening one.</summary>
    private static int StringLength(ReadOnlySpan<byte> text)
    {
        int at = 0;
        while (text[at..].IndexOfAny((byte)'"', (byte)'\\') is >= 0 and int next)
        {
            at += next;
            if (text[at] == (byte)'"') return at + 1;

            // A backslash and whatever it escapes; of \\u00e9 the digits are no quotes.
            at += 2;
            if (at > text.Length) return -1;
        }

        return -1;
    }
}

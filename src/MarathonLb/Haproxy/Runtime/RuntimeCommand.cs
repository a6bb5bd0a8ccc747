using System.Text;

namespace MarathonLb.Haproxy.Runtime;

/// <summary>One command of the Runtime API (HAProxy management manual, section 9.3). <see cref="RuntimeCommands"/> builds them.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Text">The line, its arguments escaped, without a line end.</param>
/// <param name="Payload">Lines sent after <c>&lt;&lt;</c>, none of them empty, without the last line end; null for a command without.</param>
internal readonly record struct RuntimeCommand(CommandKind Kind, string Text, string? Payload = null)
{
    /// <summary>
    /// Longest command in bytes, payload included. It must fit in HAProxy's buffer (<c>tune.bufsize</c>, 16,384): 2.6 closes without a word
    /// on a longer one, and 3.4.0 loops on one of exactly that size (haproxy.md, section 1.6).
    /// </summary>
    public const int LongestBytes = 16_000;

    /// <summary>Opens a payload; an empty line ends it.</summary>
    private static readonly byte[] PayloadMark = [.. " <<\n"u8];

    /// <summary>Bytes on the wire.</summary>
    public int Bytes => Encoding.UTF8.GetByteCount(Text) + 1 + (Payload is null ? 0 : Encoding.UTF8.GetByteCount(Payload) + PayloadMark.Length + 1);

    /// <summary>How many <c>+ </c> HAProxy before 3.2 may echo in front of the answer: one a line, and one for the line that ends the payload.</summary>
    public int Echoes => Payload is null ? 0 : Payload.AsSpan().Count('\n') + 2;

    /// <summary>Writes it as it goes over the socket.</summary>
    public void WriteTo(RequestBuffer request)
    {
        request.Write(Text);
        if (Payload is not null)
        {
            request.Write(PayloadMark);
            request.Write(Payload);
            request.Write("\n"u8);
        }

        request.Write("\n"u8);
    }
}

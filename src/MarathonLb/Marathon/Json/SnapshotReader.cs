using System.Buffers;
using System.Text.Json;
using MarathonLb.Findings;

namespace MarathonLb.Marathon.Json;

/// <summary>
/// Reads <c>{"apps":[…]}</c> from a stream, app by app, as the bytes arrive: of the document only one buffer's worth is in memory. It grows
/// only for an app bigger than itself. Keeps what repeats for the next document, whole apps too: one whose text did not change is the same object.
/// Serves one document at a time.
/// </summary>
internal sealed class SnapshotReader
{
    /// <summary>Nested deeper than any Marathon writes; beyond it the answer is refused.</summary>
    private const int DeepestNesting = 256;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = DeepestNesting };

    private readonly AppReader _apps = new();
    private readonly KnownApps? _known;
    private readonly int _bufferBytes;
    private readonly long _mostBytes;

    /// <param name="bufferBytes">
    /// Room for the bytes on their way. 256 KiB hold some fifty apps, so that reading the last, cut one twice costs 1 %.
    /// </param>
    /// <param name="mostBytes">The longest document read: an answer without end must not take all memory.</param>
    /// <param name="remembers">False to read one document only: to hash its apps would be for nothing.</param>
    public SnapshotReader(int bufferBytes = 256 * 1024, long mostBytes = 1L << 30, bool remembers = true)
    {
        _known = remembers ? new KnownApps() : null;
        _bufferBytes = bufferBytes;
        _mostBytes = mostBytes;
    }

    /// <summary>Reads a whole document.</summary>
    /// <param name="stream">The document; read to its end.</param>
    /// <param name="source">Who says it, for messages.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="MarathonAnswerException">It is not an apps document, or not a whole one.</exception>
    public async Task<MarathonSnapshot> ReadAsync(Stream stream, string source, CancellationToken cancellation)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(_bufferBytes);
        try
        {
            AppsDocument document = new(_apps, _known, new JsonReaderState(Options));
            int held = 0;
            while (true)
            {
                if (held == buffer.Length) buffer = Grow(buffer, held);

                // Filled to the brim before it is parsed: each parse reads the cut app at its end once more.
                int read = await stream.ReadAtLeastAsync(buffer.AsMemory(held), buffer.Length - held, throwOnEndOfStream: false, cancellation);
                bool ended = held + read < buffer.Length;
                held += read;
                int used = document.Take(buffer.AsSpan(0, held));
                if (ended) return document.Finish(source);
                if (document.Bytes > _mostBytes) throw new MarathonAnswerException($"the answer is longer than {_mostBytes >> 20} MiB");
                held -= used;
                buffer.AsSpan(used, held).CopyTo(buffer);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private byte[] Grow(byte[] buffer, int held)
    {
        if (buffer.Length * 2L > Math.Min(_mostBytes, Array.MaxLength))
        {
            throw new MarathonAnswerException($"an app in the answer is longer than {buffer.Length >> 20} MiB");
        }

        byte[] bigger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, held).CopyTo(bigger);
        ArrayPool<byte>.Shared.Return(buffer);
        return bigger;
    }
}

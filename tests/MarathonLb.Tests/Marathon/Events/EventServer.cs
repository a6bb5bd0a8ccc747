using System.IO.Compression;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;

namespace MarathonLb.Tests.Marathon.Events;

/// <summary>Answers a request with a stream that a test writes to.</summary>
internal sealed class EventServer
{
    private readonly Channel<string?> _parts = Channel.CreateUnbounded<string?>();
    private int _open;

    /// <summary>How many streams are open.</summary>
    public int OpenStreams => Volatile.Read(ref _open);

    /// <summary>Compresses the stream, each part flushed.</summary>
    public bool Compressed { get; init; }

    /// <summary>Sends a part of the stream to the one who follows.</summary>
    public void Send(string part) => Assert.True(_parts.Writer.TryWrite(part));

    /// <summary>Breaks the connection.</summary>
    public void Cut() => Assert.True(_parts.Writer.TryWrite(null));

    /// <summary>Ends the streams, this and later ones, as a server that closes properly.</summary>
    public void End() => _parts.Writer.Complete();

    public async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _open);
        try
        {
            context.Response.ContentType = "text/event-stream;charset=UTF-8";
            if (Compressed) context.Response.Headers.ContentEncoding = "gzip";
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await using Stream body = Compressed ? new GZipStream(context.Response.Body, CompressionLevel.Fastest) : context.Response.Body;
            await foreach (string? part in _parts.Reader.ReadAllAsync(context.RequestAborted))
            {
                if (part is null)
                {
                    context.Abort();
                    return;
                }

                await body.WriteAsync(Encoding.UTF8.GetBytes(part), context.RequestAborted);
                await body.FlushAsync(context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The client left.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }
}

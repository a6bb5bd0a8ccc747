using System.Text;
using MarathonSimulator.Api;
using Microsoft.AspNetCore.Http;

namespace MarathonSimulator.Events;

/// <summary>
/// Writes <c>text/event-stream</c>. Lines end in CRLF as Marathon's do; several documents of one message become several data lines,
/// which a client joins into one field with the documents separated by CRLF.
/// </summary>
internal sealed class EventStream(EventBus bus, MarathonEvents events, HeartbeatForm heartbeat)
{
    private readonly byte[] _heartbeat = heartbeat switch
    {
        HeartbeatForm.BareLine => "\r\n"u8.ToArray(),
        HeartbeatForm.Comment => ": heartbeat\r\n\r\n"u8.ToArray(),
        _ => "data:\r\n\r\n"u8.ToArray(),
    };

    public async Task ServeAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var wanted = query["event_type"].OfType<string>().Where(type => type.Length > 0);
        var subscription = bus.Subscribe(wanted, query["plan-format"] == "light");
        try
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-cache";
            await using var body = ResponseBody.Open(context);
            await body.FlushAsync(context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            events.StreamAttached(context.Connection.RemoteIpAddress?.ToString() ?? "");
            await CopyAsync(subscription, body, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The client left.
        }
        finally
        {
            bus.Unsubscribe(subscription);
        }

        if (subscription.Broken)
            context.Abort();
    }

    private async Task CopyAsync(EventSubscription subscription, Stream body, CancellationToken cancel)
    {
        while (await subscription.Messages.WaitToReadAsync(cancel) && !subscription.Broken)
        {
            while (subscription.Messages.TryRead(out var message))
                await body.WriteAsync(ReferenceEquals(message, EventMessage.Heartbeat) ? _heartbeat : Encode(message, subscription.Light), cancel);
            await body.FlushAsync(cancel);
        }
    }

    private static byte[] Encode(EventMessage message, bool light)
    {
        var text = new StringBuilder().Append("event: ").Append(message.Type).Append("\r\n");
        foreach (var document in light ? message.LightDocuments : message.Documents)
            text.Append("data: ").Append(document).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.Append("\r\n").ToString());
    }
}

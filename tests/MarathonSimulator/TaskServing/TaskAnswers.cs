using System.Buffers;
using System.Globalization;
using System.Text.Json;
using MarathonSimulator.State;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace MarathonSimulator.TaskServing;

/// <summary>
/// What an HTTP task answers. The last part of the path chooses, so that it works below any prefix: <c>health</c>, <c>slow?ms=</c>,
/// <c>bytes?n=&amp;ms=</c>, <c>status/NNN</c>, <c>redirect?to=&amp;status=</c>; all else tells who answered and what was received.
/// </summary>
internal static class TaskAnswers
{
    public static async Task AnswerAsync(HttpContext context)
    {
        var connection = (TaskConnection)context.Features.Get<IConnectionItemsFeature>()!.Items[typeof(TaskConnection)]!;
        connection.Begin();
        try
        {
            if (connection.Listener.Draining)
                context.Response.Headers.Connection = "close";
            await ChooseAsync(context, connection.Listener);
        }
        finally
        {
            connection.End();
        }
    }

    private static async Task ChooseAsync(HttpContext context, TaskListener listener)
    {
        var parts = (context.Request.Path.Value ?? "/").Split('/');
        var last = parts[^1];
        if (last == "health")
        {
            context.Response.StatusCode = listener.Task.AnswersHealthy ? 200 : 503;
            await context.Response.WriteAsync(listener.Task.AnswersHealthy ? "healthy\n" : "unhealthy\n");
            return;
        }

        listener.Task.Counters.Request();
        switch (last)
        {
            case "slow":
                await Task.Delay(Number(context, "ms", 100), context.RequestAborted);
                break;
            case "bytes":
                await SendBytesAsync(context, Number(context, "n", 1024), Number(context, "ms", 0));
                return;
            case "redirect":
                context.Response.StatusCode = Number(context, "status", 302);
                context.Response.Headers.Location = context.Request.Query["to"].ToString();
                return;
            case not null when parts.Length > 1 && parts[^2] == "status" && int.TryParse(last, CultureInfo.InvariantCulture, out var status):
                context.Response.StatusCode = status;
                break;
        }

        await TellAsync(context, listener);
    }

    private static async Task TellAsync(HttpContext context, TaskListener listener)
    {
        var request = context.Request;
        var body = await CountBodyAsync(request);
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, AppJson.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("app"u8, listener.App.Id);
            writer.WriteString("task"u8, listener.Task.Id);
            writer.WriteString("address"u8, $"{context.Connection.LocalIpAddress}:{context.Connection.LocalPort}");
            writer.WriteString("version"u8, MarathonTime.Format(listener.Task.Version));
            writer.WriteString("method"u8, request.Method);
            writer.WriteString("path"u8, context.Features.Get<IHttpRequestFeature>()!.RawTarget);
            writer.WriteString("host"u8, request.Headers.Host.ToString());
            writer.WriteNumber("bodyBytes"u8, body);
            writer.WriteStartObject("headers"u8);
            foreach (var header in request.Headers)
                writer.WriteString(header.Key, header.Value.ToString());
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        var response = context.Response;
        response.Headers["X-Task"] = listener.Task.Id;
        if (response.StatusCode is 204 or 304)
            return;
        response.ContentType = "application/json";
        response.ContentLength = buffer.WrittenCount;
        if (!HttpMethods.IsHead(request.Method))
            await response.Body.WriteAsync(buffer.WrittenMemory);
    }

    private static async Task<long> CountBodyAsync(HttpRequest request)
    {
        if (request.ContentLength is null or 0 && request.Headers.TransferEncoding.Count == 0)
            return 0;
        long total = 0;
        var buffer = new byte[8192];
        int got;
        while ((got = await request.Body.ReadAsync(buffer)) > 0)
            total += got;
        return total;
    }

    /// <summary>Sends <paramref name="count"/> bytes, spread over <paramref name="milliseconds"/>.</summary>
    private static async Task SendBytesAsync(HttpContext context, int count, int milliseconds)
    {
        const int Steps = 20;
        context.Response.ContentLength = count;
        var chunk = new byte[16 * 1024];
        chunk.AsSpan().Fill((byte)'x');
        for (var step = 0; step < Steps; step++)
        {
            var part = (int)(((long)count * (step + 1) / Steps) - ((long)count * step / Steps));
            for (; part > 0; part -= chunk.Length)
                await context.Response.Body.WriteAsync(chunk.AsMemory(0, Math.Min(part, chunk.Length)), context.RequestAborted);
            if (milliseconds == 0)
                continue;
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(milliseconds / Steps, context.RequestAborted);
        }
    }

    private static int Number(HttpContext context, string name, int otherwise) =>
        int.TryParse(context.Request.Query[name], CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}

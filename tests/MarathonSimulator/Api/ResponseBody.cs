using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using MarathonSimulator.State;
using Microsoft.AspNetCore.Http;

namespace MarathonSimulator.Api;

/// <summary>Writes response bodies, compressed when the client accepts gzip.</summary>
internal static class ResponseBody
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = AppJson.WriterOptions.Encoder };

    /// <summary>The stream to write the body to; disposing it completes the compression, not the response.</summary>
    public static Stream Open(HttpContext context)
    {
        if (!context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
            return context.Response.Body;
        context.Response.Headers.ContentEncoding = "gzip";
        context.Response.Headers.Vary = "Accept-Encoding";
        return new GZipStream(context.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
    }

    public static async Task JsonAsync(HttpContext context, int status, JsonNode body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await using var stream = Open(context);
        await using var writer = new StreamWriter(stream, leaveOpen: true);
        await writer.WriteAsync(body.ToJsonString(Relaxed));
    }

    public static async Task BytesAsync(HttpContext context, int status, params byte[][] parts)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await using var stream = Open(context);
        foreach (var part in parts)
            await stream.WriteAsync(part, context.RequestAborted);
    }
}

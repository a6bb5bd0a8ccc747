using System.Text;
using Microsoft.AspNetCore.Http;

namespace MarathonLb.Http;

/// <summary>Answers in plain text. They are about this moment and so never cached; nothing in them may be taken for a page or a script.</summary>
internal static class TextAnswer
{
    private const string PlainText = "text/plain; charset=utf-8";

    /// <summary>Writes a text and a line feed.</summary>
    public static Task WriteAsync(HttpContext context, int status, string text) => WriteAsync(context, status, Encoding.UTF8.GetBytes(text + "\n"));

    /// <summary>Writes bytes as they are; only their number if the request is HEAD.</summary>
    public static async Task WriteAsync(HttpContext context, int status, ReadOnlyMemory<byte> body, string contentType = PlainText)
    {
        HttpResponse response = context.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        if (!HttpMethods.IsHead(context.Request.Method)) await response.Body.WriteAsync(body, context.RequestAborted);
    }
}

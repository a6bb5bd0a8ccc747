using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace MarathonSimulator.Api;

/// <summary>Reads request bodies and flags.</summary>
internal static class RequestBody
{
    /// <exception cref="ApiException">400 when the body is not a JSON object.</exception>
    public static async Task<JsonObject> ObjectAsync(HttpContext context)
    {
        try
        {
            if (await JsonNode.ParseAsync(context.Request.Body) is JsonObject body)
                return body;
        }
        catch (JsonException e)
        {
            throw new ApiException(400, new JsonObject { ["message"] = "Invalid JSON", ["details"] = e.Message });
        }

        throw new ApiException(400, new JsonObject { ["message"] = "Invalid JSON", ["details"] = "expected an object" });
    }

    /// <summary>As <see cref="ObjectAsync"/>, but an absent body is an empty object.</summary>
    public static Task<JsonObject> OptionalAsync(HttpContext context) =>
        context.Request.ContentLength is > 0 || context.Request.Headers.TransferEncoding.Count > 0
            ? ObjectAsync(context)
            : Task.FromResult(new JsonObject());

    public static bool Flag(HttpContext context, string name) =>
        string.Equals(context.Request.Query[name], "true", StringComparison.OrdinalIgnoreCase);
}

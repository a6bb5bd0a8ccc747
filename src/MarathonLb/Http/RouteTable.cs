using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace MarathonLb.Http;

/// <summary>What one socket answers. Refuses unknown paths, wrong methods and bodies before a route sees them.</summary>
internal sealed class RouteTable(params IEnumerable<Route> routes)
{
    private readonly FrozenDictionary<string, Route> _routes = routes.ToFrozenDictionary(route => route.Path, StringComparer.Ordinal);

    /// <summary>Answers one request.</summary>
    public Task AnswerAsync(HttpContext context)
    {
        if (!_routes.TryGetValue(context.Request.Path.Value ?? "", out Route? route))
        {
            string known = string.Join('\n', _routes.Keys.Order(StringComparer.Ordinal));
            return TextAnswer.WriteAsync(context, StatusCodes.Status404NotFound, $"there is nothing here; try one of\n{known}");
        }

        if (!route.Methods.Allows(context.Request.Method))
        {
            context.Response.Headers.Allow = route.Methods.Allow;
            return TextAnswer.WriteAsync(context, StatusCodes.Status405MethodNotAllowed, $"use {route.Methods.Allow}");
        }

        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true })
        {
            // Closing is cheaper than reading what somebody sends unasked.
            context.Response.Headers.Connection = "close";
            return TextAnswer.WriteAsync(context, StatusCodes.Status413PayloadTooLarge, "send no body");
        }

        return route.Answer(context);
    }
}

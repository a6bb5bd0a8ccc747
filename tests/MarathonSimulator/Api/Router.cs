using Microsoft.AspNetCore.Http;

namespace MarathonSimulator.Api;

/// <summary>Answers one route; <paramref name="rest"/> is what stood in place of <c>**</c>.</summary>
internal delegate Task RouteHandler(HttpContext context, string rest);

/// <summary>Finds the handler for a method and path: exact paths first, then the longest prefix that ends in <c>/**</c>.</summary>
internal sealed class Router
{
    private readonly List<(string Method, string Path, bool Prefix, RouteHandler Handler)> _routes = [];

    public void Add(string method, string path, RouteHandler handler)
    {
        var prefix = path.EndsWith("/**", StringComparison.Ordinal);
        _routes.Add((method, prefix ? path[..^2] : path, prefix, handler));
    }

    /// <summary>Answers the request: 404 for a path nobody has, 405 for a method it does not take.</summary>
    public async Task RouteAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        var fitting = _routes
            .Where(route => route.Prefix ? path.StartsWith(route.Path, StringComparison.Ordinal) : path == route.Path)
            .OrderBy(route => route.Prefix).ThenByDescending(route => route.Path.Length)
            .ToList();
        var match = fitting.Find(route => route.Method == context.Request.Method);
        if (match.Handler is null)
            throw fitting.Count > 0 ? ApiException.Saying(405, "Method Not Allowed") : ApiException.Saying(404, "Not Found");
        await match.Handler(context, match.Prefix ? path[match.Path.Length..] : "");
    }
}

using System.Text.Json;
using MarathonLb.Asking;
using MarathonLb.Asking.Routing;
using Microsoft.AspNetCore.Http;

namespace MarathonLb.Http;

/// <summary>The questions that <c>marathon-lb explain</c> and <c>route</c> ask of a running instance. Read-only.</summary>
/// <param name="askable">Who answers.</param>
internal sealed class AskRoutes(IAskable askable)
{
    /// <summary>Where an app is explained: <c>?app=ID</c>.</summary>
    public const string Explain = "/_mlb/api/explain";

    /// <summary>Where a request is followed: <c>?url=URL</c>, and <c>&amp;header=NAME:VALUE</c> for each header.</summary>
    public const string Route = "/_mlb/api/route";

    /// <summary>What anyone who reaches the statistics port may ask, unless <c>--admin-allow</c> says otherwise.</summary>
    public IEnumerable<Route> Public => [new(Explain, RouteMethods.Read, ExplainAsync), new(Route, RouteMethods.Read, RouteAsync)];

    private Task ExplainAsync(HttpContext context)
    {
        if ((string?)context.Request.Query["app"] is not { Length: > 0 } app)
        {
            return TextAnswer.WriteAsync(context, StatusCodes.Status400BadRequest, $"write {Explain}?app=ID");
        }

        return askable.Explain(app) is AppExplanation explanation
            ? TextAnswer.WriteAsync(context, StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(explanation, AskingJson.Default.AppExplanation), "application/json")
            : TextAnswer.WriteAsync(context, StatusCodes.Status404NotFound, JsonSerializer.SerializeToUtf8Bytes(askable.Unknown(app), AskingJson.Default.UnknownApp), "application/json");
    }

    private Task RouteAsync(HttpContext context)
    {
        string url = (string?)context.Request.Query["url"] ?? "";
        KeyValuePair<string, string>?[] headers = [.. context.Request.Query["header"].Select(static header => RouteRequest.Header(header ?? ""))];
        return !headers.Contains(null) && RouteRequest.Parse(url, headers.OfType<KeyValuePair<string, string>>()) is RouteRequest request
            ? TextAnswer.WriteAsync(
                context, StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(askable.Route(request, url), AskingJson.Default.RouteAnswer), "application/json")
            : TextAnswer.WriteAsync(context, StatusCodes.Status400BadRequest, $"write {Route}?url=https://HOST/PATH and for each header &header=NAME:VALUE, all escaped as in URLs");
    }
}

using System.Text.Json;
using MarathonLb.Asking;
using Microsoft.AspNetCore.Http;

namespace MarathonLb.Http;

/// <summary>The questions that <c>marathon-lb explain</c> asks of a running instance. Read-only.</summary>
/// <param name="askable">Who answers.</param>
internal sealed class AskRoutes(IAskable askable)
{
    /// <summary>Where an app is explained: <c>?app=ID</c>.</summary>
    public const string Explain = "/_mlb/api/explain";

    /// <summary>What anyone who reaches the statistics port may ask, unless <c>--admin-allow</c> says otherwise.</summary>
    public IEnumerable<Route> Public => [new(Explain, RouteMethods.Read, ExplainAsync)];

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
}

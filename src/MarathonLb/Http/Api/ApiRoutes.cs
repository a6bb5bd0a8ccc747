using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace MarathonLb.Http.Api;

/// <summary>What the dashboard shows, as JSON; and what our own command line asks for.</summary>
/// <param name="insight">Knows it.</param>
internal sealed class ApiRoutes(IInsight insight)
{
    /// <summary>Where all of them are.</summary>
    public const string Root = "/_mlb/api";

    /// <summary>Pins a version (<c>?version=N</c>). Only on the socket of our command line.</summary>
    public const string RollbackPath = "/_mlb/rollback";

    /// <summary>Releases it. Only on the socket of our command line.</summary>
    public const string ReleasePath = "/_mlb/release";

    private const int UsualSize = 100;

    /// <summary>What anyone may ask who may ask for <c>/_mlb…</c>.</summary>
    public IEnumerable<Route> Public =>
    [
        new($"{Root}/state", RouteMethods.Read, async context => await WriteAsync(context, await insight.StateAsync(), ApiJson.Default.StateView)),
        new($"{Root}/services", RouteMethods.Read, ServicesAsync),
        new($"{Root}/findings", RouteMethods.Read, FindingsAsync),
        new($"{Root}/excluded", RouteMethods.Read, context => WriteAsync(context, insight.Excluded, ApiJson.Default.ExcludedViewArray)),
        new($"{Root}/rounds", RouteMethods.Read, context => WriteAsync(context, insight.Rounds, ApiJson.Default.RoundViewArray)),
        new($"{Root}/versions", RouteMethods.Read, context => WriteAsync(context, insight.Versions, ApiJson.Default.VersionViewArray)),
        new($"{Root}/configs", RouteMethods.Read, context => WriteAsync(context, insight.Configs, ApiJson.Default.StringArray)),
        new($"{Root}/diff", RouteMethods.Read, DiffAsync),
    ];

    /// <summary>What changes something: for our own command line alone.</summary>
    /// <param name="rollback">Does it.</param>
    public static IEnumerable<Route> Admin(IRollback rollback) =>
    [
        new(RollbackPath, RouteMethods.Change, context => RollBackAsync(context, rollback)),
        new(ReleasePath, RouteMethods.Change, context => AnswerAsync(context, rollback.Release(out string answer), answer)),
    ];

    private static Task RollBackAsync(HttpContext context, IRollback rollback)
    {
        string number = PageQuery.Value(context.Request, "version");
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int version)
            ? AnswerAsync(context, rollback.To(version, out string answer), answer)
            : TextAnswer.WriteAsync(context, StatusCodes.Status400BadRequest, "give a version: ?version=N");
    }

    private static Task AnswerAsync(HttpContext context, bool done, string answer) =>
        TextAnswer.WriteAsync(context, done ? StatusCodes.Status200OK : StatusCodes.Status409Conflict, answer);

    private async Task ServicesAsync(HttpContext context)
    {
        PageQuery query = PageQuery.Of(context.Request, UsualSize);
        await WriteAsync(context, await insight.ServicesAsync(query.Words, query.Page, query.Size), ApiJson.Default.PageServiceView);
    }

    private Task FindingsAsync(HttpContext context)
    {
        PageQuery query = PageQuery.Of(context.Request, UsualSize);
        return WriteAsync(context, insight.Findings(query.Words, null, query.Page, query.Size), ApiJson.Default.PageFindingView);
    }

    /// <summary>As text: <c>?from=…&amp;to=…</c>, without them from what runs to what is wanted.</summary>
    private Task DiffAsync(HttpContext context)
    {
        (string from, string to) = (PageQuery.Value(context.Request, "from"), PageQuery.Value(context.Request, "to"));
        IReadOnlyList<string> lines = insight.Diff(from.Length > 0 ? from : "live", to.Length > 0 ? to : from.Length > 0 ? "live" : "desired", out string? problem);
        return problem is not null ? TextAnswer.WriteAsync(context, StatusCodes.Status404NotFound, problem)
            : TextAnswer.WriteAsync(context, StatusCodes.Status200OK, System.Text.Encoding.UTF8.GetBytes(string.Concat(lines.Select(static line => line + "\n"))));
    }

    private static Task WriteAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type) =>
        TextAnswer.WriteAsync(context, StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(value, type), "application/json");
}

using System.Text;
using MarathonLb.Http.Api;
using Microsoft.AspNetCore.Http;

namespace MarathonLb.Http.Dashboard;

/// <summary>The pages under <c>/_mlb/</c>. They only show; nothing is changed by them.</summary>
/// <param name="insight">Knows what they show.</param>
internal sealed class DashboardRoutes(IInsight insight)
{
    private const string Root = "/_mlb/";
    private const int ServicesPerPage = 50;
    private const int FindingsPerPage = 100;
    private const int FindingsShown = 5;
    private const int RoundsShown = 8;

    private readonly DashboardPages _pages = new();

    /// <summary>All of them.</summary>
    public IEnumerable<Route> Public =>
    [
        new("/_mlb", RouteMethods.Read, MoveAsync),
        new(Root, RouteMethods.Read, OverviewAsync),
        new($"{Root}findings", RouteMethods.Read, FindingsAsync),
        new($"{Root}rounds", RouteMethods.Read, RoundsAsync),
        new($"{Root}diff", RouteMethods.Read, DiffAsync),
    ];

    private static Task MoveAsync(HttpContext context)
    {
        context.Response.Headers.Location = Root;
        return TextAnswer.WriteAsync(context, StatusCodes.Status301MovedPermanently, $"it is at {Root}");
    }

    private async Task OverviewAsync(HttpContext context)
    {
        PageQuery query = PageQuery.Of(context.Request, ServicesPerPage);
        await WriteAsync(
            context, "overview",
            ("state", await insight.StateAsync()),
            ("query", query.Words),
            ("services", await insight.ServicesAsync(query.Words, query.Page, ServicesPerPage)),
            ("findings", insight.Findings("", conflicts: false, 1, FindingsShown)),
            ("conflicts", insight.Findings("", conflicts: true, 1, FindingsShown)),
            ("excluded", insight.Excluded.Take(FindingsShown).ToArray()),
            ("rounds", insight.Rounds.Take(RoundsShown).ToArray()));
    }

    private async Task FindingsAsync(HttpContext context)
    {
        PageQuery query = PageQuery.Of(context.Request, FindingsPerPage);
        await WriteAsync(
            context, "findings",
            ("state", await insight.StateAsync()),
            ("query", query.Words),
            ("findings", insight.Findings(query.Words, null, query.Page, FindingsPerPage)));
    }

    private async Task RoundsAsync(HttpContext context) =>
        await WriteAsync(context, "rounds", ("state", await insight.StateAsync()), ("query", ""), ("rounds", insight.Rounds), ("versions", insight.Versions));

    private async Task DiffAsync(HttpContext context)
    {
        (string from, string to) = (PageQuery.Value(context.Request, "from"), PageQuery.Value(context.Request, "to"));
        if (from.Length == 0) from = "live";
        if (to.Length == 0) to = "desired";
        IReadOnlyList<string> lines = insight.Diff(from, to, out string? problem);
        await WriteAsync(
            context, "diff",
            ("state", await insight.StateAsync()),
            ("query", ""),
            ("problem", problem),
            ("choices", insight.Configs.Select(name => new Choice(name, name == from, name == to)).ToArray()),
            ("lines", lines.Select(DiffLine.Of).ToArray()));
    }

    private Task WriteAsync(HttpContext context, string page, params IEnumerable<(string Name, object? Value)> values)
    {
        context.Response.Headers.ContentSecurityPolicy = _pages.Policy;
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        return TextAnswer.WriteAsync(context, StatusCodes.Status200OK, Encoding.UTF8.GetBytes(_pages.Render(page, values)), "text/html; charset=utf-8");
    }
}

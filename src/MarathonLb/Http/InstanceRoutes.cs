using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace MarathonLb.Http;

/// <summary>The paths of compatibility.md section 7, and our own beside them.</summary>
/// <param name="instance">The load balancer that is asked.</param>
internal sealed class InstanceRoutes(IInstance instance)
{
    /// <summary>Accepts what is held: 200 and what that is, 409 if nothing is.</summary>
    public const string AcceptPath = "/_mlb/accept";

    /// <summary>Longest wait for HAProxy's master, which may be reloading.</summary>
    private static readonly TimeSpan PidsTimeout = TimeSpan.FromSeconds(5);

    /// <summary>What anyone who reaches the statistics port may ask, unless <c>--admin-allow</c> says otherwise.</summary>
    public IEnumerable<Route> Public =>
    [
        new("/_haproxy_getpids", RouteMethods.Read, PidsAsync),
        new("/_haproxy_getconfig", RouteMethods.Read, context => TextAnswer.WriteAsync(context, StatusCodes.Status200OK, instance.RunningConfig)),
        new("/_haproxy_getvhostmap", RouteMethods.Read, context => TextAnswer.WriteAsync(context, StatusCodes.Status200OK, instance.DomainMap)),
        new("/_haproxy_getappmap", RouteMethods.Read, context => TextAnswer.WriteAsync(context, StatusCodes.Status200OK, instance.AppMap)),
        new("/_mlb_signal/hup", RouteMethods.Signal, RefreshAsync),
        new("/_mlb_signal/usr1", RouteMethods.Signal, ReloadAsync),
        new("/_mlb/live", RouteMethods.Read, context => TextAnswer.WriteAsync(context, StatusCodes.Status200OK, "alive")),
        new("/_mlb/ready", RouteMethods.Read, context => ReadinessAnswer.WriteAsync(context, instance, ReadinessAnswer.WantsJson(context.Request))),
        new("/_mlb/metrics", RouteMethods.Read, MetricsAsync),
        new("/_mlb/ready.json", RouteMethods.Read, context => ReadinessAnswer.WriteAsync(context, instance, json: true)),
    ];

    /// <summary>What only our own command line may ask, by the socket that is for us alone: all that is public, and what changes things.</summary>
    public IEnumerable<Route> Admin => [.. Public, new(AcceptPath, RouteMethods.Change, AcceptAsync)];

    private Task MetricsAsync(HttpContext context) =>
        TextAnswer.WriteAsync(context, StatusCodes.Status200OK, System.Text.Encoding.UTF8.GetBytes(instance.Metrics), Observability.MetricsText.MediaType);

    /// <summary>One line, as <c>pidof haproxy</c> prints it: zdd counts the words.</summary>
    private async Task PidsAsync(HttpContext context)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(PidsTimeout);
        try
        {
            IReadOnlyList<int> pids = await instance.HaproxyPidsAsync(limit.Token);
            string line = string.Join(' ', pids.Select(pid => pid.ToString(CultureInfo.InvariantCulture)));
            await TextAnswer.WriteAsync(context, StatusCodes.Status200OK, line);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException or TimeoutException or OperationCanceledException)
        {
            // An empty list would tell zdd that nothing is left to wait for.
            context.RequestAborted.ThrowIfCancellationRequested();
            await TextAnswer.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "HAProxy's master process does not answer; try again");
        }
    }

    private Task AcceptAsync(HttpContext context) => instance.Accept() is string accepted
        ? TextAnswer.WriteAsync(context, StatusCodes.Status200OK, $"accepted: {accepted}; it is applied if Marathon's next answer agrees")
        : TextAnswer.WriteAsync(context, StatusCodes.Status409Conflict, "nothing is held");

    private Task RefreshAsync(HttpContext context)
    {
        instance.RequestRefresh();
        return TextAnswer.WriteAsync(context, StatusCodes.Status200OK, "everything will be fetched from Marathon again");
    }

    private Task ReloadAsync(HttpContext context)
    {
        instance.RequestReload();
        return TextAnswer.WriteAsync(context, StatusCodes.Status200OK, "the existing configuration will be checked and loaded again");
    }
}

using MarathonSimulator.Control;
using Microsoft.AspNetCore.Http;

namespace MarathonSimulator.Api;

/// <summary>Takes each request through recording, authentication, leadership, misbehaviour and its route.</summary>
internal sealed class ApiServer(
    Router api, Router control, RequestLog log, Authentication authentication, LeaderState leader, FaultRules faults)
{
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            if (context.Request.Path.StartsWithSegments("/sim"))
                await control.RouteAsync(context);
            else
                await RecordAsync(context);
        }
        catch (ApiException e) when (!context.Response.HasStarted)
        {
            await ResponseBody.JsonAsync(context, e.Status, e.Body);
        }
    }

    private async Task RecordAsync(HttpContext context)
    {
        var record = log.Begin(context);
        context.Response.Body = new CountingStream(context.Response.Body, record);
        context.Response.OnStarting(() =>
        {
            record.Status = context.Response.StatusCode;
            return Task.CompletedTask;
        });
        if (context.Request.Path.StartsWithSegments("/v2"))
        {
            authentication.Check(context);
            if (Redirects(context))
                return;
        }

        if (faults.Take(context) is { } rule)
            await FaultAnswers.ApplyAsync(context, rule, () => api.RouteAsync(context));
        else
            await api.RouteAsync(context);
    }

    /// <summary>A follower sends clients to the leader for all but the questions about itself.</summary>
    private bool Redirects(HttpContext context)
    {
        if (leader.Location is not { } location || context.Request.Path.Value is "/v2/leader" or "/v2/info")
            return false;
        context.Response.StatusCode = leader.Status;
        context.Response.Headers.Location = new Uri(location, context.Request.Path + context.Request.QueryString).ToString();
        return true;
    }
}

using System.Text;
using MarathonSimulator.Api;
using Microsoft.AspNetCore.Http;

namespace MarathonSimulator.Control;

/// <summary>Answers a request wrongly, in the way a fault says.</summary>
internal static class FaultAnswers
{
    private const string HalfItem = "half of the apps";

    /// <summary>Whether the list of apps should leave out every second one.</summary>
    public static bool HalfWanted(HttpContext context) => context.Items.ContainsKey(HalfItem);

    public static async Task ApplyAsync(HttpContext context, ActiveFault fault, Func<Task> proper)
    {
        var rule = fault.Rule;
        switch (rule.Kind)
        {
            case FaultKind.Status:
                throw ApiException.Saying(rule.Status, "simulated");
            case FaultKind.Empty:
                context.Response.ContentType = "application/json";
                return;
            case FaultKind.NoApps:
                await ResponseBody.BytesAsync(context, 200, "{\"apps\":[]}"u8.ToArray());
                return;
            case FaultKind.Html:
                context.Response.ContentType = "text/html";
                await context.Response.Body.WriteAsync("<!doctype html><title>Sign in</title><p>Please sign in.</p>\n"u8.ToArray());
                return;
            case FaultKind.Body:
                await ResponseBody.BytesAsync(context, 200, Encoding.UTF8.GetBytes(rule.Body));
                return;
            case FaultKind.Redirect:
                context.Response.StatusCode = rule.Status is >= 300 and < 400 ? rule.Status : 302;
                context.Response.Headers.Location = rule.Location;
                return;
            case FaultKind.Truncated or FaultKind.Broken:
                await CutAsync(context, proper, broken: rule.Kind == FaultKind.Broken);
                return;
            default:
                await LaterAsync(context, fault);
                await proper();
                return;
        }
    }

    /// <summary>The kinds that end in the proper answer, or half of it.</summary>
    private static async Task LaterAsync(HttpContext context, ActiveFault fault)
    {
        if (fault.Rule.Kind == FaultKind.HalfApps)
            context.Items[HalfItem] = true;
        else if (fault.Rule.Kind == FaultKind.Slow)
            await Task.Delay(fault.Rule.DelayMs, context.RequestAborted);
        else
            await fault.Cleared.WaitAsync(context.RequestAborted);
    }

    private static async Task CutAsync(HttpContext context, Func<Task> proper, bool broken)
    {
        context.Request.Headers.AcceptEncoding = "";
        var wire = context.Response.Body;
        using var whole = new MemoryStream();
        context.Response.Body = whole;
        await proper();
        context.Response.Body = wire;
        var bytes = whole.ToArray();
        if (broken)
            context.Response.ContentLength = bytes.Length;
        await wire.WriteAsync(bytes.AsMemory(0, bytes.Length / 2));
        await wire.FlushAsync(context.RequestAborted);
        if (broken)
            context.Abort();
    }
}

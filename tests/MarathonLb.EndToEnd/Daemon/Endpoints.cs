using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>The endpoints that the original has (compatibility.md, section 7), whatever HEAD leads to them. The stack serves /web with maps.</summary>
internal static class Endpoints
{
    /// <summary>Asks them all and looks at what they say and do.</summary>
    public static async Task AllAnswerAsync(ManagedStack stack)
    {
        await stack.SettlesAsync();
        Assert.Equal(200, (await stack.Stats.GetAsync("stats.test", "/_haproxy_health_check")).Status);
        Assert.Contains("Statistics Report", await TextAsync(stack, "/haproxy?stats"), StringComparison.Ordinal);
        Assert.Contains($"web_{stack.Plan.Ports["/web"]},", await TextAsync(stack, "/haproxy?stats;csv"), StringComparison.Ordinal);
        Assert.Equal(stack.Config, await TextAsync(stack, "/_haproxy_getconfig"));
        Assert.Equal($"web.test web_{stack.Plan.Ports["/web"]}\n", await TextAsync(stack, "/_haproxy_getvhostmap"));
        Assert.Equal($"/web web_{stack.Plan.Ports["/web"]}\n", await TextAsync(stack, "/_haproxy_getappmap"));
        await SignalsWorkAsync(stack);
    }

    private static async Task SignalsWorkAsync(ManagedStack stack)
    {
        int[] pids = await stack.PidsAsync();
        Assert.Equal(stack.Master, pids[0]);
        int fetches = stack.Fetches;
        Assert.Equal(200, (await stack.Stats.GetAsync("stats.test", "/_mlb_signal/hup")).Status);
        await Eventually.IsTrueAsync(() => stack.Fetches > fetches, () => $"a look at all apps; the log:\n{stack.Log}");
        Assert.Equal(pids, await stack.PidsAsync());

        Assert.Equal(200, (await stack.Stats.GetAsync("stats.test", "/_mlb_signal/usr1")).Status);
        await Eventually.IsTrueAsync(
            async () => await stack.PidsAsync() is [int master, int worker] && master == pids[0] && worker != pids[1], () => $"a new worker; the log:\n{stack.Log}");
    }

    private static async Task<string> TextAsync(ManagedStack stack, string path)
    {
        Answer answer = await stack.Stats.GetAsync("stats.test", path);
        Assert.True(answer.Status == 200, $"{path}: status {answer.Status} {answer.Body}; the log:\n{stack.Log}");
        return answer.Body;
    }
}

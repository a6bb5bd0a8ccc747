using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Labels;

/// <summary>Port 9090 of the default head in direct mode, and a configuration without HTTP frontends.</summary>
public sealed class OperationsPortTests(OperationsPortTests.Apps apps) : IClassFixture<OperationsPortTests.Apps>
{
    public sealed class Apps : StackFixture
    {
        internal override void Plan(StackPlan plan)
        {
            plan.Arguments.Add("--dont-bind-http-https");
            plan.Add("/web", ("VHOST", "web.test"));
        }
    }

    [Theory, EachHaproxy]
    public async Task StatsPort_ItsPages_Answer(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        using HttpCaller stats = new(stack.StatsPort);
        Assert.Equal(200, (await stats.GetAsync("any.test", "/_haproxy_health_check")).Status);
        Assert.Contains($"web_{stack.Port("/web")},", (await stats.GetAsync("any.test", "/haproxy?stats;csv")).Body, StringComparison.Ordinal);
        Assert.Contains("haproxy_server_status", (await stats.GetAsync("any.test", "/metrics")).Body, StringComparison.Ordinal);
    }

    [Theory, EachHaproxy]
    public async Task DontBindHttpHttps_ServiceAndAppIdPorts_StillServe(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        using HttpCaller service = stack.Service("/web");
        Assert.Equal((200, "/web"), (await service.GetAsync("any.test")).Seen);
        using HttpCaller appId = new(stack.AppIdPort);
        Assert.Equal((200, "/web"), (await appId.GetAsync("any.test", "/", ("X-Marathon-App-Id", "/web"))).Seen);
        await Assert.ThrowsAsync<HttpRequestException>(() => stack.Http.GetAsync("web.test"));
    }
}

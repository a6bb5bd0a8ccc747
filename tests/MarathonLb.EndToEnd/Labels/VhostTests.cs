using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Labels;

/// <summary>HAPROXY_{n}_VHOST on the HTTP frontend.</summary>
public sealed class VhostTests(VhostTests.Apps apps) : IClassFixture<VhostTests.Apps>
{
    public sealed class Apps : StackFixture
    {
        internal override void Plan(StackPlan plan)
        {
            plan.Add("/web", ("VHOST", "Web.Test"));
            plan.Add("/many", ("VHOST", "one.test, two.test,three.test"));
            plan.Add("/longer", ("VHOST", "web.test.example"));
        }
    }

    [Theory, EachHaproxy]
    public async Task Vhost_HostAsTyped_ReachesItsApp(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Answer answer = await stack.Http.GetAsync("web.test", "/some/path?q=1");
        Assert.Equal((200, "/web"), answer.Seen);
        Assert.Equal("/some/path?q=1", answer.Path);
        Assert.Equal("127.0.0.1", answer.Received("X-Forwarded-For"));
        Assert.NotNull(answer.Received("X-Forwarded-Port"));
    }

    [Theory, EachHaproxy]
    public async Task Vhost_HostWithPortOrOtherCase_ReachesItsApp(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Assert.Equal((200, "/web"), (await stack.Http.GetAsync("web.test:8080")).Seen);
        Assert.Equal((200, "/web"), (await stack.Http.GetAsync("WEB.test")).Seen);
        Assert.Equal((200, "/many"), (await stack.Http.GetAsync("Two.Test:80")).Seen);
    }

    [Theory, EachHaproxy]
    public async Task Vhost_UnknownOrSimilarHost_ReachesNobody(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Assert.Equal((503, null), (await stack.Http.GetAsync("other.test")).Seen);
        Assert.Equal((503, null), (await stack.Http.GetAsync("xweb.test")).Seen);
        Assert.Equal((200, "/longer"), (await stack.Http.GetAsync("web.test.example")).Seen);
    }

    [Theory, EachHaproxy]
    public async Task Vhost_SeveralHosts_AllReachTheApp(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        foreach (string host in new[] { "one.test", "two.test", "three.test" })
        {
            Assert.Equal((200, "/many"), (await stack.Http.GetAsync(host)).Seen);
            using HttpCaller https = stack.Https(host);
            Answer answer = await https.GetAsync(host);
            Assert.Equal((200, "/many"), answer.Seen);
            Assert.Equal("https", answer.Received("X-Forwarded-Proto"));
        }
    }
}

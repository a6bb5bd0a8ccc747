using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Labels;

/// <summary>HAPROXY_{n}_PATH: several apps share a host.</summary>
public sealed class PathTests(PathTests.Apps apps) : IClassFixture<PathTests.Apps>
{
    public sealed class Apps : StackFixture
    {
        internal override void Plan(StackPlan plan)
        {
            plan.Add("/site", ("VHOST", "site.test"));
            plan.Add("/api", ("VHOST", "site.test"), ("PATH", "/api"));
            plan.Add("/prefixes", ("VHOST", "site.test,www.site.test"), ("PATH", "-i /Docs /help"));
            plan.Add("/only", ("VHOST", "only.test"), ("PATH", "/here"));
        }
    }

    [Theory, EachHaproxy]
    public async Task Path_OnASharedHost_WinsOverTheAppWithout(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Assert.Equal((200, "/api"), (await stack.Http.GetAsync("site.test", "/api/x")).Seen);
        Assert.Equal((200, "/api"), (await stack.Http.GetAsync("site.test", "/apix")).Seen);
        Assert.Equal((200, "/site"), (await stack.Http.GetAsync("site.test", "/x/api")).Seen);
        Assert.Equal((200, "/site"), (await stack.Http.GetAsync("site.test", "/API")).Seen);
        Assert.Equal("/api/x", (await stack.Http.GetAsync("site.test", "/api/x")).Path);
    }

    [Theory, EachHaproxy]
    public async Task Path_SeveralPrefixesInAnyCase_AllReachTheApp(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        foreach (string path in new[] { "/docs", "/DOCS/a", "/help/b", "/Help" })
        {
            Assert.Equal((200, "/prefixes"), (await stack.Http.GetAsync("site.test", path)).Seen);
            Assert.Equal((200, "/prefixes"), (await stack.Http.GetAsync("www.site.test", path)).Seen);
        }
    }

    [Theory, EachHaproxy]
    public async Task Path_Outside_ReachesNobody(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Assert.Equal((200, "/only"), (await stack.Http.GetAsync("only.test", "/here/1")).Seen);
        Assert.Equal((503, null), (await stack.Http.GetAsync("only.test", "/there")).Seen);
        Assert.Equal((503, null), (await stack.Http.GetAsync("www.site.test", "/there")).Seen);
    }

    [Theory, EachHaproxy]
    public async Task Path_OverHttps_IsTheSame(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        using HttpCaller https = stack.Https("site.test");
        Assert.Equal((200, "/api"), (await https.GetAsync("site.test", "/api/x")).Seen);
        Assert.Equal((200, "/prefixes"), (await https.GetAsync("site.test", "/HELP")).Seen);
        Assert.Equal((200, "/site"), (await https.GetAsync("site.test", "/")).Seen);
    }
}

using System.Text;
using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Labels;

/// <summary><c>--haproxy-map</c>: map files route plain hosts, rules the others.</summary>
public sealed class MapTests(MapTests.Apps apps) : IClassFixture<MapTests.Apps>
{
    public sealed class Apps : StackFixture
    {
        internal override void Plan(StackPlan plan)
        {
            plan.Arguments.Add("--haproxy-map");
            plan.Add("/plain", ("VHOST", "plain.test"));
            plan.Add("/many", ("VHOST", "one.test,two.test"));
            plan.Add("/secure", ("VHOST", "secure.test"), ("REDIRECT_TO_HTTPS", "true"));
            plan.Add("/path", ("VHOST", "plain.test"), ("PATH", "/path"));
            plan.Add("/auth", ("VHOST", "auth.test"), ("AUTH", $"Realm:ali:{AuthTests.Hash}"));
            plan.Add("/authpath", ("VHOST", "one.test,three.test"), ("PATH", "/in"), ("AUTH", $"Realm:ali:{AuthTests.Hash}"));
            plan.Add("/rewritten", ("VHOST", "rewritten.test"), ("HTTP_BACKEND_PROXYPASS_PATH", "/p"), ("HTTP_BACKEND_REDIR", "/p/start"));
            plan.Add("/db", static app => app.Instances(1).Tcp());
        }
    }

    [Theory, EachHaproxy]
    public async Task Map_PlainHosts_AreRoutedByTheFile(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        using HttpCaller https = stack.Https("plain.test");
        foreach (HttpCaller caller in new[] { stack.Http, https })
        {
            Assert.Equal((200, "/plain"), (await caller.GetAsync("plain.test")).Seen);
            Assert.Equal((200, "/plain"), (await caller.GetAsync("Plain.Test:8080")).Seen);
            Assert.Equal((200, "/many"), (await caller.GetAsync("one.test")).Seen);
            Assert.Equal((200, "/many"), (await caller.GetAsync("two.test")).Seen);
            Assert.Equal((503, null), (await caller.GetAsync("unknown.test")).Seen);
        }

        Assert.Contains($"plain.test plain_{stack.Port("/plain")}\n", stack.Folder.Read("domain2backend.map"), StringComparison.Ordinal);
        Assert.DoesNotContain("host_plain_test_plain ", stack.Config, StringComparison.Ordinal);
    }

    [Theory, EachHaproxy]
    public async Task Map_RedirectedHost_IsRedirectedOnHttpAndServedOnHttps(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Answer answer = await stack.Http.GetAsync("secure.test", "/x");
        Assert.Equal((301, null), answer.Seen);
        Assert.Equal("https://secure.test/x", answer.Header("Location"));
        using HttpCaller https = stack.Https("secure.test");
        Assert.Equal((200, "/secure"), (await https.GetAsync("secure.test")).Seen);
    }

    [Theory, EachHaproxy]
    public async Task Map_PathsAndPasswords_KeepTheirRules(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        (string, string) password = ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("ali:open sesame")));
        using HttpCaller https = stack.Https("plain.test");
        foreach (HttpCaller caller in new[] { stack.Http, https })
        {
            Assert.Equal((200, "/path"), (await caller.GetAsync("plain.test", "/path")).Seen);
            Assert.Equal((401, null), (await caller.GetAsync("auth.test")).Seen);
            Assert.Equal((200, "/auth"), (await caller.GetAsync("auth.test", "/", password)).Seen);
            Assert.Equal((401, null), (await caller.GetAsync("one.test", "/in")).Seen);
            Assert.Equal((200, "/authpath"), (await caller.GetAsync("three.test", "/in", password)).Seen);
            Assert.Equal((503, null), (await caller.GetAsync("three.test", "/", password)).Seen);
        }
    }

    [Theory, EachHaproxy]
    public async Task Map_RewritesInTheBackend_WorkAsWithRules(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Assert.Equal("/a", (await stack.Http.GetAsync("rewritten.test", "/p/a")).Path);
        Assert.Equal("/p/start", (await stack.Http.GetAsync("rewritten.test")).Header("Location"));
    }

    [Theory, EachHaproxy]
    public async Task Map_AppIds_AreRoutedByTheFile(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        using HttpCaller caller = new(stack.AppIdPort);
        Assert.Equal((200, "/many"), (await caller.GetAsync("any.test", "/", ("X-Marathon-App-Id", "/many"))).Seen);
        Assert.Equal((503, null), (await caller.GetAsync("any.test", "/", ("X-Marathon-App-Id", "/db"))).Seen);
        Assert.Equal((503, null), (await caller.GetAsync("plain.test")).Seen);
    }
}

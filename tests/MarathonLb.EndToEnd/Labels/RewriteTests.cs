using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Labels;

/// <summary>HTTP_BACKEND_PROXYPASS_PATH, HTTP_BACKEND_REVPROXY_PATH and HTTP_BACKEND_REDIR.</summary>
public sealed class RewriteTests(RewriteTests.Apps apps) : IClassFixture<RewriteTests.Apps>
{
    public sealed class Apps : StackFixture
    {
        internal override void Plan(StackPlan plan)
        {
            plan.Add("/pass", ("VHOST", "pass.test"), ("PATH", "/old.path"), ("HTTP_BACKEND_PROXYPASS_PATH", "/old.path"));
            plan.Add("/both", ("VHOST", "both.test"), ("HTTP_BACKEND_PROXYPASS_PATH", "/in"), ("HTTP_BACKEND_REVPROXY_PATH", "/in"));
            plan.Add("/rev", ("VHOST", "rev.test"), ("HTTP_BACKEND_REVPROXY_PATH", "/root"));
            plan.Add("/redir", ("VHOST", "redir.test"), ("HTTP_BACKEND_REDIR", "/start/page"));
        }
    }

    [Theory, EachHaproxy]
    public async Task ProxypassPath_BelowThePrefix_IsStripped(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Answer answer = await stack.Http.GetAsync("pass.test:8080", "/old.path/a/b?q=/old.path/1");
        Assert.Equal((200, "/pass"), answer.Seen);
        Assert.Equal("/a/b?q=/old.path/1", answer.Path);
        Assert.Equal("pass.test", answer.Received("Host"));
        Assert.Equal("/", (await stack.Http.GetAsync("pass.test", "/old.path")).Path);
        Assert.Equal("/old.pathology", (await stack.Http.GetAsync("pass.test", "/old.pathology")).Path);
    }

    [Theory, EachHaproxy]
    public async Task RevproxyPath_LocationOfTheApp_MovesBelowTheRoot(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Assert.Equal("/root/next", await LocationAsync(stack, "rev.test", "/redirect?to=/next"));
        Assert.Equal("/root/next", await LocationAsync(stack, "rev.test", "/redirect?to=http://rev.test/next"));
        Assert.Equal("https://elsewhere.test/next", await LocationAsync(stack, "rev.test", "/redirect?to=https://elsewhere.test/next"));
        Assert.Equal("//elsewhere.test/next", await LocationAsync(stack, "rev.test", "/redirect?to=//elsewhere.test/next"));
    }

    [Theory, EachHaproxy]
    public async Task ProxypassAndRevproxy_Together_HideThePrefixFromTheApp(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Assert.Equal("/in/there", await LocationAsync(stack, "both.test", "/in/redirect?to=/there"));
        Assert.Equal("/here", (await stack.Http.GetAsync("both.test", "/in/here")).Path);
    }

    [Theory, EachHaproxy]
    public async Task Redir_RootOfTheDomain_IsSentToThePath(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Answer answer = await stack.Http.GetAsync("redir.test");
        Assert.Equal((301, null), answer.Seen);
        Assert.Equal("/start/page", answer.Header("Location"));
        Assert.Equal((200, "/redir"), (await stack.Http.GetAsync("redir.test", "/start/page")).Seen);
        using HttpCaller https = stack.Https("redir.test");
        Assert.Equal("/start/page", (await https.GetAsync("redir.test")).Header("Location"));
    }

    private static async Task<string?> LocationAsync(Stack stack, string host, string path)
    {
        Answer answer = await stack.Http.GetAsync(host, path);
        Assert.Equal(302, answer.Status);
        return answer.Header("Location");
    }
}

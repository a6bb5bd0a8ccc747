using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Labels;

/// <summary>HAPROXY_{n}_REDIRECT_TO_HTTPS and HAPROXY_{n}_USE_HSTS.</summary>
public sealed class RedirectTests(RedirectTests.Apps apps) : IClassFixture<RedirectTests.Apps>
{
    public sealed class Apps : StackFixture
    {
        internal override void Plan(StackPlan plan)
        {
            plan.Add("/shop", ("VHOST", "shop.test"), ("REDIRECT_TO_HTTPS", "true"), ("USE_HSTS", "true"));
            plan.Add("/many", ("VHOST", "many.test,www.many.test"), ("REDIRECT_TO_HTTPS", "yes"));
            plan.Add("/secret", ("VHOST", "mixed.test"), ("PATH", "/secret"), ("REDIRECT_TO_HTTPS", "T"));
            plan.Add("/plain", ("VHOST", "mixed.test"), ("REDIRECT_TO_HTTPS", "1"));
        }
    }

    [Theory, EachHaproxy]
    public async Task RedirectToHttps_OnHttp_AnswersPermanentlyWithHttps(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        foreach (string host in new[] { "shop.test", "many.test", "www.many.test", "shop.test:8080" })
        {
            Answer answer = await stack.Http.GetAsync(host, "/cart?item=1&n=2");
            Assert.Equal((301, null), answer.Seen);
            Assert.Equal($"https://{host.Split(':')[0]}/cart?item=1&n=2", answer.Header("Location"));
        }
    }

    [Theory, EachHaproxy]
    public async Task RedirectToHttps_OnHttps_IsServed(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        using HttpCaller https = stack.Https("shop.test");
        Assert.Equal((200, "/shop"), (await https.GetAsync("shop.test", "/cart")).Seen);
        Assert.Equal((200, "/many"), (await https.GetAsync("www.many.test", "/")).Seen);
        Assert.Equal((200, "/secret"), (await https.GetAsync("mixed.test", "/secret")).Seen);
    }

    [Theory, EachHaproxy]
    public async Task RedirectToHttps_WithPath_ConcernsThatPathOnly(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Assert.Equal("https://mixed.test/secret/1", (await stack.Http.GetAsync("mixed.test", "/secret/1")).Header("Location"));
        Assert.Equal((200, "/plain"), (await stack.Http.GetAsync("mixed.test", "/")).Seen);
    }

    [Theory, EachHaproxy]
    public async Task UseHsts_OnAnswers_SetsTheHeader(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        using HttpCaller https = stack.Https("shop.test");
        Assert.Equal("max-age=15768000", (await https.GetAsync("shop.test", "/")).Header("Strict-Transport-Security"));
        Assert.Null((await https.GetAsync("many.test", "/")).Header("Strict-Transport-Security"));
    }
}

using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator.Generators;

namespace MarathonLb.EndToEnd.Labels;

/// <summary>HAPROXY_{n}_STICKY: a client stays with its task.</summary>
public sealed class StickyTests(StickyTests.Apps apps) : IClassFixture<StickyTests.Apps>
{
    public sealed class Apps : StackFixture
    {
        internal override void Plan(StackPlan plan)
        {
            plan.Add("/cart", static app => app.Instances(4), ("VHOST", "cart.test"), ("STICKY", "true"));
            plan.Add("/free", static app => app.Instances(4), ("VHOST", "free.test"));
        }
    }

    [Theory, EachHaproxy]
    public async Task Sticky_WithTheCookie_AlwaysReachesTheSameTask(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Answer first = await stack.Http.GetAsync("cart.test");
        string cookie = Cookie(first);
        for (int i = 0; i < 20; i++)
        {
            Answer again = await stack.Http.GetAsync("cart.test", "/", ("Cookie", cookie));
            Assert.Equal(first.Task, again.Task);
            Assert.Null(again.Received("Cookie"));
        }
    }

    [Theory, EachHaproxy]
    public async Task Sticky_WithoutTheCookieOrTheLabel_IsSpread(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        HashSet<string?> cookies = [];
        HashSet<string?> tasks = [];
        for (int i = 0; i < 8; i++)
        {
            cookies.Add(Cookie(await stack.Http.GetAsync("cart.test")));
            Answer free = await stack.Http.GetAsync("free.test");
            Assert.Null(free.Header("Set-Cookie"));
            tasks.Add(free.Task);
        }

        Assert.Equal(4, cookies.Count);
        Assert.Equal(4, tasks.Count);
    }

    /// <summary>Alone: it replaces the HAProxy that the others of this class ask.</summary>
    [Theory(DisableParallelization = true), EachHaproxy]
    public async Task Sticky_AfterTheConfigurationWasMadeAnew_StillKnowsTheCookie(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Answer first = await stack.Http.GetAsync("cart.test");
        string before = stack.Config;
        await stack.Simulator.AddAsync(new AppBuilder("/added").Host(FreePorts.Take()).First("VHOST", "added.test").Build());
        await stack.ApplyAsync();
        Assert.NotEqual(before, stack.Config);
        for (int i = 0; i < 12; i++)
        {
            Assert.Equal(first.Task, (await stack.Http.GetAsync("cart.test", "/", ("Cookie", Cookie(first)))).Task);
        }
    }

    private static string Cookie(Answer answer)
    {
        string cookie = Assert.IsType<string>(answer.Header("Set-Cookie"));
        Assert.StartsWith("mesosphere_server_id=", cookie, StringComparison.Ordinal);
        return cookie.Split(';')[0];
    }
}

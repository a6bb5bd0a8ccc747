using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Labels;

/// <summary>Port 9091: the header X-Marathon-App-Id names the app.</summary>
public sealed class AppIdTests(AppIdTests.Apps apps) : IClassFixture<AppIdTests.Apps>
{
    public sealed class Apps : StackFixture
    {
        internal override void Plan(StackPlan plan)
        {
            plan.Add("/team/web", ("VHOST", "web.test"));
            plan.Add("/team-web");
            plan.Add("/team.web");
            plan.Add("/db", static app => app.Instances(1).Tcp());
        }
    }

    [Theory, EachHaproxy]
    public async Task AppId_InTheHeader_ReachesThatApp(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        using HttpCaller caller = new(stack.AppIdPort);
        foreach (string app in new[] { "/team/web", "/team-web", "/team.web" })
        {
            Assert.Equal((200, app), (await caller.GetAsync("any.test", "/", ("X-Marathon-App-Id", app))).Seen);
        }
    }

    [Theory, EachHaproxy]
    public async Task AppId_UnknownOrTcpOrMissing_ReachesNobody(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        using HttpCaller caller = new(stack.AppIdPort);
        Assert.Equal((503, null), (await caller.GetAsync("web.test", "/", ("X-Marathon-App-Id", "/team"))).Seen);
        Assert.Equal((503, null), (await caller.GetAsync("web.test", "/", ("X-Marathon-App-Id", "/db"))).Seen);
        Assert.Equal((503, null), (await caller.GetAsync("web.test")).Seen);
    }
}

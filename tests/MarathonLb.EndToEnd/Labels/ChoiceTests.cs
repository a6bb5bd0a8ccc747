using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Labels;

/// <summary>Which services are served: ENABLED, GROUP, HAPROXY_GROUP; and in which order: BACKEND_WEIGHT, BALANCE.</summary>
public sealed class ChoiceTests(ChoiceTests.Apps apps) : IClassFixture<ChoiceTests.Apps>
{
    public sealed class Apps : StackFixture
    {
        internal override void Plan(StackPlan plan)
        {
            plan.Add("/off", ("VHOST", "off.test"), ("ENABLED", "false"));
            plan.Add("/on", ("VHOST", "on.test"), ("ENABLED", "true"));
            plan.Add("/elsewhere", static app => app.Instances(1).Label("HAPROXY_GROUP", "internal"), ("VHOST", "elsewhere.test"));
            plan.Add("/nowhere", static app => app.Instances(1).Label("HAPROXY_GROUP", ""), ("VHOST", "nowhere.test"));
            plan.Add(
                "/split",
                app => app.Instances(1).Label("HAPROXY_GROUP", "internal").Host(plan.Port("split a"), plan.Port("split b")).Port(1, "MODE", "http")
                    .Port(1, "VHOST", "split-b.test").Port(1, "GROUP", "other, external"),
                ("VHOST", "split-a.test"));
            plan.Add("/light", ("VHOST", "weight.test"), ("PATH", "/x"));
            plan.Add("/middle", ("VHOST", "weight.test"), ("PATH", "/x/y"), ("BACKEND_WEIGHT", "5"));
            plan.Add("/heavy", ("VHOST", "weight.test"), ("PATH", "/x/y/z"), ("BACKEND_WEIGHT", "10"));
            plan.Add("/buried", ("VHOST", "weight.test"), ("PATH", "/x/w"), ("BACKEND_WEIGHT", "-3"));
            plan.Add("/source", static app => app.Instances(4), ("VHOST", "source.test"), ("BALANCE", "source"));
            plan.Add("/turns", static app => app.Instances(4), ("VHOST", "turns.test"));
        }
    }

    [Theory, EachHaproxy]
    public async Task Enabled_False_IsNotServed(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Assert.Equal((503, null), (await stack.Http.GetAsync("off.test")).Seen);
        Assert.Equal((200, "/on"), (await stack.Http.GetAsync("on.test")).Seen);
        Assert.DoesNotContain("off_", stack.Config, StringComparison.Ordinal);
    }

    [Theory, EachHaproxy]
    public async Task Group_OfAppOrService_DecidesWhatIsServed(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Assert.Equal((503, null), (await stack.Http.GetAsync("elsewhere.test")).Seen);
        Assert.Equal((503, null), (await stack.Http.GetAsync("nowhere.test")).Seen);
        Assert.Equal((503, null), (await stack.Http.GetAsync("split-a.test")).Seen);
        Assert.Equal((200, "/split"), (await stack.Http.GetAsync("split-b.test")).Seen);
    }

    [Theory, EachHaproxy]
    public async Task BackendWeight_Larger_IsTriedFirst(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        using HttpCaller https = stack.Https("weight.test");
        foreach (HttpCaller caller in new[] { stack.Http, https })
        {
            Assert.Equal((200, "/heavy"), (await caller.GetAsync("weight.test", "/x/y/z")).Seen);
            Assert.Equal((200, "/middle"), (await caller.GetAsync("weight.test", "/x/y")).Seen);
            Assert.Equal((200, "/light"), (await caller.GetAsync("weight.test", "/x")).Seen);
            Assert.Equal((200, "/light"), (await caller.GetAsync("weight.test", "/x/w")).Seen);
        }
    }

    [Theory, EachHaproxy]
    public async Task Balance_Source_KeepsAClientOnOneTaskAndRoundrobinDoesNot(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        HashSet<string?> bySource = [];
        HashSet<string?> inTurn = [];
        for (int i = 0; i < 8; i++)
        {
            bySource.Add((await stack.Http.GetAsync("source.test")).Task);
            inTurn.Add((await stack.Http.GetAsync("turns.test")).Task);
        }

        Assert.Single(bySource);
        Assert.Equal(4, inTurn.Count);
    }
}

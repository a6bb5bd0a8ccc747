using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Labels;

/// <summary><c>--strict-mode</c> and <c>--group *</c>.</summary>
public sealed class StrictModeTests(StrictModeTests.Apps apps) : IClassFixture<StrictModeTests.Apps>
{
    public sealed class Apps : StackFixture
    {
        internal override void Plan(StackPlan plan)
        {
            plan.Arguments.AddRange(["--strict-mode", "--group", "*"]);
            plan.Add("/silent", ("VHOST", "silent.test"));
            plan.Add("/said", ("VHOST", "said.test"), ("ENABLED", "Y"));
            plan.Add("/groupless", static app => app.Instances(1).Label("HAPROXY_GROUP", ""), ("VHOST", "groupless.test"), ("ENABLED", "true"));
        }
    }

    [Theory, EachHaproxy]
    public async Task StrictMode_OnlyServicesThatSaySo_AreServed(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Assert.Equal((503, null), (await stack.Http.GetAsync("silent.test")).Seen);
        Assert.Equal((200, "/said"), (await stack.Http.GetAsync("said.test")).Seen);
        Assert.Equal((200, "/groupless"), (await stack.Http.GetAsync("groupless.test")).Seen);
    }
}

using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Labels;

/// <summary>HAPROXY_{n}_BACKEND_NETWORK_ALLOWED_ACL: only the named networks get in.</summary>
public sealed class NetworkAclTests(NetworkAclTests.Apps apps) : IClassFixture<NetworkAclTests.Apps>
{
    private const string Networks = "127.0.0.2/32 127.0.8.0/24";

    public sealed class Apps : StackFixture
    {
        internal override void Plan(StackPlan plan)
        {
            plan.Add("/inner", ("VHOST", "inner.test"), ("BACKEND_NETWORK_ALLOWED_ACL", Networks));
            plan.Add("/outer", ("VHOST", "outer.test"));
            plan.Add("/db", static app => app.Instances(1).Tcp(), ("BACKEND_NETWORK_ALLOWED_ACL", Networks));
        }
    }

    [Theory, EachHaproxy]
    public async Task NetworkAcl_HttpFromAnAllowedNetwork_IsServed(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        foreach (string source in new[] { "127.0.0.2", "127.0.8.77" })
        {
            using HttpCaller service = stack.Service("/inner", source);
            Assert.Equal((200, "/inner"), (await service.GetAsync("inner.test")).Seen);
            using HttpCaller vhost = stack.HttpFrom(source);
            Assert.Equal((200, "/inner"), (await vhost.GetAsync("inner.test")).Seen);
        }
    }

    [Theory, EachHaproxy]
    public async Task NetworkAcl_HttpFromElsewhere_IsForbidden(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        using HttpCaller service = stack.Service("/inner", "127.0.0.3");
        Assert.Equal((403, null), (await service.GetAsync("inner.test")).Seen);
        Assert.Equal((403, null), (await stack.Http.GetAsync("inner.test")).Seen);
        Assert.Equal((200, "/outer"), (await stack.Http.GetAsync("outer.test")).Seen);
    }

    [Theory, EachHaproxy]
    public async Task NetworkAcl_Tcp_ServesTheAllowedAndClosesOnOthers(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Assert.Equal("/db", (await TcpCaller.WhoAmIAsync(stack.Port("/db"), "127.0.0.2"))?.App);
        Assert.Equal("/db", (await TcpCaller.WhoAmIAsync(stack.Port("/db"), "127.0.8.1"))?.App);
        Assert.Null(await TcpCaller.WhoAmIAsync(stack.Port("/db"), "127.0.0.3"));
    }
}

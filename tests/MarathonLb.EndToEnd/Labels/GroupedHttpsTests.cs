using System.Text;
using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Labels;

/// <summary><c>--group-https-by-vhost</c>: a TLS frontend per host, each with its own certificates and bind options.</summary>
public sealed class GroupedHttpsTests(GroupedHttpsTests.Apps apps) : IClassFixture<GroupedHttpsTests.Apps>
{
    public sealed class Apps : StackFixture
    {
        internal override void Plan(StackPlan plan)
        {
            plan.Arguments.Add("--group-https-by-vhost");
            string host = plan.Domain;
            plan.Add("/own", ("VHOST", $"own.{host}"), ("SSL_CERT", plan.Folder.Write("own.pem", Certificate.For($"own.{host}").Pem)));
            plan.Add("/common", ("VHOST", $"common.{host},www.{host}"));
            plan.Add("/path", ("VHOST", $"common.{host}"), ("PATH", "/path"));
            plan.Add("/auth", ("VHOST", $"auth.{host}"), ("AUTH", $"Realm:ali:{AuthTests.Hash}"));
            plan.Add("/old", ("VHOST", $"old.{host}"), ("BIND_OPTIONS", "ssl-max-ver TLSv1.2"), ("SSL_CERT", plan.Folder["own.pem"]));
        }
    }

    [Theory, EachHaproxy]
    public async Task Grouped_HostWithACertificate_ServesIt(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        using HttpCaller own = stack.Https($"own.{stack.Domain}");
        Answer answer = await own.GetAsync($"own.{stack.Domain}");
        Assert.Equal((200, "/own"), answer.Seen);
        Assert.Equal("127.0.0.1", answer.Received("X-Forwarded-For"));
        Assert.Equal("https", answer.Received("X-Forwarded-Proto"));
        Assert.Equal($"CN=own.{stack.Domain}", own.CertificateSubject);
        using HttpCaller common = stack.Https($"www.{stack.Domain}", http2: true);
        Assert.Equal((200, "/common"), (await common.GetAsync($"www.{stack.Domain}")).Seen);
        Assert.Equal("CN=default.test", common.CertificateSubject);
    }

    [Theory, EachHaproxy]
    public async Task Grouped_PathAndPassword_HoldInTheHostsFrontend(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        using HttpCaller common = stack.Https($"common.{stack.Domain}");
        Assert.Equal((200, "/path"), (await common.GetAsync($"common.{stack.Domain}", "/path")).Seen);
        Assert.Equal((200, "/common"), (await common.GetAsync($"common.{stack.Domain}", "/")).Seen);
        using HttpCaller auth = stack.Https($"auth.{stack.Domain}");
        (string, string) password = ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("ali:open sesame")));
        Assert.Equal((401, null), (await auth.GetAsync($"auth.{stack.Domain}")).Seen);
        Assert.Equal((200, "/auth"), (await auth.GetAsync($"auth.{stack.Domain}", "/", password)).Seen);
    }

    [Theory, EachHaproxy]
    public async Task Grouped_OtherHostOnAReusedConnection_IsMisdirected(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        using HttpCaller own = stack.Https($"own.{stack.Domain}", http2: true);
        Assert.Equal((200, "/own"), (await own.GetAsync($"own.{stack.Domain}")).Seen);
        Assert.Equal((421, null), (await own.GetAsync($"auth.{stack.Domain}")).Seen);
        Assert.Equal((503, "/own"), (await own.GetAsync($"own.{stack.Domain}", "/status/503")).Seen);
        Assert.Equal(1, own.Connections);
    }

    [Theory, EachHaproxy]
    public async Task Grouped_BindOptions_HoldForThatHostOnly(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        using HttpCaller old = stack.Https($"old.{stack.Domain}");
        Assert.Equal((200, "/old"), (await old.GetAsync($"old.{stack.Domain}")).Seen);
        Assert.Equal(System.Security.Authentication.SslProtocols.Tls12, old.Protocol);
        using HttpCaller own = stack.Https($"own.{stack.Domain}");
        await own.GetAsync($"own.{stack.Domain}");
        Assert.Equal(System.Security.Authentication.SslProtocols.Tls13, own.Protocol);
    }

    [Theory, EachHaproxy]
    public async Task Grouped_UnknownSni_IsRefused(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        using HttpCaller unknown = stack.Https("unknown.test");
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => unknown.GetAsync("unknown.test"));
    }
}

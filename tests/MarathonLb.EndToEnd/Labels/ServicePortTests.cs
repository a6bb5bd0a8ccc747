using System.Net.Sockets;
using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Labels;

/// <summary>A service's own frontend: MODE, PORT, BIND_ADDR, BIND_OPTIONS, SSL_CERT.</summary>
public sealed class ServicePortTests(ServicePortTests.Apps apps) : IClassFixture<ServicePortTests.Apps>
{
    public sealed class Apps : StackFixture
    {
        internal override void Plan(StackPlan plan)
        {
            plan.Add("/db", static app => app.Instances(3).Tcp());
            plan.Add("/unspecified", static app => app.Instances(1).Label("HAPROXY_0_MODE", "").Label("SIM_PROTOCOL", "tcp"));
            plan.Add("/moved", ("PORT", $"{plan.Port("moved to")}"));
            plan.Add("/bound", ("BIND_ADDR", "127.0.7.7"));
            plan.Add("/options", ("BIND_OPTIONS", "accept-proxy"));
            plan.Add("/tls", ("SSL_CERT", plan.Folder.Write("tls.pem", Certificate.For("tls.test").Pem)), ("BIND_OPTIONS", "alpn h2,http/1.1"));
            plan.Add("/two", app => app.Instances(1).Host(plan.Port("two a"), plan.Port("two b")).Port(1, "MODE", "http"));
        }
    }

    [Theory, EachHaproxy]
    public async Task Mode_Tcp_PassesBytesToEachTaskInTurn(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        HashSet<string?> tasks = [];
        for (int i = 0; i < 3; i++)
        {
            (string App, string Task)? answer = await TcpCaller.WhoAmIAsync(stack.Port("/db"));
            Assert.Equal("/db", answer?.App);
            tasks.Add(answer?.Task);
        }

        Assert.Equal(3, tasks.Count);
    }

    [Theory, EachHaproxy]
    public async Task Mode_NotGivenAndNoVhost_IsTcp(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Assert.Equal("/unspecified", (await TcpCaller.WhoAmIAsync(stack.Port("/unspecified")))?.App);
    }

    [Theory, EachHaproxy]
    public async Task Mode_Http_AddsForwardingHeaders(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        using HttpCaller first = stack.Service("two a");
        using HttpCaller second = stack.Service("two b");
        Answer answer = await second.GetAsync("any.test");
        Assert.Equal((200, "/two"), answer.Seen);
        Assert.Equal($"{stack.Port("two b")}", answer.Received("X-Forwarded-Port"));
        Assert.Equal((200, "/two"), (await first.GetAsync("any.test")).Seen);
    }

    [Theory, EachHaproxy]
    public async Task Port_Given_IsBoundInsteadOfTheServicePort(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        using HttpCaller moved = stack.Service("moved to");
        Assert.Equal((200, "/moved"), (await moved.GetAsync("any.test")).Seen);
        SocketException refused = await Assert.ThrowsAsync<SocketException>(() => TcpCaller.WhoAmIAsync(stack.Port("/moved")));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }

    [Theory, EachHaproxy]
    public async Task BindAddr_Given_ListensThereOnly(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        int port = stack.Port("/bound");
        using HttpCaller bound = new(port, address: "127.0.7.7");
        Assert.Equal((200, "/bound"), (await bound.GetAsync("any.test")).Seen);
        await Assert.ThrowsAsync<SocketException>(() => TcpCaller.WhoAmIAsync(port));
    }

    [Theory, EachHaproxy]
    public async Task BindOptions_AcceptProxy_TakesTheClientsAddressFromIt(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        using HttpCaller caller = new(stack.Port("/options"), proxyLine: "PROXY TCP4 192.0.2.7 127.0.0.1 40000 80\r\n");
        Assert.Equal("192.0.2.7", (await caller.GetAsync("any.test")).Received("X-Forwarded-For"));
    }

    [Theory, EachHaproxy]
    public async Task SslCert_Given_ServesTlsWithIt(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        using HttpCaller https = new(stack.Port("/tls"), sni: "tls.test", http2: true);
        Answer answer = await https.GetAsync("tls.test");
        Assert.Equal((200, "/tls"), answer.Seen);
        Assert.Equal("https", answer.Received("X-Forwarded-Proto"));
        Assert.Equal("CN=tls.test", https.CertificateSubject);
    }
}

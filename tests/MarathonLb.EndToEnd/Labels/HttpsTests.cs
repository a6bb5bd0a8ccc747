using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Labels;

/// <summary>The HTTPS frontend: SNI picks the certificate, Host the app.</summary>
public sealed class HttpsTests(HttpsTests.Apps apps) : IClassFixture<HttpsTests.Apps>
{
    public sealed class Apps : StackFixture
    {
        internal override void Plan(StackPlan plan)
        {
            plan.Add("/a", ("VHOST", "a.test"));
            plan.Add("/b", ("VHOST", "b.test"));
            plan.Add("/guarded", ("VHOST", "guarded.test"), ("AUTH", "Guarded:ali:$5$mlbsalt$whatever"));
            string a = plan.Folder.Write("a.pem", Certificate.For("a.test").Pem);
            string b = plan.Folder.Write("b.pem", Certificate.For("b.test").Pem);
            plan.Arguments.AddRange(["--ssl-certs", $"{a},{b}"]);
        }
    }

    [Theory, EachHaproxy]
    public async Task Sni_OfEachHost_GetsItsCertificateAndApp(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        foreach (string name in new[] { "a", "b" })
        {
            using HttpCaller https = stack.Https(name + ".test");
            Assert.Equal((200, "/" + name), (await https.GetAsync(name + ".test")).Seen);
            Assert.Equal($"CN={name}.test", https.CertificateSubject);
        }
    }

    [Theory, EachHaproxy]
    public async Task Http2_HostBUnderTheSniOfA_ReachesBOnTheSameConnection(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        using HttpCaller https = stack.Https("a.test", http2: true);
        Assert.Equal((200, "/a"), (await https.GetAsync("a.test")).Seen);
        Assert.Equal((200, "/b"), (await https.GetAsync("b.test")).Seen);
        Assert.Equal((503, null), (await https.GetAsync("c.test")).Seen);
        Assert.Equal(1, https.Connections);
    }

    [Theory, EachHaproxy]
    public async Task Http2_GuardedHostUnderTheSniOfA_AsksForThePassword(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        using HttpCaller https = stack.Https("a.test", http2: true);
        Assert.Equal((200, "/a"), (await https.GetAsync("a.test")).Seen);
        Assert.Equal((401, null), (await https.GetAsync("guarded.test")).Seen);
        Assert.Equal(1, https.Connections);
    }

    [Theory, EachHaproxy]
    public async Task Sni_Missing_IsServedByHost(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        using HttpCaller https = stack.Https("");
        Assert.Equal((200, "/b"), (await https.GetAsync("b.test:443")).Seen);
        Assert.Equal("CN=a.test", https.CertificateSubject);
    }
}

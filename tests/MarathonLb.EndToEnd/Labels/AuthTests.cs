using System.Text;
using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Labels;

/// <summary>HAPROXY_{n}_AUTH: a password before the app, on HTTP and HTTPS.</summary>
public sealed class AuthTests(AuthTests.Apps apps) : IClassFixture<AuthTests.Apps>
{
    /// <summary><c>open sesame</c>, SHA-256 crypt (<c>openssl passwd -5 -salt mlbsalt</c>).</summary>
    internal const string Hash = "$5$mlbsalt$pd0GBSoURK3y/kC2SnmGvkcbUnJEGPwp3Nq0Liyz8g0";

    public sealed class Apps : StackFixture
    {
        internal override void Plan(StackPlan plan)
        {
            plan.Add("/admin", ("VHOST", "admin.test,a.admin.test"), ("AUTH", $"Members only:ali:{Hash}"));
            plan.Add("/single", ("VHOST", "single.test"), ("AUTH", $"Single:ali:{Hash}"));
            plan.Add("/other", ("VHOST", "other.test"), ("AUTH", $"Other:bob:{Hash}"));
            plan.Add("/closed", ("VHOST", "shared.test"), ("PATH", "/closed"), ("AUTH", $"Closed:ali:{Hash}"));
            plan.Add("/open", ("VHOST", "shared.test"));
        }
    }

    [Theory, EachHaproxy]
    public async Task Auth_WithoutPassword_AsksForIt(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        foreach ((string host, string realm) in new[] { ("admin.test", "Members only"), ("a.admin.test", "Members only"), ("single.test", "Single") })
        {
            using HttpCaller https = stack.Https(host);
            foreach (HttpCaller caller in new[] { stack.Http, https })
            {
                Answer answer = await caller.GetAsync(host);
                Assert.Equal((401, null), answer.Seen);
                Assert.Equal($"Basic realm=\"{realm}\"", answer.Header("WWW-Authenticate"));
            }
        }
    }

    [Theory, EachHaproxy]
    public async Task Auth_WithPassword_LetsIn(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        foreach ((string host, string app) in new[] { ("admin.test", "/admin"), ("a.admin.test:8443", "/admin"), ("single.test", "/single") })
        {
            using HttpCaller https = stack.Https(host);
            Assert.Equal((200, app), (await stack.Http.GetAsync(host, "/", Basic("ali:open sesame"))).Seen);
            Assert.Equal((200, app), (await https.GetAsync(host, "/", Basic("ali:open sesame"))).Seen);
        }
    }

    [Theory, EachHaproxy]
    public async Task Auth_WrongPasswordOrAnotherAppsUser_IsRefused(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        using HttpCaller https = stack.Https("admin.test");
        foreach (HttpCaller caller in new[] { stack.Http, https })
        {
            Assert.Equal((401, null), (await caller.GetAsync("admin.test", "/", Basic("ali:open"))).Seen);
            Assert.Equal((401, null), (await caller.GetAsync("admin.test", "/", Basic("bob:open sesame"))).Seen);
            Assert.Equal((401, null), (await caller.GetAsync("other.test", "/", Basic("ali:open sesame"))).Seen);
            Assert.Equal((200, "/other"), (await caller.GetAsync("other.test", "/", Basic("bob:open sesame"))).Seen);
        }
    }

    [Theory, EachHaproxy]
    public async Task Auth_WithPath_LeavesTheRestOfTheHostOpen(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        using HttpCaller https = stack.Https("shared.test");
        foreach (HttpCaller caller in new[] { stack.Http, https })
        {
            Assert.Equal((200, "/open"), (await caller.GetAsync("shared.test", "/")).Seen);
            Assert.Equal((401, null), (await caller.GetAsync("shared.test", "/closed/1")).Seen);
            Assert.Equal((200, "/closed"), (await caller.GetAsync("shared.test", "/closed/1", Basic("ali:open sesame"))).Seen);
        }
    }

    private static (string Name, string Value) Basic(string credentials) =>
        ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
}

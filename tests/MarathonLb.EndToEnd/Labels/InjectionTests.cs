using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Labels;

/// <summary>Apps that try to write a line of their own into the configuration, each through another label.</summary>
public sealed class InjectionTests(InjectionTests.Apps apps) : IClassFixture<InjectionTests.Apps>
{
    private const string Line = "\n  use_backend other";

    /// <summary>Every label of a service that is no template, and how a good value of it begins.</summary>
    private static readonly (string Label, string Value)[] Labels =
    [
        ("GROUP", "external"), ("VHOST", "a.test"), ("PATH", "/x"), ("AUTH", "realm:user:hash"), ("ENABLED", "true"), ("STICKY", "true"), ("REDIRECT_TO_HTTPS", "true"), ("USE_HSTS", "true"),
        ("SSL_CERT", "/cert.pem"), ("BIND_OPTIONS", "tfo"), ("BIND_ADDR", "127.0.0.1"), ("PORT", "12345"), ("MODE", "http"), ("BALANCE", "source"), ("BACKEND_WEIGHT", "1"),
        ("BACKEND_NETWORK_ALLOWED_ACL", "127.0.0.0/8"), ("BACKEND_HEALTHCHECK_PORT_INDEX", "0"), ("HTTP_BACKEND_PROXYPASS_PATH", "/x"), ("HTTP_BACKEND_REVPROXY_PATH", "/x"), ("HTTP_BACKEND_REDIR", "/x"),
    ];

    public sealed class Apps : StackFixture
    {
        internal override void Plan(StackPlan plan)
        {
            plan.Add("/other", ("VHOST", "other.test"));
            foreach ((string label, string value) in Labels)
            {
                plan.Add("/" + label.ToLowerInvariant().Replace('_', '-'), ("VHOST", "victim.test"), (label, value + Line));
            }
        }
    }

    [Theory, EachHaproxy]
    public async Task StructuralLabels_WithALineEnd_AddNoLine(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Assert.DoesNotContain("use_backend other\n", stack.Config, StringComparison.Ordinal);
        Assert.All(stack.Config.Split('\n').Where(static line => line.Contains("use_backend", StringComparison.Ordinal)), static line => Assert.StartsWith("  use_backend ", line, StringComparison.Ordinal));
        Assert.Equal((200, "/other"), (await stack.Http.GetAsync("other.test")).Seen);
    }

    [Theory, EachHaproxy]
    public async Task StructuralLabels_WithALineEnd_HaveAFindingEach(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        foreach ((string label, _) in Labels)
        {
            Assert.Contains($"app /{label.ToLowerInvariant().Replace('_', '-')}: HAPROXY_0_{label}=", stack.LastRun.Error, StringComparison.Ordinal);
        }
    }
}

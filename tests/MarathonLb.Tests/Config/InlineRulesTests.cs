using MarathonLb.Config;
using MarathonLb.Templates;
using MarathonLb.Tests.Apps;

namespace MarathonLb.Tests.Config;

/// <summary>ACLs have names only where a user's rule in the same frontend may lean on them: HAProxy searches for each name among all before it.</summary>
public sealed class InlineRulesTests
{
    private static readonly string[] Apps =
    [
        SampleApps.App("/plain", 10000, ("0_VHOST", "plain.example.com")),
        SampleApps.App("/two", 10001, ("0_VHOST", "a.example.com,b.example.com")),
        SampleApps.App("/path", 10002, ("0_VHOST", "a.example.com,b.example.com"), ("0_PATH", "/api")),
        SampleApps.App("/auth", 10003, ("0_VHOST", "auth.example.com"), ("0_AUTH", "realm:user:secret")),
        SampleApps.App("/both", 10004, ("0_VHOST", "x.example.com,y.example.com"), ("0_AUTH", "realm:user:secret"), ("0_PATH", "/x")),
        SampleApps.App("/redirect", 10005, ("0_VHOST", "r.example.com,s.example.com"), ("0_REDIRECT_TO_HTTPS", "true")),
        SampleApps.App("/moved", 10006, ("0_VHOST", "m.example.com"), ("0_REDIRECT_TO_HTTPS", "true"), ("0_PATH", "/m")),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Render_OnlyOurRules_HasNoNames(bool grouped)
    {
        string[] rules = RulesOf(Rendering.Defaults, Apps, grouped);

        Assert.DoesNotContain(rules, static line => line.Contains(" acl ", StringComparison.Ordinal) && !line.Contains("mlb_", StringComparison.Ordinal));
        Assert.Contains("  http-request set-var(txn.mlb_backend) str(plain_10000) if { req.hdr(host),field(1,:) -i plain.example.com } !{ var(txn.mlb_backend) -m found }", rules);
        Assert.Contains("  http-request set-var(txn.mlb_backend) str(moved_10006) if { req.hdr(host),field(1,:) -i m.example.com } { path_beg /m } !{ var(txn.mlb_backend) -m found }", rules);
        Assert.Contains("  use_backend plain_10000 if { req.hdr(X-Marathon-App-Id) -i /plain }", rules);
        Assert.Equal(3, rules.Count(static line => line.Contains("str(redirect_10005) if { req.hdr(host),field(1,:) -i s.example.com }", StringComparison.Ordinal)));
    }

    [Fact]
    public void Render_AServiceWithItsOwnRule_NamesItsConditionsOnly()
    {
        string own = SampleApps.App("/own", 10009, ("0_VHOST", "own.example.com"), ("0_HTTP_FRONTEND_ROUTING_ONLY", "  use_backend {backend} if host_{cleanedUpHostname}"));

        string[] rules = RulesOf(Rendering.Defaults, [own, Apps[0]], grouped: false);

        Assert.Contains("  acl host_own_example_com_own req.hdr(host),field(1,:) -i own.example.com", rules);
        Assert.DoesNotContain(rules, static line => line.Contains("host_plain", StringComparison.Ordinal));
    }

    [Fact]
    public void Render_AGlobalRuleOfTheUsers_NamesAllConditions()
    {
        TemplateSet templates = Rendering.Texts(static name => name == "HAPROXY_BACKEND_REDIRECT_HTTP_TO_HTTPS" ? "  redirect scheme https if host_{cleanedUpHostname}\n" : null);

        string[] rules = RulesOf(templates, Apps, grouped: false);

        Assert.Contains("  acl host_plain_example_com_plain req.hdr(host),field(1,:) -i plain.example.com", rules);
        Assert.Contains("  acl path_moved_10006 path_beg /m", rules);
        Assert.Equal(2, rules.Count(static line => line.StartsWith("  acl host_r_example_com_redirect", StringComparison.Ordinal) && line.Contains(" -i r.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Names_OfOurRules_MeanOneTestEach()
    {
        IEnumerable<string[]> acls = Enum.GetValues<TemplateName>()
            .Where(static name => InlineRules.IsVhostRule(name))
            .SelectMany(static name => DefaultTemplates.Text(name).Split('\n'))
            .Select(static line => line.Trim().Split(' ', 3))
            .Where(static words => words[0] == "acl");

        Assert.All(acls.GroupBy(static words => words[1], static words => words[2]), static tests => Assert.Single(tests.Distinct()));
    }

    /// <summary>The lines of the frontends that services share.</summary>
    private static string[] RulesOf(TemplateSet templates, string[] apps, bool grouped)
    {
        RenderOptions options = new() { GroupHttpsByVhost = grouped };
        string text = Golden.Text(Rendering.With(templates, options).Render(SampleApps.Build(apps).Services).Text);
        return text[text.IndexOf("frontend marathon_http_in", StringComparison.Ordinal)..].Split('\n');
    }
}

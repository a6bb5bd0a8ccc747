using MarathonLb.Asking.Routing;

namespace MarathonLb.Tests.Asking;

/// <summary>Texts other than our own; RouteTests (end to end) has ours, against HAProxy.</summary>
public sealed class RouteTracerTests
{
    private const string Original = """
        frontend marathon_http_in
          bind *:80
          mode http
          acl host_a hdr(host) -i a.test
          acl host_b hdr(host) -i b.test
          acl path_b path_beg /b
          redirect scheme https code 301 if !{ ssl_fc } host_b
          use_backend b if host_a path_b
          use_backend a if host_a
          use_backend other unless host_a
          default_backend last
        backend a
          server a1 10.0.0.1:1
          server a2 10.0.0.2:2 disabled
        backend b
          http-request deny if !{ src 10.0.0.0/8 }
        backend other
        backend last
        """;

    [Theory]
    [InlineData("http://a.test/", "backend", "a")]
    [InlineData("http://A.TEST/b?x", "backend", "b")]
    [InlineData("http://b.test/b?x", "redirect", null)]
    [InlineData("c.test", "backend", "other")]
    [InlineData("http://a.test:81/", "nothing", null)]
    public void Trace_TextOfTheOriginalsKind_FollowsIt(string url, string outcome, string? backend)
    {
        RouteAnswer answer = Asked.Route(Original, url);
        Assert.Equal((outcome, backend), (answer.Outcome, answer.Backend));
    }

    [Fact]
    public void Trace_Answer_HasServersStepsShadowsAndLocation()
    {
        RouteAnswer b = Asked.Route(Original, "http://a.test/b");
        Assert.Equal("use_backend b if host_a path_b", Assert.Single(b.Steps).Text);
        Assert.Equal("use_backend a if host_a", Assert.Single(b.Shadowed).Text);
        Assert.Equal("http-request deny if !{ src 10.0.0.0/8 }", Assert.Single(b.Doubts).Text);
        Assert.Equal(["a1 10.0.0.1:1", "a2 10.0.0.2:2 (draining)"], Asked.Route(Original, "http://a.test/").Servers);
        Assert.Equal("https://b.test/b?x", Asked.Route(Original, "http://b.test/b?x").Location);
    }

    [Theory]
    [InlineData("use_backend x if { url_sub(foo) y }")]
    [InlineData("http-request set-path /x if { path / }")]
    [InlineData("use_backend x if unheard_of")]
    [InlineData("use_backend %[lua.choose]")]
    public void Trace_LineThatIsNotUnderstood_IsADoubt(string line)
    {
        RouteAnswer answer = Asked.Route($"frontend f\n  bind 127.0.0.1:80\n  {line}\n  default_backend d\nbackend d\n", "http://a.test/");
        Assert.Equal(("d", 3), (answer.Backend, Assert.Single(answer.Doubts).Line));
    }

    [Fact]
    public void Trace_MapVariablesAndHeaders_AreFollowed()
    {
        const string Config = """
            frontend f
              bind :80,:8080
              http-request set-var(txn.mlb_backend) str(mine) if { req.hdr(X-App) -m str "/m y" }
              http-request set-var(txn.mlb_backend) req.hdr(host),field(1,:),lower,map(/etc/domain2backend.map) if !{ var(txn.mlb_backend) -m found }
              use_backend %[var(txn.mlb_backend)] if { var(txn.mlb_backend) -m found }
            backend map_b
            backend mine
              http-request redirect code 302 location '%[str("/x"),upper]' if { path / } || { path_end .old }
            """;
        Assert.Equal("map_b", Asked.Route(Config, "http://A.test:8080/").Backend);
        RouteAnswer mine = Asked.Route(Config, "http://a.test/y.old", ("x-app", "/m y"));
        Assert.Equal(("redirect", "/X", "mine"), (mine.Outcome, mine.Location, mine.Backend));
        Assert.Equal("backend map_b", Assert.Single(mine.Shadowed).Owner);
        Assert.Equal("nothing", Asked.Route(Config, "http://b.test/").Outcome);
    }

    [Fact]
    public void Trace_SchemeThatThePortDoesNotSpeak_IsADoubt() => Assert.Contains("speaks no TLS", Assert.Single(Asked.Route(Original, "https://a.test:80/").Doubts).Owner);
}

using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Labels;

/// <summary>Labels and templates that were written for HAProxy 1.x: they load, and requests show that they do what they said.</summary>
public sealed class OldDirectiveTests(OldDirectiveTests.Apps apps) : IClassFixture<OldDirectiveTests.Apps>
{
    public sealed class Apps : StackFixture
    {
        internal override void Plan(StackPlan plan)
        {
            plan.Template("HTTP_BACKEND_PROXYPASS_GLUE", "  http-request set-header Host {hostname}\n  reqirep  \"^([^ :]*)\\ {proxypath}/?(.*)\" \"\\1\\ /\\2\"\n");
            plan.Template(
                "HTTP_BACKEND_REVPROXY_GLUE",
                "  acl hdr_location res.hdr(Location) -m found\n  rspirep \"^Location: (https?://{hostname}(:[0-9]+)?)?(/.*)\" \"Location: {rootpath}\\3\" if hdr_location\n");
            plan.Add("/glue", ("VHOST", "glue.test"), ("HTTP_BACKEND_PROXYPASS_PATH", "/in"), ("HTTP_BACKEND_REVPROXY_PATH", "/in"));
            plan.Template("BACKEND_HSTS_OPTIONS", @"  rspadd Strict-Transport-Security:\ max-age=15768000;\ includeSubDomains");
            Add(plan, "rspadd", ["rspadd X-Added:\\ by\\ the\\ label"], ("USE_HSTS", "true"));
            Add(plan, "reqadd", [@"acl secret path_beg /secret", @"reqadd X-Proto:\ 100%\ https if secret"]);
            Add(plan, "reqidel", ["reqidel ^X-Internal.*:", "reqdel ^X-One:.*"]);
            Add(plan, "rspidel", ["http-response set-header X-Powered-By magic", "http-response set-header X-Stays yes", "rspidel ^X-Powered-By:.*"]);
            Add(plan, "reqrep", [@"reqrep ^([^\ :]*)\ /app/?(.*) \1\ /\2"]);
            Add(plan, "reqirep", [@"reqirep ^([^\ :]*)\ /api/v([0-9]+)/(.*) \1\ /new/\2/\3"]);
            Add(plan, "host", [@"reqirep ^Host:\ (.*) Host:\ inside.\1"]);
            Add(plan, "rspirep", [@"rspirep ""^(Location:)\ http://[^/]*/(.*)"" ""\1\ /moved/\2"""]);
            Add(plan, "deny", [@"reqideny ^[^\ ]*\ /Admin", @"reqideny ^User-Agent:.*bad\ bot", "block if { path_beg /blocked }"]);
            Add(plan, "allow", [@"reqallow ^X-Pass:", "http-request deny"]);
            Add(plan, "rspdeny", [@"http-response set-header X-Leak yes if { src 127.0.0.1 }", "rspdeny ^X-Leak:\\ yes"]);
            Add(plan, "options", ["option forceclose", "option http-tunnel", "timeout client 1ms", "timeout srvtimeout 30s"]);
            plan.Add("/crlf", ("VHOST", "crlf.test"), ("BACKEND_HTTP_OPTIONS", "rspadd X-A:\\ 1\r\n    rspadd X-B:\\ 2"));
            plan.Add("/server", ("VHOST", "server.test"), ("BACKEND_SERVER_OPTIONS", "server {serverName} {host_ipv4}:{port} id {serverId}{cookieOptions}{otherOptions}"));
            plan.Add(
                "/checked",
                static app => app.Instances(1).Check(),
                ("VHOST", "checked.test"),
                ("BACKEND_HTTP_HEALTHCHECK_OPTIONS", @"  option  httpchk GET {healthCheckPath} HTTP/1.1\r\nHost:\ checked.inside"),
                ("BACKEND_SERVER_HTTP_HEALTHCHECK_OPTIONS", "check inter 20ms fall 2 rise 2"));
            string head = StackPlan.Default("HEAD");
            Assert.StartsWith("global\n", head, StringComparison.Ordinal);
            plan.Template("HEAD", ("global\n  nbproc 1\n  debug\n  no-tlsv10\n" + head["global\n".Length..])
                .Replace("*:9090", $"127.0.0.1:{plan.StatsPort}", StringComparison.Ordinal)
                .Replace("@GLOBAL_DEFAULT_OPTIONS@", "  redispatch\n  option forceclose\n  contimeout 5000", StringComparison.Ordinal));
        }

        private static void Add(StackPlan plan, string name, string[] lines, params (string Name, string Value)[] labels) =>
            plan.Add("/" + name, [("VHOST", name + ".test"), ("BACKEND_HTTP_OPTIONS", string.Concat(lines.Select(static line => $"  {line}\n"))), .. labels]);
    }

    [Theory, EachHaproxy]
    public async Task Rspadd_Answer_HasTheHeader(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Answer answer = await stack.Http.GetAsync("rspadd.test");
        Assert.Equal("by the label", answer.Header("X-Added"));
        Assert.Equal("max-age=15768000; includeSubDomains", answer.Header("Strict-Transport-Security"));
    }

    [Theory, EachHaproxy]
    public async Task Reqadd_Condition_AddsTheHeaderWhereItIsTrue(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Assert.Equal("100% https", (await stack.Http.GetAsync("reqadd.test", "/secret")).Received("X-Proto"));
        Assert.Null((await stack.Http.GetAsync("reqadd.test", "/open")).Received("X-Proto"));
    }

    [Theory, EachHaproxy]
    public async Task Reqdel_NamesAndPrefixes_DeletesThem(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Answer answer = await stack.Http.GetAsync("reqidel.test", "/", ("X-Internal-User", "root"), ("x-internal", "1"), ("X-One", "1"), ("X-One-More", "1"));
        Assert.Null(answer.Received("X-Internal-User"));
        Assert.Null(answer.Received("x-internal"));
        Assert.Null(answer.Received("X-One"));
        Assert.Equal("1", answer.Received("X-One-More"));
    }

    [Theory, EachHaproxy]
    public async Task Rspidel_Answer_LacksTheHeader(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Answer answer = await stack.Http.GetAsync("rspidel.test");
        Assert.Null(answer.Header("X-Powered-By"));
        Assert.Equal("yes", answer.Header("X-Stays"));
    }

    [Theory, EachHaproxy]
    public async Task Reqrep_RequestLine_RewritesThePath(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Assert.Equal("/a/b?q=1", (await stack.Http.GetAsync("reqrep.test", "/app/a/b?q=1")).Path);
        Assert.Equal("/", (await stack.Http.GetAsync("reqrep.test", "/app")).Path);
        Assert.Equal("/other", (await stack.Http.GetAsync("reqrep.test", "/other")).Path);
        Assert.Equal("/new/2/users?x=/api/v1/", (await stack.Http.GetAsync("reqirep.test", "/API/v2/users?x=/api/v1/")).Path);
    }

    [Theory, EachHaproxy]
    public async Task Reqirep_Header_ReplacesItsValue(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Assert.Equal("inside.host.test", (await stack.Http.GetAsync("host.test")).Received("Host"));
    }

    [Theory, EachHaproxy]
    public async Task Rspirep_Location_IsReplaced(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Assert.Equal("/moved/next", (await stack.Http.GetAsync("rspirep.test", "/redirect?to=http://inside.test/next")).Header("Location"));
        Assert.Equal("/next", (await stack.Http.GetAsync("rspirep.test", "/redirect?to=/next")).Header("Location"));
    }

    [Theory, EachHaproxy]
    public async Task Reqideny_PathHeaderAndBlock_RefuseRequests(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Assert.Equal(403, (await stack.Http.GetAsync("deny.test", "/admin/x")).Status);
        Assert.Equal(403, (await stack.Http.GetAsync("deny.test", "/", ("User-Agent", "a Bad Bot"))).Status);
        Assert.Equal(403, (await stack.Http.GetAsync("deny.test", "/blocked")).Status);
        Assert.Equal((200, "/deny"), (await stack.Http.GetAsync("deny.test", "/x/admin", ("User-Agent", "good"))).Seen);
        Assert.Equal(403, (await stack.Http.GetAsync("allow.test")).Status);
        Assert.Equal(200, (await stack.Http.GetAsync("allow.test", "/", ("X-Pass", "1"))).Status);
        Assert.Equal(502, (await stack.Http.GetAsync("rspdeny.test")).Status);
    }

    [Theory, EachHaproxy]
    public async Task OldOptionsLineEndsAndHead_Load(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Assert.Equal((200, "/options"), (await stack.Http.GetAsync("options.test")).Seen);
        Answer answer = await stack.Http.GetAsync("crlf.test");
        Assert.Equal(("1", "2"), (answer.Header("X-A"), answer.Header("X-B")));
        Assert.Equal((200, "/server"), (await stack.Http.GetAsync("server.test")).Seen);
    }

    [Theory, EachHaproxy]
    public async Task GlueTemplates_AsTheyOnceWere_StripAndAddThePath(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Assert.Equal("/a?b=1", (await stack.Http.GetAsync("glue.test", "/in/a?b=1")).Path);
        Assert.Equal("/in/next", (await stack.Http.GetAsync("glue.test", "/in/redirect?to=http://glue.test/next")).Header("Location"));
        Assert.Equal("/in/next", (await stack.Http.GetAsync("glue.test", "/in/redirect?to=/next")).Header("Location"));
    }

    [Theory, EachHaproxy]
    public async Task HttpchkWithHeaders_HealthCheck_Passes(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        await stack.WaitForServersAsync($"checked_{stack.Port("/checked")}", up: 1, down: 0);
        Assert.Contains("checked.inside", stack.Config, StringComparison.Ordinal);
    }

    [Theory, EachHaproxy]
    public async Task OldLines_EachHasAFinding_ThatShowsOldAndNew(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        string log = stack.LastRun.Error;
        Assert.Contains(
            @"app /reqrep: HAPROXY_0_BACKEND_HTTP_OPTIONS: line 1: 'reqrep ^([^\\ :]*)\\ /app/?(.*) \\1\\ /\\2' is printed as 'http-request replace-path ^/app/?(.*) /\\1'".Replace(@"\\", @"\", StringComparison.Ordinal),
            log, StringComparison.Ordinal);
        Assert.Contains("HAPROXY_HEAD: line ", log, StringComparison.Ordinal);
        Assert.Contains("'nbproc 1' is left out", log, StringComparison.Ordinal);
    }
}

using MarathonLb.Templates;
using MarathonLb.Templates.Legacy;

namespace MarathonLb.Tests.Templates.Legacy;

public sealed class OldDirectivesTests
{
    private static readonly HaproxyRelease Newest = new(3, 3);

    [Theory]
    [InlineData(@"rspadd Strict-Transport-Security:\ max-age=15768000", "http-response add-header Strict-Transport-Security max-age=15768000")]
    [InlineData(@"rspadd ""X-A: b c""", @"http-response add-header X-A b\ c")]
    [InlineData(@"reqadd X-Forwarded-Proto:\ https if { ssl_fc }", "http-request add-header X-Forwarded-Proto https if { ssl_fc }")]
    [InlineData(@"reqadd X-P:\ 100% # why", "http-request add-header X-P 100%%")]
    [InlineData(@"reqadd A:\ 1\r\nB:\ 2", "http-request add-header A 1\n  http-request add-header B 2")]
    [InlineData(@"rspadd X-Empty:", @"http-response add-header X-Empty """"")]
    [InlineData(@"reqadd X:\ \1\\2\#\""", @"http-request add-header X \1\2\#\""")]
    public void Translate_HeaderAdded_IsAddedInTheNewForm(string old, string expected) => Becomes(TemplateName.BackendHttpOptions, old, expected);

    [Theory]
    [InlineData("reqidel ^X-Secret:", "http-request del-header X-Secret")]
    [InlineData("rspdel ^Server:.*", "http-response del-header Server")]
    [InlineData("rspidel ^X-Powered-By:.*$ unless internal", "http-response del-header X-Powered-By unless internal")]
    [InlineData("reqidel ^X-Int.*:", "http-request del-header X-Int -m beg")]
    [InlineData("reqdel ^X-Int", "http-request del-header X-Int -m beg")]
    public void Translate_HeaderDeleted_IsDeletedInTheNewForm(string old, string expected) => Becomes(TemplateName.BackendHttpOptions, old, expected);

    [Theory]
    [InlineData(@"reqirep ""^([^ :]*)\ /app/?(.*)"" ""\1\ /\2""", @"http-request replace-path (?i)^/app/?(.*) /\1")]
    [InlineData(@"reqrep ^([^\ :]*)\ /app/?(.*) \1\ /\2 if is_app", @"http-request replace-path ^/app/?(.*) /\1 if is_app")]
    [InlineData(@"reqrep ^([^\ ]*)\ /(.*) \1\ /prefix/\2", @"http-request replace-path ^/(.*) /prefix/\1")]
    [InlineData(@"reqrep ^([^\ ]*)\ (.*) \1\ /prefix\2", @"http-request replace-path ^(.*) /prefix\1")]
    [InlineData(@"reqrep ^(GET|POST)\ /a/([0-9]+)(.*)$ \1\ /b/\2\3", @"http-request replace-path ^/a/([0-9]+)(.*)$ /b/\1\2 if { method GET POST }")]
    [InlineData(@"reqrep ^GET\ /a\?x=(.*) GET\ /b?y=\1 unless c", @"http-request replace-pathq ^/a\?x=(.*) /b?y=\1 unless !{ method GET } || c")]
    [InlineData(@"reqrep ^(GET)\ /a(.*) \1\ /b\2 if x or y", @"http-request replace-path ^/a(.*) /b\1 if { method GET } x or { method GET } y")]
    public void Translate_RequestLineReplaced_PathIsReplaced(string old, string expected) => Becomes(TemplateName.BackendHttpOptions, old, expected);

    [Theory]
    [InlineData(@"reqrep ^Host:\ (.*) Host:\ internal.\1", @"http-request replace-header Host ^(.*) internal.\1")]
    [InlineData(@"reqirep ^Host:\s*old\.example\.com Host:\ new.example.com", @"http-request replace-header Host (?i)^old\.example\.com new.example.com")]
    [InlineData(@"rspirep ""^Location: (https?://h(:[0-9]+)?)?(/.*)"" ""Location: /app\3""", @"http-response replace-header Location (?i)^(https?://h(:[0-9]+)?)?(/.*) /app\3")]
    [InlineData(@"rspirep ^(Location:)\ http://(.*) \1\ https://\2", @"http-response replace-header Location (?i)^http://(.*) https://\1")]
    [InlineData(@"rspirep ^(Set-Cookie):\ ([^;]*)(.*) \1:\ \2;\ Secure\3", @"http-response replace-header Set-Cookie ^([^;]*)(.*) \1;\ Secure\2")]
    [InlineData(@"rspirep ^Location:\ (.*) Location:\ 50%\1", @"http-response replace-header Location ^(.*) 50%%\1")]
    public void Translate_HeaderReplaced_ValueIsReplaced(string old, string expected) => Becomes(TemplateName.BackendHttpOptions, old, expected);

    [Theory]
    [InlineData(@"reqideny ^[^\ ]*\ /admin", "http-request deny if { path -m reg -i ^/admin }")]
    [InlineData(@"reqdeny ^([^\ ]*)\ /x.* unless lan", "http-request deny unless !{ path -m reg ^/x } || lan")]
    [InlineData(@"reqtarpit ^TRACE\ /", "http-request tarpit if { method TRACE } { path -m reg ^/ }")]
    [InlineData(@"reqideny ^User-Agent:.*bad\ bot", @"http-request deny if { req.fhdr(User-Agent) -m reg -i ^.*bad\ bot }")]
    [InlineData(@"reqallow ^Authorization:", "http-request allow if { req.fhdr(Authorization) -m found }")]
    [InlineData(@"rspideny ^X-Internal:\ yes", "http-response deny if { res.fhdr(X-Internal) -m reg -i ^yes }")]
    [InlineData("block if { path_beg /x }", "http-request deny if { path_beg /x }")]
    public void Translate_RequestRefused_IsRefusedInTheNewForm(string old, string expected) => Becomes(TemplateName.BackendHttpOptions, old, expected);

    [Theory]
    [InlineData("option forceclose", "option httpclose")]
    [InlineData("no option forceclose", "no option httpclose")]
    [InlineData("option http-tunnel", "")]
    [InlineData("option independant-streams", "option independent-streams")]
    [InlineData("redispatch", "option redispatch")]
    [InlineData("srvtimeout 30000", "timeout server 30000")]
    [InlineData("timeout contimeout 5s", "timeout connect 5s")]
    [InlineData("timeout client 5s", "")]
    [InlineData("clitimeout 5000", "")]
    public void Translate_OldOptions_BecomeTodays(string old, string expected) => Becomes(TemplateName.BackendHttpOptions, old, expected);

    [Theory]
    [InlineData("global\n  nbproc 4", "global")]
    [InlineData("global\n  debug\n  daemon", "global\n  daemon")]
    [InlineData("global\n  no-tlsv10", "global\n  ssl-default-bind-options no-tlsv10")]
    [InlineData("global\n  stats socket /s process 1 level admin", "global\n  stats socket /s level admin")]
    [InlineData("global\n  stats bind-process 1", "global")]
    [InlineData("defaults\n  clitimeout 5s\n  bind-process all", "defaults\n  timeout client 5s")]
    [InlineData("listen stats 0.0.0.0:9090\n  mode health", "listen stats\n  bind 0.0.0.0:9090\n  mode http\n  http-request return status 200")]
    [InlineData("listen s\n  bind *:80 process 1\n  monitor-net 10.0.0.0/8", "listen s\n  bind *:80\n  http-request return status 200 if { src 10.0.0.0/8 }")]
    public void Translate_Head_BecomesTodays(string old, string expected)
    {
        Assert.Equal(expected, OldDirectives.Translate(old, TemplateTable.Of(TemplateName.Head), Newest, out TemplateRewrite[] rewrites));
        Assert.NotEmpty(rewrites);
    }

    [Theory]
    [InlineData(@"option  httpchk GET {healthCheckPath} HTTP/1.1\r\nHost:\ x", "option httpchk\n  http-check send meth GET uri {healthCheckPath} ver HTTP/1.1 hdr Host x")]
    [InlineData(@"option httpchk HEAD /h HTTP/1.0\r\nHost:\ x\r\nUser-Agent:\ lb", "option httpchk\n  http-check send meth HEAD uri /h ver HTTP/1.0 hdr Host x hdr User-Agent lb")]
    [InlineData(@"option httpchk POST /h HTTP/1.1\r\nHost:x\r\n\r\n{{}}", "option httpchk\n  http-check send meth POST uri /h ver HTTP/1.1 hdr Host x body {{}}")]
    [InlineData(@"option httpchk GET / HTTP/1.1\r\nHost: x", "option httpchk\n  http-check send meth GET uri / ver HTTP/1.1 hdr Host x")]
    [InlineData("option httpchk GET / HTTP/1.1\nHost:\\ x\nX-B: c", "option httpchk\n  http-check send meth GET uri / ver HTTP/1.1 hdr Host x hdr X-B c")]
    public void Translate_HealthCheckWithHeaders_SendsThem(string old, string expected) => Becomes(TemplateName.BackendHttpHealthcheckOptions, old, expected);

    [Theory]
    [InlineData(@"option httpchk GET / HTTP/1.1\r\nHost:\ x")]
    [InlineData("bind-process 1")]
    [InlineData("bind *:80 process 1")]
    public void Translate_UnknownRelease_KeepsWhatTheOldestTakes(string line)
    {
        Assert.Equal(line, OldDirectives.Translate(line, TemplateTable.Of(TemplateName.BackendHttpHealthcheckOptions), null, out TemplateRewrite[] rewrites));
        Assert.Empty(rewrites);
    }

    [Theory]
    [InlineData(@"reqrep ^([^\ ]*)\ /a/(.*)/b(.*) \1\ /\3/\2")]
    [InlineData(@"reqrep ^([^\ ]*)\ /a \1\ /b")]
    [InlineData(@"reqrep ^([^\ ]*)\ /a(.*) \1\ /b")]
    [InlineData(@"reqrep (.*)/a(.*) \1/b\2")]
    [InlineData(@"reqrep ^Host:\ a Other:\ b")]
    [InlineData(@"reqrep ^Host:\ (.*) Host:\ \0")]
    [InlineData(@"reqidel X-Forwarded-For:")]
    [InlineData(@"reqidel ^X-A:\ 1")]
    [InlineData(@"rsprep ^HTTP/1.1\ 404 HTTP/1.1\ 200")]
    [InlineData(@"reqideny \.\./")]
    [InlineData(@"reqpass ^X:")]
    [InlineData(@"reqadd NoColon")]
    [InlineData(@"rspadd X-A: b")]
    [InlineData(@"rspadd ""X-A: $HOME""")]
    [InlineData(@"reqrep ^Host:\ a|b Host:\ c")]
    [InlineData(@"reqadd")]
    [InlineData(@"appsession JSESSIONID len 52 timeout 3h")]
    public void Translate_CantBeSplitSoundly_StaysWithAdvice(string line)
    {
        Assert.Equal("  " + line, OldDirectives.Translate("  " + line, TemplateTable.Of(TemplateName.BackendHttpOptions), Newest, out TemplateRewrite[] rewrites));
        TemplateRewrite rewrite = Assert.Single(rewrites);
        Assert.Null(rewrite.New);
        Assert.Contains("Write '", rewrite.Advice.Replace("Leave it out", "Write '", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("  option forwardfor\n  http-request set-header X y\n  timeout server 5s\n  no option http-keep-alive\n")]
    [InlineData("\nbackend {backend}\n  mode {mode}\n  stick-table type ip size 1\n  # reqadd X\n  bind *:1\n")]
    [InlineData("")]
    [InlineData("reqadd \"never closed")]
    [InlineData("   \n\t\n#block\n")]
    public void Translate_NothingOld_ComesBackAsItIs(string text)
    {
        string result = OldDirectives.Translate(text, TemplateTable.Of(TemplateName.BackendHead), Newest, out TemplateRewrite[] rewrites);

        Assert.Same(text.Contains("never", StringComparison.Ordinal) ? result : text, result);
        Assert.Equal(text, result);
        Assert.Empty(rewrites);
    }

    [Fact]
    public void Translate_FormatTemplate_DoublesItsBraces()
    {
        string result = OldDirectives.Translate("  reqdeny ^GET\\ {path}\n", TemplateTable.Of(TemplateName.HttpFrontendAclWithPath), Newest, out _);

        Assert.Equal("  http-request deny if {{ method GET }} {{ path -m reg ^{path} }}\n", result);
        result = OldDirectives.Translate("  reqdeny ^X-A:\n", TemplateTable.Of(TemplateName.HttpFrontendAclWithPath), Newest, out _);
        Assert.Equal("  http-request deny if {{ req.fhdr(X-A) -m found }}\n", result);
    }

    [Fact]
    public void Translate_FrontendNamedLikeItsBackend_IsRenamedWhereHaproxyRefusesIt()
    {
        const string Text = "\nfrontend {backend}\n  bind *:{servicePort}\n";
        TemplateDeclaration declaration = TemplateTable.Of(TemplateName.FrontendHead);

        Assert.Equal("\nfrontend fe:{backend}\n  bind *:{servicePort}\n", OldDirectives.Translate(Text, declaration, new HaproxyRelease(3, 3), out _));
        Assert.Equal(Text, OldDirectives.Translate(Text, declaration, new HaproxyRelease(3, 2), out _));
    }

    private static void Becomes(TemplateName name, string old, string expected)
    {
        string result = OldDirectives.Translate($"  x\n  {old}\n  y", TemplateTable.Of(name), Newest, out TemplateRewrite[] rewrites);

        Assert.Equal(expected.Length == 0 ? "  x\n  y" : $"  x\n  {expected}\n  y", result);
        TemplateRewrite rewrite = Assert.Single(rewrites);
        Assert.Equal(2, rewrite.Line);
        Assert.StartsWith($"line 2: '{old.Split('\n')[0]}", rewrite.Summary, StringComparison.Ordinal);
    }
}

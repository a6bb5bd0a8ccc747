using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MarathonLb.Apps;
using MarathonLb.Cli.Ask;
using MarathonLb.Cli.Ask.Lint;
using MarathonLb.Config;
using MarathonLb.Findings;
using MarathonLb.Reconcile;
using MarathonLb.Tests.Config;

namespace MarathonLb.Tests.Cli.Ask;

public sealed class LintTests
{
    private const string Web = """{"id":"/web","labels":{"HAPROXY_GROUP":"external","HAPROXY_0_VHOST":"web.example.com"}}""";

    public static TheoryData<string> Folders() => new(Golden.Folders());

    [Theory]
    [InlineData(Web)]
    [InlineData($"[{Web}]")]
    [InlineData($$"""{"apps":[{{Web}}]}""")]
    [InlineData($$"""{"app":{{Web}}}""")]
    [InlineData($$"""{"id":"/","groups":[{"id":"a","groups":[{"id":"b","apps":[{{Web}}]}]}]}""")]
    [InlineData("""{"id":"db","portDefinitions":[{"port":0},{"name":"admin"}],"labels":{"HAPROXY_1_MODE":"tcp"}}""")]
    [InlineData("""{"id":"c","networks":[{"mode":"container"}],"container":{"portMappings":[{"containerPort":80},{"containerPort":81}]},"labels":{"HAPROXY_1_VHOST":"c.test"}}""")]
    [InlineData("""{"id":"d","container":{"docker":{"network":"BRIDGE","portMappings":[{"containerPort":80,"servicePort":0}]}},"labels":{"HAPROXY_0_PORT":"8080"}}""")]
    [InlineData("""{"id":"e","ports":[0,0],"instances":0,"labels":{"HAPROXY_1_STICKY":"true","HAPROXY_1_MODE":"http"}}""")]
    public async Task Judge_RightDefinition_FindsNothing(string text) => Assert.Empty(await JudgeAsync(text));

    [Theory]
    [InlineData("HAPROXY_0_VHOST", "not a host", "label-value", "Error")]
    [InlineData("HAPROXY_0_PORT", "abc", "label-value", "Error")]
    [InlineData("HAPROXY_0_VHSOT", "a.test", "label-unknown", "Warning")]
    [InlineData("haproxy_group", "external", "label-unknown", "Warning")]
    [InlineData("HAPROXY_3_MODE", "tcp", "label-index", "Warning")]
    [InlineData("HAPROXY_0_BACKEND_HEAD", "backend {nosuch}", "label-template", "Error")]
    [InlineData("HAPROXY_0_STICKY", "perhaps", "label-flag", "Warning")]
    [InlineData("HAPROXY_0_USE_HSTS", "true", "label-no-effect", "Warning")]
    [InlineData("HAPROXY_0_AUTH", "only:two", "label-value", "Error")]
    [InlineData("HAPROXY_0_BACKEND_HEALTHCHECK_PORT_INDEX", "7", "health-port-index", "Warning")]
    [InlineData("HAPROXY_0_BACKEND_NETWORK_ALLOWED_ACL", "10.0.0.0/99", "label-value", "Error")]
    public async Task Judge_WrongLabel_IsFoundAtItsPlace(string name, string value, string code, string severity)
    {
        string text = $$"""
            {
              "id": "shop",
              "apps": [
                { "id": "ok" },
                {
                  "id": "web",
                  "labels": {
                    "{{name}}": "{{value}}"
                  }
                }
              ]
            }
            """;
        LintFinding lint = Assert.Single(await JudgeAsync(text));
        Assert.Equal((code, severity, "/shop/web"), (lint.Finding.Code, lint.Finding.Severity.ToString(), lint.Finding.AppId));
        Assert.Equal(($"$.apps[1].labels.{name}", 8), (lint.Path, lint.Line));
    }

    [Theory]
    [InlineData("{", "json", "$", 1)]
    [InlineData("{\n\"id\": \"a\",\n}", "json", "$", 3)]
    [InlineData("{\"id\":\"a\",\n\"labels\":{\"x\":\"1\",\n\"x\":\"2\"}}", "json", "$.labels.x", 2)]
    [InlineData("{\"apps\":[]}", "no-apps", "$", 1)]
    [InlineData("[3]", "app-malformed", "$[0]", 1)]
    [InlineData("{\"cmd\":\"x\"}", "app-malformed", "$", 1)]
    [InlineData("[{\"id\":\"a\"},\n{\"id\":\"/a\"}]", "app-twice", "$[1].id", 2)]
    [InlineData("{\"id\":\"a b\"}", "app-id", "$.id", 1)]
    public async Task Judge_WrongDocument_IsFoundAtItsPlace(string text, string code, string path, int line)
    {
        LintFinding lint = Assert.Single(await JudgeAsync(text));
        Assert.Equal((code, path, line), (lint.Finding.Code, lint.Path, lint.Line));
    }

    /// <summary>Blue and green are judged as one app; the label at fault stands in one of them.</summary>
    [Fact]
    public async Task Judge_DeploymentGroup_FindsTheLabelInTheAppThatHasIt()
    {
        LintFinding lint = Assert.Single(await JudgeAsync("""
            [{"id":"/shop-blue","ports":[8000],"labels":{"HAPROXY_DEPLOYMENT_GROUP":"shop"}},
             {"id":"/shop-green","ports":[8000],"labels":{"HAPROXY_DEPLOYMENT_GROUP":"shop","HAPROXY_0_USE_HSTS":"true"}}]
            """));
        Assert.Equal(("label-no-effect", "$[1].labels.HAPROXY_0_USE_HSTS", 2), (lint.Finding.Code, lint.Path, lint.Line));
    }

    [Fact]
    public async Task Judge_TwoAppsOnOnePort_NamesThePortOfTheLater()
    {
        LintFinding lint = Assert.Single(await JudgeAsync("""[{"id":"a","ports":[8000]},{"id":"b","portDefinitions":[{"port":8000}]}]"""));
        Assert.Equal(("port-conflict", "$[1].portDefinitions[0]"), (lint.Finding.Code, lint.Path));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(""","HAPROXY_0_BACKEND_NETWORK_ALLOWED_ACL":"10.0.0.0/8" """, false)]
    [InlineData(""","HAPROXY_0_BACKEND_HEAD":"backend {backend}\n  mode {mode}\n  http-request auth unless {{ http_auth(user_{backend}) }}\n" """, false)]
    public async Task Judge_Auth_WarnsWhereItDoesNotGuard(string more, bool warns)
    {
        IReadOnlyList<LintFinding> findings = await JudgeAsync($$"""{"id":"a","ports":[8000],"labels":{"HAPROXY_0_VHOST":"a.test","HAPROXY_0_AUTH":"r:u:$5$s$h"{{more}} } }""");
        Assert.Equal(warns, findings.Count == 1);
        if (!warns) return;
        Assert.Equal(("auth-gap", FindingSeverity.Warning, "$.labels.HAPROXY_0_AUTH"), (findings[0].Finding.Code, findings[0].Finding.Severity, findings[0].Path));
        Assert.Contains("the service port 8000 or port 9091 with X-Marathon-App-Id: /a ", findings[0].Message);
        Assert.DoesNotContain("$5$", LintText.Plain("f", findings, new TerminalColours(false)));
    }

    /// <summary>
    /// The goldens' labels are right, but apps of theirs claim each other's hosts and ports, have passwords, or labels that do nothing in their mode. Whatever is said of them, the file has it.
    /// </summary>
    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Judge_GoldensApps_FindsNothingButWhatIsThere(string folder)
    {
        string text = File.ReadAllText(Path.Combine(folder, "apps.json"));
        IReadOnlyList<LintFinding> findings = await JudgeAsync(text);
        if (Path.GetFileName(folder) is "01-realistic" or "14-health-fallback") Assert.Empty(findings);
        JsonNode apps = JsonNode.Parse(text)!["apps"]!;
        Assert.All(findings, lint => Assert.True(IsThere(lint, apps), $"{lint.Path}: {lint.Finding}"));
    }

    private static bool IsThere(LintFinding lint, JsonNode apps)
    {
        Match place = Regex.Match(lint.Path, @"^\$\.apps\[(?<app>\d+)\](\.labels\.HAPROXY_(?<index>\d+)_(?<label>\w+))?");
        JsonNode app = apps[int.Parse(place.Groups["app"].Value)]!;
        string label = place.Groups["label"].Value;
        string value = label.Length == 0 ? "" : (string)app["labels"]![$"HAPROXY_{place.Groups["index"].Value}_{label}"]!;
        string[] hosts = [.. apps.AsArray().SelectMany(static other => other!["labels"]?.AsObject() ?? []).Where(static pair => pair.Key.EndsWith("_VHOST", StringComparison.Ordinal))
            .SelectMany(static pair => ((string)pair.Value!).Split(',')).Select(static host => host.Trim())];

        // Of several apps of a group any may have the label, with another value than the one that counts.
        bool isGroup = lint.Finding.AppId != (string?)app["id"];
        return lint.Finding.Code switch
        {
            "auth-gap" => label == "AUTH",
            "label-flag" => value is not ("true" or "false"),
            "health-port-index" => label == "BACKEND_HEALTHCHECK_PORT_INDEX" && (value == "7" || isGroup),
            "label-no-effect" => label is "VHOST" or "STICKY" or "USE_HSTS" or "BALANCE" || label.StartsWith("HTTP_BACKEND_", StringComparison.Ordinal),
            "vhost-conflict" => label == "VHOST" && (isGroup || value.Split(',').Any(host => hosts.Count(other => other == host.Trim()) > 1)),
            "port-conflict" => lint.Finding.Reason.Contains(" belongs to app ", StringComparison.Ordinal),
            "port-range" => app["ipAddress"] is not null || app["networks"] is not null,
            _ => false,
        };
    }

    [Fact]
    public async Task GitHub_LabelWithLineBreak_CantWriteACommandOfItsOwn()
    {
        IReadOnlyList<LintFinding> findings = await JudgeAsync("{\"id\":\"a\",\"labels\":{\"HAPROXY_0_X\\n::error::owned\":\"1\"}}");
        string text = LintText.GitHub("a,b.json", findings);
        Assert.Single(text.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("::warning file=a%2Cb.json,line=1,title=label-unknown::", text);
    }

    [Fact]
    public async Task Sarif_Finding_HasRuleLevelLineAndPath()
    {
        JsonNode run = JsonNode.Parse(LintJson.Sarif("dir/my app.json", await JudgeAsync("{\n\"id\":\"a\",\n\"labels\":{\n\"HAPROXY_0_PORT\":\"x\"}}")))!["runs"]![0]!;
        JsonNode result = Assert.Single(run["results"]!.AsArray())!;
        Assert.Equal(("label-value", "error"), ((string)result["ruleId"]!, (string)result["level"]!));
        JsonNode place = result["locations"]![0]!;
        Assert.Equal(4, (int)place["physicalLocation"]!["region"]!["startLine"]!);
        Assert.Equal("dir/my%20app.json", (string)place["physicalLocation"]!["artifactLocation"]!["uri"]!);
        Assert.Equal("$.labels.HAPROXY_0_PORT", (string)place["logicalLocations"]![0]!["fullyQualifiedName"]!);
        Assert.Equal("label-value", (string)run["tool"]!["driver"]!["rules"]![0]!["id"]!);
    }

    /// <summary>What SARIF 2.1.0 (OASIS) requires of a log: sections 3.13, 3.14, 3.18, 3.19, 3.27, 3.28, 3.30.</summary>
    [Fact]
    public async Task Sarif_FindingsOfEverySeverity_HasAllRequiredMembers()
    {
        IReadOnlyList<LintFinding> findings =
        [
            .. await JudgeAsync("[{\"id\":\"a\",\"labels\":{\"HAPROXY_0_PORT\":\"x\"}},{\"id\":\"b\",\"labels\":{\"HAPROXY_0_VHSOT\":\"b.test\"}}]"),
            new LintFinding(new Finding(FindingSeverity.Info, "note", null, null, null, "reason", "advice"), "$", 1),
        ];
        JsonNode log = JsonNode.Parse(LintJson.Sarif("-", findings))!;
        Assert.Equal("2.1.0", (string?)log["version"]);
        Assert.EndsWith("sarif-2.1.0.json", (string?)log["$schema"]);
        JsonNode run = Assert.Single(log["runs"]!.AsArray())!;
        JsonNode driver = run["tool"]!["driver"]!;
        Assert.False(string.IsNullOrEmpty((string?)driver["name"]));
        string[] rules = [.. driver["rules"]!.AsArray().Select(static rule => (string)rule!["id"]!)];
        Assert.Equal(rules.Distinct(), rules);
        Assert.Equal(["error", "warning", "note"], run["results"]!.AsArray().Select(static result => (string)result!["level"]!));
        foreach (JsonNode? result in run["results"]!.AsArray())
        {
            Assert.Contains((string)result!["ruleId"]!, rules);
            Assert.False(string.IsNullOrEmpty((string?)result["message"]!["text"]));
            JsonNode location = Assert.Single(result["locations"]!.AsArray())!;
            Assert.True(Uri.IsWellFormedUriString((string)location["physicalLocation"]!["artifactLocation"]!["uri"]!, UriKind.Relative));
            Assert.True((int)location["physicalLocation"]!["region"]!["startLine"]! >= 1);
        }

        JsonNode none = JsonNode.Parse(LintJson.Sarif("a.json", []))!;
        Assert.Empty(none["runs"]![0]!["results"]!.AsArray());
    }

    [Fact]
    public async Task Json_Finding_HasItsPlace()
    {
        JsonNode list = JsonNode.Parse(LintJson.Plain("a.json", await JudgeAsync("{\n\"id\":\"a\",\n\"labels\":{\n\"HAPROXY_0_PORT\":\"x\"}}")))!;
        JsonNode finding = Assert.Single(list.AsArray())!;
        Assert.Equal(
            ("error", "label-value", "a.json", 4, "$.labels.HAPROXY_0_PORT", "/a", "x"),
            ((string)finding["severity"]!, (string)finding["code"]!, (string)finding["file"]!, (int)finding["line"]!, (string)finding["path"]!, (string)finding["app"]!, (string)finding["value"]!));
    }

    [Fact]
    public void Colours_Off_LeaveTextAlone()
    {
        Assert.Equal("x", new TerminalColours(false).Bad("x"));
        Assert.Equal("\e[31mx\e[0m", new TerminalColours(true).Bad("x"));
    }

    private static Task<IReadOnlyList<LintFinding>> JudgeAsync(string text)
    {
        ConfigGenerator generator = new(
            new AppsOptions { Groups = ["*"] }, new RenderOptions { Conflicts = ConflictMode.First }, new PretendedAddresses(), "/dev/null", static _ => null);
        return new Linter(generator, null).JudgeAsync(LintDocument.Read(Encoding.UTF8.GetBytes(text)), CancellationToken.None);
    }
}

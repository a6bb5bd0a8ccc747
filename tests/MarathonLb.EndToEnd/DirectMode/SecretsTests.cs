using System.Security.Cryptography;
using System.Text.Json.Nodes;
using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator;

namespace MarathonLb.EndToEnd.DirectMode;

/// <summary>Secrets reach neither HAProxy, nor other children, nor the log.</summary>
public sealed class SecretsTests
{
    private const string Secret = "s3cr3t-of-ours";

    private static readonly string[] Hidden =
        ["MARATHON_PASSWORD", "VAULT_TOKEN", "VAULT_HOST", "VAULT_PATH", "DCOS_SERVICE_ACCOUNT_CREDENTIAL", "HAPROXY_SSL_CERT", "HAPROXY_SSL_CERT3"];

    [Theory, EachHaproxy]
    public async Task LabelThatPrintsEnvironmentVariables_InARunningHaproxy_PrintsNoSecret(string haproxy)
    {
        string variables = string.Concat(Hidden.Select(name => $"${{{name}}}"));
        await using Stack stack = await Stack.StartAsync(haproxy, plan =>
        {
            string label = $"  http-response set-header X-Leak \"<{variables}>\"\n  http-response set-header X-Open \"<${{PLAIN_VARIABLE}}>\"\n";
            plan.Add("/spy", ("VHOST", "spy.test"), ("BACKEND_HTTP_OPTIONS", label));
        });
        using HttpClient client = new();
        stack.Folder.Write("apps.json", await client.GetStringAsync(new Uri(stack.Simulator.BaseUri, "/v2/apps?embed=apps.tasks")));
        foreach (string name in Hidden) stack.Environment[name] = Secret;
        stack.Environment["PLAIN_VARIABLE"] = "open";
        File.Delete(stack.Folder["haproxy.cfg"]);

        Run run = await stack.ApplyAsync("--marathon", "file:" + stack.Folder["apps.json"], "--log-level", "DEBUG");

        Answer answer = await stack.Http.GetAsync("spy.test");
        Assert.Equal((200, "/spy"), answer.Seen);
        Assert.Equal("<>", answer.Header("X-Leak"));
        Assert.Equal("<open>", answer.Header("X-Open"));
        Assert.DoesNotContain(Secret, run.Error + run.Output, StringComparison.Ordinal);
    }

    [Theory, EachHaproxy]
    public async Task Environment_OfTheCheckAndTheReload_HasNoSecret(string haproxy)
    {
        await using Node node = await Node.StartAsync(haproxy, new SimulatorOptions { BasicAuth = "ali:" + Secret });
        foreach (string name in Hidden.Where(name => name != "DCOS_SERVICE_ACCOUNT_CREDENTIAL")) node.Environment[name] = Secret;
        node.Environment["PLAIN_VARIABLE"] = "open";
        string spy = node.Folder.Script("spy", $"""
            env > '{node.Folder["check.env"]}'
            exec '{HaproxyProgram.Named(haproxy).File}' "$@"
            """);
        string password = node.Folder.Write("password", "ali:" + Secret + "\n");

        Run run = await node.RunAsync("--haproxy-binary", spy, "--command", $"env > '{node.Folder["reload.env"]}'", "--marathon-auth-credential-file", password);

        Assert.True(run.ExitCode == 0, run.ToString());
        foreach (string file in new[] { "check.env", "reload.env" })
        {
            string environment = node.Folder.Read(file);
            Assert.Contains("PLAIN_VARIABLE=open", environment, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, environment, StringComparison.Ordinal);
            Assert.All(Hidden, name => Assert.DoesNotContain(name, environment, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Environment_OfTheReload_HasNoServiceAccount()
    {
        using RSA key = RSA.Create(2048);
        await using Node node = await Node.StartAsync(options: new SimulatorOptions { LoginPublicKeyPem = key.ExportSubjectPublicKeyInfoPem() });
        node.Environment["DCOS_SERVICE_ACCOUNT_CREDENTIAL"] = new JsonObject
        {
            ["uid"] = "lb",
            ["scheme"] = "RS256",
            ["private_key"] = key.ExportPkcs8PrivateKeyPem(),
            ["login_endpoint"] = new Uri(node.Simulator.BaseUri, "/acs/api/v1/auth/login").ToString(),
        }.ToJsonString();

        Run run = await node.RunAsync("--command", $"env > '{node.Folder["reload.env"]}'");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.DoesNotContain("PRIVATE KEY", node.Folder.Read("reload.env") + run.Error, StringComparison.Ordinal);
    }

    [Theory, EachHaproxy]
    public async Task Diff_OfPasswords_ShowsStarsOnly(string haproxy)
    {
        await using Node node = await Node.StartAsync(haproxy);
        await node.AddAsync("/auth", ("VHOST", "auth.test"), ("AUTH", "Realm:ali:$5$mlbsalt$firsthashfirsthash"));
        node.Folder.Write("templates/HAPROXY_TAIL", "\nuserlist own\n  user root insecure-password plain-first\n");
        Run first = await node.RunAsync("--log-level", "DEBUG");
        await node.LabelAsync("/auth", "AUTH", "Realm:ali:$5$mlbsalt$secondhashsecond");
        node.Folder.Write("templates/HAPROXY_TAIL", "\nuserlist own\n  user root insecure-password plain-second\n");
        await node.AddAsync("/broken", ("BACKEND_HTTP_OPTIONS", "  userlist $5$mlbsalt$secondhashsecond\n"));
        Run second = await node.RunAsync("--log-level", "DEBUG", "--skip-config-cleanup");

        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.Contains("user ali password ***", first.Error, StringComparison.Ordinal);
        Assert.Contains("user root insecure-password ***", first.Error, StringComparison.Ordinal);
        Assert.Equal(1, second.ExitCode);
        foreach (string secret in new[] { "firsthashfirsthash", "secondhashsecond", "plain-first", "plain-second" })
        {
            Assert.DoesNotContain(secret, first.Error + second.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Credentials_RefusedByMarathon_AreNotRepeatedInTheLog()
    {
        await using Node node = await Node.StartAsync(options: new SimulatorOptions { BasicAuth = "ali:right" });
        Run run = await node.RunAsync("--auth-credentials", "ali:" + Secret, "--log-level", "DEBUG");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("401", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, run.Error, StringComparison.Ordinal);
    }
}

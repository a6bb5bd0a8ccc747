using System.Text.Json.Nodes;
using MarathonLb.EndToEnd.DirectMode;
using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Isolation;

/// <summary>Apps that HAProxy rejects, among many that it takes: only they are left out, in a few runs of HAProxy.</summary>
public sealed class BrokenAppsTests
{
    private const string BrokenHead = "\nbackend {backend}\n  balance {balance}\n  mode {mode}\n  option nosuch\n";
    private const string BrokenRule = "  http-request deny if nosuchacl\n";

    [Theory]
    [EachHaproxy]
    public async Task ThreeBrokenAmongAThousand_AreLeftOutInFourRuns(string haproxy)
    {
        await using Node node = await Node.StartAsync(haproxy);
        string apps = node.Folder.Write("apps.json", Apps(1000, static (i, labels) =>
        {
            if (i == 100) labels["HAPROXY_0_BACKEND_HEAD"] = BrokenHead;
            if (i == 500) labels["HAPROXY_0_SSL_CERT"] = "/no/such/cert.pem";
            if (i == 900) labels["HAPROXY_0_BACKEND_HTTP_OPTIONS"] = BrokenRule;
        }));

        Run run = await node.RunAsync("--marathon", "file:" + apps, "--dont-bind-http-https", "--log-level", "DEBUG");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(997, Backends(node.Config));
        Assert.DoesNotContain("(run 4)", run.Error, StringComparison.Ordinal);
        Assert.Contains("app /a100: HAPROXY_0_BACKEND_HEAD: HAProxy rejects service port 20100: unknown option 'nosuch'", run.Error, StringComparison.Ordinal);
        Assert.Contains("app /a500: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("app /a900: HAPROXY_0_BACKEND_HTTP_OPTIONS: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, node.Reloads);
    }

    [Theory]
    [EachHaproxy]
    public async Task HundredBroken_AreLeftOut(string haproxy)
    {
        await using Node node = await Node.StartAsync(haproxy);
        string apps = node.Folder.Write("apps.json", Apps(400, static (i, labels) =>
        {
            if (i % 4 == 1) labels["HAPROXY_0_BACKEND_HEAD"] = BrokenHead;
        }));

        Run run = await node.RunAsync("--marathon", "file:" + apps, "--dont-bind-http-https", "--log-level", "DEBUG");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(300, Backends(node.Config));
        Assert.DoesNotContain("(run 4)", run.Error, StringComparison.Ordinal);
    }

    /// <summary>An error that names the shared frontend and a backend that is not there: whoever wrote the line is found by the name.</summary>
    [Theory]
    [EachHaproxy]
    public async Task UnknownBackendInARule_IsItsWritersFault(string haproxy)
    {
        await using Node node = await Node.StartAsync(haproxy);
        await node.AddAsync("/bad", ("VHOST", "bad.test"), ("HTTP_FRONTEND_ACL", "  acl host_{cleanedUpHostname} hdr(host) -i {hostname}\n  use_backend nosuch if host_{cleanedUpHostname}\n"));

        Run run = await node.RunAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("backend web_", node.Config, StringComparison.Ordinal);
        Assert.DoesNotContain("backend bad_", node.Config, StringComparison.Ordinal);
        Assert.Contains("app /bad: HAPROXY_0_HTTP_FRONTEND_ACL: ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [EachHaproxy]
    public async Task BrokenGlobalTemplate_IsNamedAndNobodyAccused(string haproxy)
    {
        await using Node node = await Node.StartAsync(haproxy);
        string apps = node.Folder.Write("apps.json", Apps(80, static (_, _) => { }));
        await node.RunAsync("--marathon", "file:" + apps, "--dont-bind-http-https");
        string before = node.Config;
        node.Folder.Write("templates/HAPROXY_BACKEND_HEAD", BrokenHead);

        Run run = await node.RunAsync("--marathon", "file:" + apps, "--dont-bind-http-https");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("the template HAPROXY_BACKEND_HEAD is broken: unknown option 'nosuch'", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("left out", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, node.Config);
        Assert.Equal(1, node.Reloads);
    }

    [Fact]
    public async Task SkipConfigCleanup_KeepsTheOldConfiguration()
    {
        await using Node node = await Node.StartAsync();
        await node.RunAsync();
        string before = node.Config;
        await node.AddAsync("/bad", ("BACKEND_HEAD", BrokenHead));

        Run run = await node.RunAsync("--skip-config-cleanup");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(before, node.Config);
    }

    private static int Backends(string config) => config.Split('\n').Count(static line => line.StartsWith("backend a", StringComparison.Ordinal));

    private static string Apps(int count, Action<int, JsonObject> spoil)
    {
        JsonArray apps = [];
        for (int i = 0; i < count; i++)
        {
            JsonObject labels = new() { ["HAPROXY_GROUP"] = "external", ["HAPROXY_0_MODE"] = "http" };
            spoil(i, labels);
            JsonObject task = new() { ["id"] = $"t{i}", ["host"] = $"127.3.{i / 250}.{(i % 250) + 1}", ["ports"] = new JsonArray(21000 + i), ["state"] = "TASK_RUNNING" };
            apps.Add((JsonNode)new JsonObject { ["id"] = $"/a{i}", ["labels"] = labels, ["ports"] = new JsonArray(20000 + i), ["instances"] = 1, ["tasks"] = new JsonArray(task) });
        }

        return new JsonObject { ["apps"] = apps }.ToJsonString();
    }
}

using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator;
using MarathonSimulator.Control;

namespace MarathonLb.EndToEnd.DirectMode;

/// <summary>How the binary reaches Marathon: hosts in turn, TLS, credentials, compression, bad answers.</summary>
public sealed class MarathonTests
{
    [Fact]
    public async Task Hosts_FirstIsDown_TheSecondAnswers()
    {
        await using Node node = await Node.StartAsync();
        Run run = await node.RunAsync("--marathon", $"http://127.0.0.1:{FreePorts.Take()}", node.Simulator.BaseUri.ToString());
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("connection refused", run.Error, StringComparison.Ordinal);
        Assert.Contains("backend web_", node.Config, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Https_TrustedByCaCert_IsUsed()
    {
        Certificate certificate = Certificate.For("marathon.test");
        await using Node node = await Node.StartAsync(options: new SimulatorOptions { Certificate = certificate.Server });
        string authority = node.Folder.Write("ca.pem", certificate.AuthorityPem);
        Run run = await node.RunAsync("--marathon-ca-cert", authority);
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(1, node.Reloads);
    }

    [Fact]
    public async Task Https_NotTrusted_IsRefusedWithWhatToDo()
    {
        await using Node node = await Node.StartAsync(options: new SimulatorOptions { Certificate = Certificate.For("marathon.test").Server });
        string other = node.Folder.Write("ca.pem", Certificate.For("other.test").AuthorityPem);
        foreach (string[] arguments in new[] { Array.Empty<string>(), ["--marathon-ca-cert", other] })
        {
            Run run = await node.RunAsync(arguments);
            Assert.Equal(3, run.ExitCode);
            Assert.Contains("certificate is not trusted", run.Error, StringComparison.Ordinal);
            Assert.Contains("--marathon-ca-cert", run.Error, StringComparison.Ordinal);
        }

        Assert.Empty(node.Simulator.Requests);
        Assert.Empty(node.Files);
    }

    [Fact]
    public async Task Https_Insecure_IsUsedUnverified()
    {
        await using Node node = await Node.StartAsync(options: new SimulatorOptions { Certificate = Certificate.For("marathon.test").Server });
        Run run = await node.RunAsync("--marathon-insecure");
        Assert.True(run.ExitCode == 0, run.ToString());
    }

    [Fact]
    public async Task Answer_OfManyApps_TravelsCompressed()
    {
        await using Node node = await Node.StartAsync();
        node.Simulator.Load(MarathonSimulator.Generators.BigCluster.Make(500));

        Run run = await node.RunAsync("--dry");

        Assert.True(run.ExitCode == 0, run.ToString());
        var request = Assert.Single(node.Simulator.Requests);
        Assert.Contains("gzip", request.AcceptEncoding, StringComparison.Ordinal);
        Assert.Equal("marathon-lb", request.UserAgent);
        Assert.Equal("/v2/apps?embed=apps.tasks", request.Target);
        using HttpClient client = new();
        long plain = (await client.GetByteArrayAsync(new Uri(node.Simulator.BaseUri, request.Target))).Length;
        Assert.InRange(request.BytesSent, 1, plain / 4);
    }

    [Theory]
    [InlineData("--auth-credentials")]
    [InlineData("--marathon-auth-credential-file")]
    [InlineData("MARATHON_USER")]
    public async Task Credentials_FromEachSource_AreSent(string source)
    {
        await using Node node = await Node.StartAsync(options: new SimulatorOptions { BasicAuth = "ali:open:sesame" });
        string[] arguments = source switch
        {
            "--auth-credentials" => [source, "ali:open:sesame"],
            "--marathon-auth-credential-file" => [source, node.Folder.Write("credentials", "ali:open:sesame\nsecond line\n")],
            _ => [],
        };
        if (arguments.Length == 0) (node.Environment["MARATHON_USER"], node.Environment["MARATHON_PASSWORD"]) = ("ali", "open:sesame");
        Run run = await node.RunAsync(arguments);
        Assert.True(run.ExitCode == 0, run.ToString());
    }

    [Theory]
    [InlineData(FaultKind.Status)]
    [InlineData(FaultKind.Empty)]
    [InlineData(FaultKind.Html)]
    [InlineData(FaultKind.Truncated)]
    [InlineData(FaultKind.Broken)]
    public async Task Answer_OfNoUse_ExitsThreeAndTouchesNothing(FaultKind kind)
    {
        await using Node node = await Node.StartAsync();
        Assert.Equal(0, (await node.RunAsync()).ExitCode);
        string before = node.Config;
        node.Simulator.Misbehave(new FaultRule(kind));

        Run run = await node.RunAsync();

        Assert.Equal(3, run.ExitCode);
        Assert.Contains(node.Simulator.BaseUri.GetLeftPart(UriPartial.Authority), run.Error, StringComparison.Ordinal);
        Assert.Equal(before, node.Config);
        Assert.Equal(1, node.Reloads);
    }

    [Fact]
    public async Task Redirect_FromANonLeader_IsFollowed()
    {
        await using Node node = await Node.StartAsync();
        await using Simulator follower = await Simulator.RunAsync();
        follower.FollowLeader(node.Simulator.BaseUri);
        Run run = await node.RunAsync("--marathon", follower.BaseUri.ToString());
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("backend web_", node.Config, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Marathon011_ItsForms_AreUnderstood()
    {
        await using Node node = await Node.StartAsync(options: new SimulatorOptions { Form = MarathonForm.V011 });
        Run run = await node.RunAsync();
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("backend web_", node.Config, StringComparison.Ordinal);
    }
}

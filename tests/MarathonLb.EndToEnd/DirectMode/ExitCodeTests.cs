using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.DirectMode;

/// <summary>What direct mode tells whoever started it, and what it leaves on disk.</summary>
public sealed class ExitCodeTests
{
    [Theory, EachHaproxy]
    public async Task Run_NewApps_WritesOnceAndReloadsOnce(string haproxy)
    {
        await using Node node = await Node.StartAsync(haproxy);

        Run first = await node.RunAsync();
        Run second = await node.RunAsync();

        Assert.True(first.ExitCode == 0, first.ToString());
        Assert.Contains("backends: 2 added (mlb:controller, web_", first.Error, StringComparison.Ordinal);
        Assert.Contains("backend web_", node.Config, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(node.ConfigFile));
        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Contains("nothing to do", second.Error, StringComparison.Ordinal);
        Assert.Equal(1, node.Reloads);
        Assert.Equal(["haproxy.cfg"], node.Files);
    }

    [Theory, EachHaproxy]
    public async Task Run_HaproxyRefuses_ExitsOneNamesTheOwnerAndTouchesNothing(string haproxy)
    {
        await using Node node = await Node.StartAsync(haproxy);
        Assert.Equal(0, (await node.RunAsync()).ExitCode);
        (string text, DateTime time) before = (node.Config, File.GetLastWriteTimeUtc(node.ConfigFile));
        await node.AddAsync("/team/broken", ("BACKEND_HTTP_OPTIONS", "  http-request no-such-action\n"));

        Run run = await node.RunAsync("--skip-config-cleanup");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no-such-action", run.Error, StringComparison.Ordinal);
        Assert.Contains("app /team/broken", run.Error, StringComparison.Ordinal);
        Assert.Contains("HAPROXY_0_BACKEND_HTTP_OPTIONS", run.Error, StringComparison.Ordinal);
        Assert.Contains($"{node.ConfigFile} is unchanged", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, (node.Config, File.GetLastWriteTimeUtc(node.ConfigFile)));
        Assert.Equal(["haproxy.cfg"], node.Files);
        Assert.Equal(1, node.Reloads);
    }

    [Fact]
    public async Task Run_SkipValidation_WritesWhatHaproxyWouldRefuse()
    {
        await using Node node = await Node.StartAsync();
        await node.AddAsync("/broken", ("BACKEND_HTTP_OPTIONS", "  http-request no-such-action\n"));

        Run run = await node.RunAsync("--skip-validation", "--haproxy-binary", "/bin/false");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("no-such-action", node.Config, StringComparison.Ordinal);
        Assert.Equal(1, node.Reloads);
    }

    [Theory]
    [InlineData("--group", "--marathon", "http://127.0.0.1:1")]
    [InlineData("--no-such-flag", "--group", "external", "--no-such-flag")]
    [InlineData("--marathon", "--group", "external", "--marathon", "127.0.0.1:8080")]
    [InlineData("--archive-versions", "--group", "external", "--archive-versions", "many")]
    public async Task Run_WrongUse_ExitsTwoAndNamesTheFlag(string named, params string[] arguments)
    {
        using Scratch folder = new();
        Run run = await PublishedBinary.RunAsync(folder.Root, [.. arguments, "--haproxy-config", folder["haproxy.cfg"]]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(named, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Root));
    }

    [Fact]
    public async Task Run_NoMarathonAnswers_ExitsThreeWithEachReasonAndTouchesNothing()
    {
        await using Node node = await Node.StartAsync();
        Assert.Equal(0, (await node.RunAsync()).ExitCode);
        string before = node.Config;
        await node.Simulator.StopListeningAsync();
        int nobody = FreePorts.Take();

        Run run = await node.RunAsync("--marathon", $"http://127.0.0.1:{nobody}", node.Simulator.BaseUri.ToString(), "http://no-such-host.invalid:8080");

        Assert.Equal(3, run.ExitCode);
        foreach (string host in new[] { $"http://127.0.0.1:{nobody}", node.Simulator.BaseUri.GetLeftPart(UriPartial.Authority) })
        {
            Assert.Contains(run.Error.Split('\n'), line => line.Contains(host, StringComparison.Ordinal) && line.Contains("connection refused", StringComparison.Ordinal));
        }

        Assert.Contains("no-such-host.invalid", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, node.Config);
        Assert.Equal(1, node.Reloads);
    }

    [Fact]
    public async Task Run_FileCannotBeWritten_ExitsFourAndSaysWhere()
    {
        await using Node node = await Node.StartAsync();
        string noFolder = node.Folder.Write("no-folder", "");
        Run run = await node.RunAsync("--haproxy-config", noFolder + "/haproxy.cfg");
        Assert.Equal(4, run.ExitCode);
        Assert.Contains(noFolder, run.Error, StringComparison.Ordinal);
        Assert.Equal(0, node.Reloads);
    }

    [Fact]
    public async Task Run_ReloadFails_ExitsFiveAndOwesIt()
    {
        await using Node node = await Node.StartAsync();

        Run failed = await node.RunAsync("--command", "echo it does not work >&2; exit 7");
        Run mended = await node.RunAsync();

        Assert.Equal(5, failed.ExitCode);
        Assert.Contains("exit code 7", failed.Error, StringComparison.Ordinal);
        Assert.Contains("it does not work", failed.Error, StringComparison.Ordinal);
        Assert.True(mended.ExitCode == 0, mended.ToString());
        Assert.Equal(1, node.Reloads);
    }

    [Fact]
    public async Task Run_ReloadFailsOnce_IsTriedAgain()
    {
        await using Node node = await Node.StartAsync();
        string command = $"echo reload >> '{node.Folder["reloads"]}'; test $(wc -l < '{node.Folder["reloads"]}') -ge 3";
        Run run = await node.RunAsync("--command", command, "--max-reload-retries", "2", "--reload-interval", "0");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(3, node.Reloads);
    }

    [Fact]
    public async Task Dry_Apps_PrintsAndLeavesTheDiskAlone()
    {
        await using Node node = await Node.StartAsync();

        Run dry = await node.RunAsync("--dry");
        Run real = await node.RunAsync();

        Assert.Equal((0, 0), (dry.ExitCode, real.ExitCode));
        Assert.Equal(node.Config, dry.Output);
        Assert.Equal(1, node.Reloads);
    }

    [Fact]
    public async Task Run_LabelsThatCannotBeRead_LeavesThatServiceOutAndSaysWhy()
    {
        await using Node node = await Node.StartAsync();
        await node.AddAsync("/badauth", ("VHOST", "badauth.test"), ("AUTH", "realm:user"));
        await node.AddAsync("/badweight", ("VHOST", "badweight.test"), ("BACKEND_WEIGHT", "x"));
        await node.AddAsync("/badport", ("PORT", "99999"));
        await node.AddAsync("/badhost", ("VHOST", "bad\u0007host.test"));
        await node.AddAsync("/tcp", ("MODE", "tcp"), ("BALANCE", "uri"));

        Run run = await node.RunAsync();

        Assert.True(run.ExitCode == 0, run.ToString());
        foreach (string label in new[] { "/badauth: HAPROXY_0_AUTH", "/badweight: HAPROXY_0_BACKEND_WEIGHT", "/badport: HAPROXY_0_PORT", "/badhost: HAPROXY_0_VHOST", "/tcp: HAPROXY_0_BALANCE" })
        {
            Assert.Contains(label, run.Error, StringComparison.Ordinal);
        }

        Assert.Contains("backend web_", node.Config, StringComparison.Ordinal);
        Assert.DoesNotContain("badauth", node.Config, StringComparison.Ordinal);
        Assert.DoesNotContain("\u0007", node.Config + run.Error, StringComparison.Ordinal);
    }
}

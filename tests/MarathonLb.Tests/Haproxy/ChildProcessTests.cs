using System.Collections;
using System.Diagnostics;
using MarathonLb.Haproxy;

namespace MarathonLb.Tests.Haproxy;

public sealed class ChildProcessTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_Command_GivesExitCodeAndBothOutputs()
    {
        ChildResult result = await ChildProcess.RunAsync(ChildCommand.Shell("echo out; echo err >&2; exit 3"), Token);
        Assert.Equal(new ChildResult(3, "out\n", "err\n", null), result);
    }

    [Fact]
    public async Task Run_MissingProgram_SaysSo()
    {
        ChildResult result = await ChildProcess.RunAsync(new ChildCommand("/nonexistent/haproxy", []), Token);
        Assert.Null(result.ExitCode);
        Assert.Contains("/nonexistent/haproxy can't be started", result.Failure);
    }

    [Fact]
    public async Task Run_MuchOutput_IsReadToItsEndButKeptShort()
    {
        ChildCommand command = ChildCommand.Shell("head -c 3000000 /dev/zero | tr '\\0' x; exit 0") with { OutputLimit = 1000 };
        ChildResult result = await ChildProcess.RunAsync(command, Token);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(1000, result.Output.Length);
    }

    [Fact]
    public async Task Run_TooLong_KillsItWithItsDescendants()
    {
        using TemporaryFolder folder = new();
        ChildCommand command = ChildCommand.Shell($"sleep 300 & echo $! > {folder["pid"]}; wait") with { Timeout = TimeSpan.FromMilliseconds(700) };
        ChildResult result = await ChildProcess.RunAsync(command, Token);
        Assert.Contains("was killed", result.Failure);
        int descendant = int.Parse(File.ReadAllText(folder["pid"]));
        Assert.True(await GoneAsync(descendant), "the descendant still runs");
    }

    [Fact]
    public async Task Run_Cancelled_KillsAndThrows()
    {
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ChildProcess.RunAsync(new ChildCommand("/bin/sleep", ["300"]), stop.Token));
    }

    [Fact]
    public async Task Run_DaemonLeftBehind_DoesNotWaitForIt()
    {
        using TemporaryFolder folder = new();
        Stopwatch watch = Stopwatch.StartNew();
        ChildResult result = await ChildProcess.RunAsync(ChildCommand.Shell($"sleep 60 & echo $! > {folder["pid"]}; echo done"), Token);
        using Process daemon = Process.GetProcessById(int.Parse(File.ReadAllText(folder["pid"])));
        daemon.Kill();
        Assert.Equal((0, "done\n"), (result.ExitCode, result.Output));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), $"took {watch.Elapsed}");
    }

    [Fact]
    public async Task Run_StandardInput_IsEmpty()
    {
        ChildResult result = await ChildProcess.RunAsync(ChildCommand.Shell("cat; echo end"), Token);
        Assert.Equal("end\n", result.Output);
    }

    [Fact]
    public void Without_Credentials_KeepsTheRest()
    {
        Hashtable all = new()
        {
            ["PATH"] = "/bin",
            ["HAPROXY_HEAD"] = "kept",
            ["HAPROXY_SSL_CERT"] = "key",
            ["HAPROXY_SSL_CERT12"] = "key",
            ["VAULT_TOKEN"] = "t",
            ["VAULT_ANYTHING"] = "t",
            ["MARATHON_USER"] = "kept",
            ["MARATHON_PASSWORD"] = "p",
            ["DCOS_SERVICE_ACCOUNT_CREDENTIAL"] = "{}",
        };
        Assert.Equal(["HAPROXY_HEAD", "MARATHON_USER", "PATH"], ChildEnvironment.Without(all).Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Run_OurCredentials_AreNotInTheChildsEnvironment()
    {
        Environment.SetEnvironmentVariable("VAULT_TEST_TOKEN", "seen");
        Environment.SetEnvironmentVariable("MLB_TEST_PLAIN", "seen");
        ChildResult result = await ChildProcess.RunAsync(ChildCommand.Shell("echo \"${VAULT_TEST_TOKEN-hidden} ${MLB_TEST_PLAIN-hidden}\""), Token);
        Assert.Equal("hidden seen\n", result.Output);
    }

    private static async Task<bool> GoneAsync(int pid)
    {
        for (int i = 0; i < 500; i++)
        {
            string status = $"/proc/{pid}/stat";
            if (!File.Exists(status) || File.ReadAllText(status).Contains(") Z ", StringComparison.Ordinal)) return true;
            await Task.Delay(10, Token);
        }

        return false;
    }
}

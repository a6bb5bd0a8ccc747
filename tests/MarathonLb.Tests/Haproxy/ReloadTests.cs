using MarathonLb.Haproxy;
using Microsoft.Extensions.Time.Testing;

namespace MarathonLb.Tests.Haproxy;

public sealed class ReloadTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static Reloader Reloader(string command, int retries, ListLogger logger, TimeSpan interval, TimeProvider? time = null) =>
        new(ReloadCommand.FromShell(command), retries, interval, text => text.Replace("hush", "***", StringComparison.Ordinal), time ?? TimeProvider.System, logger);

    [Fact]
    public async Task Reload_ExitCodeZero_IsDoneAtOnce()
    {
        using TemporaryFolder folder = new();
        Assert.True(await Reloader($"echo run >> {folder["log"]}", 10, new(), TimeSpan.FromHours(1)).ReloadAsync(Token));
        Assert.Equal("run\n", File.ReadAllText(folder["log"]));
    }

    [Fact]
    public async Task Reload_AlwaysFailing_TriesAsOftenAsAllowed()
    {
        using TemporaryFolder folder = new();
        ListLogger logger = new();
        Assert.False(await Reloader($"echo run >> {folder["log"]}; echo word hush >&2; exit 7", 2, logger, TimeSpan.Zero).ReloadAsync(Token));
        Assert.Equal(3, File.ReadAllLines(folder["log"]).Length);
        Assert.Contains("exit code 7", logger.Text);
        Assert.Contains("reload says: word ***", logger.Text);
    }

    [Fact]
    public async Task Reload_NoRetries_TriesOnce()
    {
        using TemporaryFolder folder = new();
        Assert.False(await Reloader($"echo run >> {folder["log"]}; false", 0, new(), TimeSpan.Zero).ReloadAsync(Token));
        Assert.Single(File.ReadAllLines(folder["log"]));
    }

    [Fact]
    public async Task Reload_EndlessRetries_GoOnUntilItWorks()
    {
        using TemporaryFolder folder = new();
        string command = $"echo run >> {folder["log"]}; test $(wc -l < {folder["log"]}) -ge 4";
        Assert.True(await Reloader(command, -1, new(), TimeSpan.Zero).ReloadAsync(Token));
        Assert.Equal(4, File.ReadAllLines(folder["log"]).Length);
    }

    [Fact]
    public async Task Reload_FailedTry_WaitsForTheInterval()
    {
        using TemporaryFolder folder = new();
        FakeTimeProvider time = new();
        ListLogger logger = new();
        Task<bool> reload = Reloader($"echo run >> {folder["log"]}; test -e {folder["ok"]}", 5, logger, TimeSpan.FromSeconds(10), time).ReloadAsync(Token);
        while (!logger.Text.Contains("trying again in 10 s", StringComparison.Ordinal)) await Task.Delay(5, Token);
        folder.File("ok", "");
        Assert.Single(File.ReadAllLines(folder["log"]));
        while (!reload.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(10));
            await Task.Delay(5, Token);
        }

        Assert.True(await reload);
        Assert.Equal(2, File.ReadAllLines(folder["log"]).Length);
    }

    [Fact]
    public void Detect_Upstart_ReloadsThroughInitctl()
    {
        using TemporaryFolder root = new();
        root.File("etc/init/haproxy.conf", "");
        root.Script("etc/init.d/haproxy", "");
        string initctl = root.Script("bin/initctl", "");
        Assert.Equal($"{initctl} reload haproxy", ReloadCommand.Detect(root.Root, root["bin"])?.Text);
    }

    [Fact]
    public void Detect_Systemd_ReloadsThroughSystemctl()
    {
        using TemporaryFolder root = new();
        Directory.CreateDirectory(root["run/systemd/system"]);
        root.File("lib/systemd/system/haproxy.service", "");
        root.Script("etc/init.d/haproxy", "");
        string systemctl = root.Script("bin/systemctl", "");
        Assert.Equal($"{systemctl} reload haproxy", ReloadCommand.Detect(root.Root, root["bin"])?.Text);
    }

    [Fact]
    public void Detect_SystemdNotRunning_FallsBackToSysvinit()
    {
        using TemporaryFolder root = new();
        root.File("lib/systemd/system/haproxy.service", "");
        root.Script("bin/systemctl", "");
        string script = root.Script("etc/init.d/haproxy", "");
        Assert.Equal($"{script} reload", ReloadCommand.Detect(root.Root, root["bin"])?.Text);
    }

    [Fact]
    public void Detect_Nothing_GivesNull()
    {
        using TemporaryFolder root = new();
        Assert.Null(ReloadCommand.Detect(root.Root, ""));
    }
}

using System.Text;
using MarathonLb.Cli;
using MarathonLb.Findings;
using MarathonLb.Haproxy;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Tests.Cli;

public sealed class DirectCommandTests : IDisposable
{
    private const string Valid = "defaults\n  mode http\n  timeout client 5s\n  timeout server 5s\n  timeout connect 5s\nlisten l\n  bind 127.0.0.1:18080\n";
    private const string Invalid = Valid + "backend a_1\n  balanc roundrobin\n";

    private readonly TemporaryFolder _folder = new();
    private readonly ListLogger _logger = new();
    private readonly MemoryStream _output = new();

    private string Config => _folder["haproxy.cfg"];

    private string ReloadLog => _folder["reloads"];

    private int Reloads => File.Exists(ReloadLog) ? File.ReadAllLines(ReloadLog).Length : 0;

    public void Dispose() => _folder.Dispose();

    private Task<ExitCode> RunAsync(FakeSource source, params string[] arguments) => RunAsync(source, RealHaproxy.Binary, ["-c", $"echo run >> {ReloadLog}", .. arguments]);

    private Task<ExitCode> RunAsync(FakeSource source, HaproxyBinary? haproxy, params string[] arguments)
    {
        string[] all = ["--group", "g", "--haproxy-config", Config, "--max-reload-retries", "0", .. arguments];
        Invocation invocation = new CommandLine().Read(all, EnvironmentSettings.From(_ => null));
        DirectOptions options = Assert.IsType<Invocation.Direct>(invocation).Options;
        ReloadCommand? reload = options.Proxy.ReloadCommand is { } text ? ReloadCommand.FromShell(text) : null;
        DirectCommand command = new(options, source, haproxy, reload, _output, TimeProvider.System, _logger);
        return command.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Run_NoFileYet_WritesAndReloads()
    {
        Assert.Equal(ExitCode.Done, await RunAsync(new FakeSource(Valid)));
        Assert.Equal(Valid, File.ReadAllText(Config));
        Assert.Equal(1, Reloads);
        Assert.False(Directory.Exists(_folder[".mlb/archive"]));
    }

    [Fact]
    public async Task Run_FileIsCurrent_DoesNothing()
    {
        _folder.File("haproxy.cfg", Valid);
        DateTime before = File.GetLastWriteTimeUtc(Config);
        Assert.Equal(ExitCode.Done, await RunAsync(new FakeSource(Valid)));
        Assert.Equal((0, before), (Reloads, File.GetLastWriteTimeUtc(Config)));
        Assert.Contains("nothing to do", _logger.Text);
    }

    [Fact]
    public async Task Run_FileDiffers_ArchivesSummarisesAndReloads()
    {
        _folder.File("haproxy.cfg", Valid + "backend old_1\n  server s 127.0.0.1:1\n");
        string wanted = Valid + "backend new_1\n  server s 127.0.0.1:1\nuserlist u\n  user bob insecure-password hunter2\n";
        Assert.Equal(ExitCode.Done, await RunAsync(new FakeSource(wanted)));
        Assert.Equal(wanted, File.ReadAllText(Config));
        Assert.Contains("old_1", File.ReadAllText(Assert.Single(Directory.GetFiles(_folder[".mlb/archive"]))));
        Assert.Contains((LogLevel.Information, "changes: backends: 1 added (new_1), 1 removed (old_1); servers: 1 added, 1 removed; frontends or settings changed"), _logger.Lines);
        Assert.Contains("+  user bob insecure-password ***", _logger.Text);
        Assert.DoesNotContain("hunter2", _logger.Text);
    }

    [Fact]
    public async Task Run_Invalid_LeavesTheFileAndNamesTheOwner()
    {
        _folder.File("haproxy.cfg", "old");
        FakeSource source = new(Invalid) { OwnerOfLine = line => line == 9 ? "app /a, label HAPROXY_0_BACKEND_HEAD" : null };
        Assert.Equal(ExitCode.ConfigurationInvalid, await RunAsync(source));
        Assert.Equal(("old", 0), (File.ReadAllText(Config), Reloads));
        Assert.Contains((LogLevel.Error, "HAProxy on line 9 (from app /a, label HAPROXY_0_BACKEND_HEAD): unknown keyword 'balanc' in 'backend' section; did you mean 'balance' maybe ?"), _logger.Lines);
        Assert.Equal(["haproxy.cfg"], Directory.GetFileSystemEntries(_folder.Root).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Run_NothingToListenOn_IsInvalid()
    {
        Assert.Equal(ExitCode.ConfigurationInvalid, await RunAsync(new FakeSource("global\n")));
        Assert.Contains("nothing to listen on", _logger.Text);
    }

    [Fact]
    public async Task Run_SkipValidation_WritesWhatHaproxyWouldReject()
    {
        Assert.Equal(ExitCode.Done, await RunAsync(new FakeSource(Invalid), "--skip-validation"));
        Assert.Equal((Invalid, 1), (File.ReadAllText(Config), Reloads));
    }

    [Fact]
    public async Task Run_Dry_PrintsTheConfigurationAndTouchesNothing()
    {
        Assert.Equal(ExitCode.Done, await RunAsync(new FakeSource(Invalid) { DomainMap = "d", AppMap = "a" }, "--dry", "--haproxy-map"));
        Assert.Equal(Invalid, Encoding.UTF8.GetString(_output.ToArray()));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Root));
    }

    [Fact]
    public async Task Run_Maps_AreCheckedBeforeTheyAreWrittenAndThenWritten()
    {
        string config = Valid + $"  use_backend %[req.hdr(host),lower,map({_folder["domain2backend.map"]})]\n";
        Assert.Equal(ExitCode.Done, await RunAsync(new FakeSource(config) { DomainMap = "h b\n", AppMap = "" }, "--haproxy-map"));
        Assert.Equal((config, "h b\n", ""), (File.ReadAllText(Config), File.ReadAllText(_folder["domain2backend.map"]), File.ReadAllText(_folder["app2backend.map"])));
    }

    [Fact]
    public async Task Run_OnlyAMapDiffers_WritesAndReloads()
    {
        _folder.File("haproxy.cfg", Valid);
        Assert.Equal(ExitCode.Done, await RunAsync(new FakeSource(Valid) { DomainMap = "h b\n", AppMap = "" }, "--haproxy-map"));
        Assert.Equal(1, Reloads);
        Assert.Contains("only map files changed", _logger.Text);
    }

    [Fact]
    public async Task Run_NoHaproxyButACommand_WritesUncheckedWithAWarning()
    {
        Assert.Equal(ExitCode.Done, await RunAsync(new FakeSource(Invalid), haproxy: null, "-c", $"echo run >> {ReloadLog}"));
        Assert.Equal((Invalid, 1), (File.ReadAllText(Config), Reloads));
        Assert.Contains("goes unchecked", _logger.Text);
    }

    [Fact]
    public async Task Run_NoHaproxyAndNoCommand_WritesNothing()
    {
        Assert.Equal(ExitCode.ConfigurationInvalid, await RunAsync(new FakeSource(Valid), haproxy: null));
        Assert.False(File.Exists(Config));
        Assert.Contains("--skip-validation", _logger.Text);
    }

    [Fact]
    public async Task Run_NoWayToReload_WritesAndWarns()
    {
        Assert.Equal(ExitCode.Done, await RunAsync(new FakeSource(Valid), RealHaproxy.Binary));
        Assert.True(File.Exists(Config));
        Assert.Contains("no way to reload HAProxy found", _logger.Text);
    }

    [Fact]
    public async Task Run_ReloadFailed_IsTriedAgainByTheNextRun()
    {
        FakeSource source = new(Valid);
        Assert.Equal(ExitCode.ReloadFailed, await RunAsync(source, "--command", "exit 1"));
        Assert.Equal(Valid, File.ReadAllText(Config));
        Assert.Equal(ExitCode.Done, await RunAsync(source));
        Assert.Equal(1, Reloads);
        Assert.Equal(ExitCode.Done, await RunAsync(source));
        Assert.Equal(1, Reloads);
    }

    [Fact]
    public async Task Run_SourceFails_GivesItsReasonsAndExitCode()
    {
        _folder.File("haproxy.cfg", "old");
        FakeSource source = new("") { Failure = new(ExitCode.MarathonUnreachable, ["http://a: refused", "http://b: no answer in 3 s"]) };
        Assert.Equal(ExitCode.MarathonUnreachable, await RunAsync(source));
        Assert.Equal("old", File.ReadAllText(Config));
        Assert.Equal(2, _logger.Lines.Count(line => line.Level == LogLevel.Error));
    }

    [Fact]
    public async Task Run_FolderMissing_IsNotMadeAsideOfItsStateDirectory()
    {
        string folder = _folder["typo"];
        Assert.Equal(ExitCode.FileSystem, await RunAsync(new FakeSource(Valid), "--haproxy-config", Path.Combine(folder, "haproxy.cfg")));
        Assert.False(Directory.Exists(folder));
        Assert.Contains(folder, _logger.Text);
    }

    [Fact]
    public async Task Run_FolderMissing_IsAFileSystemError()
    {
        Assert.Equal(ExitCode.FileSystem, await RunAsync(new FakeSource(Valid), "--haproxy-config", _folder["none/haproxy.cfg"], "--state-dir", _folder["state"]));
        Assert.Equal(0, Reloads);
    }

    [Fact]
    public async Task Run_StateDirectoryNotWritable_StillWrites()
    {
        _folder.File("haproxy.cfg", "old");
        string file = _folder.File("file", "");
        Assert.Equal(ExitCode.Done, await RunAsync(new FakeSource(Valid), "--state-dir", Path.Combine(file, "state")));
        Assert.Equal((Valid, 1), (File.ReadAllText(Config), Reloads));
        Assert.Contains("is not archived", _logger.Text);
    }

    [Fact]
    public async Task Run_Findings_AreLoggedWithSecretsMaskedAndLimited()
    {
        Finding finding = new(FindingSeverity.Warning, "label-value", "/a", "HAPROXY_0_AUTH", "r:u:hunter2x", "bad", "Mend it");
        FakeSource source = new(Valid) { Findings = [finding, .. Enumerable.Repeat(finding, 149)], Secrets = ["hunter2x"] };
        await RunAsync(source, "--dry");
        Assert.DoesNotContain("hunter2x", _logger.Text);
        Assert.Equal(101, _logger.Lines.Count);
        Assert.Equal((LogLevel.Warning, "… and 50 more of these"), _logger.Lines[^1]);
    }

    [Fact]
    public async Task Run_SecretInTheEnvironment_IsNotPrintedByHaproxy()
    {
        Environment.SetEnvironmentVariable("VAULT_DIRECT_TEST", "hunter2");
        string config = Valid + "  acl x hdr(host) \"${VAULT_DIRECT_TEST}\"\n  balanc \"${VAULT_DIRECT_TEST}\"\n  ${VAULT_DIRECT_TEST}x y\n";
        Assert.Equal(ExitCode.ConfigurationInvalid, await RunAsync(new FakeSource(config)));
        Assert.Contains("unknown keyword", _logger.Text);
        Assert.DoesNotContain("hunter2", _logger.Text);
    }

    [Fact]
    public async Task Run_Cancelled_IsInterrupted()
    {
        using CancellationTokenSource stop = new();
        await stop.CancelAsync();
        DirectOptions options = ((Invocation.Direct)new CommandLine().Read(["--group", "g", "--haproxy-config", Config], EnvironmentSettings.From(_ => null))).Options;
        DirectCommand command = new(options, new FakeSource(Valid), RealHaproxy.Binary, null, _output, TimeProvider.System, _logger);
        Assert.Equal(ExitCode.Interrupted, await command.RunAsync(stop.Token));
        Assert.False(File.Exists(Config));
    }
}

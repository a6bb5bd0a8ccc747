using System.Text;
using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Marathon;
using MarathonLb.Reconcile;
using MarathonLb.Reconcile.Versions;
using MarathonLb.Tests.Apps;
using MarathonLb.Tests.Config;

namespace MarathonLb.Tests.Reconcile.Versions;

/// <summary>Versions of the rules, kept and gone back to, with a generator and files of their own and no daemon around them.</summary>
public sealed class PinningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ListLogger _log = new();
    private readonly List<string> _repeats = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Rollback_LabelsHaveChanged_OldRulesWithTheTasksOfNow()
    {
        Bench bench = new(this);
        await bench.ServeAsync(Web("old.test", "10.0.0.1"));
        await bench.ServeAsync(Web("new.test", "10.0.0.2"));
        Assert.True(bench.Rollback.To(1, out _));
        Assert.Equal(["rollback 1"], _repeats);
        string text = bench.Generate(Web("new.test", "10.0.0.2", "10.0.0.3"));
        Assert.Contains("old.test", text, StringComparison.Ordinal);
        Assert.DoesNotContain("new.test", text, StringComparison.Ordinal);
        Assert.Contains("10.0.0.2:31000", text, StringComparison.Ordinal);
        Assert.Contains("10.0.0.3:31000", text, StringComparison.Ordinal);
        Assert.DoesNotContain("10.0.0.1", text, StringComparison.Ordinal);

        Assert.True(bench.Rollback.Release(out _));
        Assert.Contains("new.test", bench.Generate(Web("new.test", "10.0.0.2")), StringComparison.Ordinal);
        Assert.False(bench.Rollback.Release(out string answer));
        Assert.Equal("nothing is pinned", answer);
    }

    [Fact]
    public async Task Rollback_LabelCannotBeReadToday_OldRulesServeItsTasks()
    {
        Bench bench = new(this);
        await bench.ServeAsync(Web("old.test", "10.0.0.1"));
        Assert.True(bench.Rollback.To(1, out _));
        string text = bench.Generate(Web("<bad>", "10.0.0.9"));
        Assert.Contains("old.test", text, StringComparison.Ordinal);
        Assert.Contains("10.0.0.9:31000", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rollback_AppsCameAndWent_NewOnesAreLeftOutAndThoseWithoutTasksAreKeptEmpty()
    {
        Bench bench = new(this);
        string gone = SampleApps.App("/gone", 10002, ("0_VHOST", "gone.test"));
        await bench.ServeAsync(Web("old.test", "10.0.0.1"), gone);
        Assert.True(bench.Rollback.To(1, out _));
        Generation generation = bench.Generation(Web("old.test", "10.0.0.1"), SampleApps.App("/later", 10003, ("0_VHOST", "later.test")));
        Assert.Equal([("/gone", 0), ("/web", 1)], generation.Model.Services.OrderBy(service => service.AppId, StringComparer.Ordinal).Select(service => (service.AppId, service.Servers.Length)));
        Assert.Contains("gone.test", Text(generation), StringComparison.Ordinal);
        Assert.DoesNotContain("later.test", Text(generation), StringComparison.Ordinal);
        Assert.Contains(generation.Findings, finding => finding.Code == "pinned" && finding.Reason.Contains("/later", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rollback_TemplatesHaveChanged_OldOnesAreInForce()
    {
        _folder.File("templates/HAPROXY_TAIL", "# tail one\n");
        await new Bench(this).ServeAsync(Web("web.test", "10.0.0.1"));
        _folder.File("templates/HAPROXY_TAIL", "# tail two\n");
        Bench restarted = new(this);
        await restarted.ServeAsync(Web("web.test", "10.0.0.1"));
        Assert.Equal([1, 2], restarted.Keeper.Versions.Select(version => version.Number));
        Assert.True(restarted.Rollback.To(1, out _));
        Assert.EndsWith("# tail one\n", restarted.Generate(Web("web.test", "10.0.0.1")));
    }

    [Fact]
    public async Task Rollback_Restart_StaysPinnedUntilReleased()
    {
        Bench bench = new(this);
        await bench.ServeAsync(Web("old.test", "10.0.0.1"));
        await bench.ServeAsync(Web("new.test", "10.0.0.1"));
        Assert.True(bench.Rollback.To(1, out _));

        Bench restarted = new(this);
        restarted.Rollback.Resume();
        Assert.Contains("old.test", restarted.Generate(Web("new.test", "10.0.0.1")), StringComparison.Ordinal);
        Assert.True(restarted.Rollback.Release(out _));

        Bench again = new(this);
        again.Rollback.Resume();
        Assert.Null(again.Generator.Pin);
    }

    [Fact]
    public async Task Rollback_NoSuchVersion_SaysWhichThereAre()
    {
        Bench bench = new(this);
        Assert.False(bench.Rollback.To(1, out string none));
        Assert.Contains("none is kept yet", none, StringComparison.Ordinal);
        await bench.ServeAsync(Web("old.test", "10.0.0.1"));
        Assert.False(bench.Rollback.To(7, out string answer));
        Assert.Contains("there is no version 7; kept are 1", answer, StringComparison.Ordinal);
        Assert.Null(bench.Generator.Pin);
        Assert.Empty(_repeats);
    }

    [Fact]
    public async Task Rollback_SameRoundAgain_ServicesAreTheSameObjects()
    {
        Bench bench = new(this);
        await bench.ServeAsync(Web("old.test", "10.0.0.1"));
        Assert.True(bench.Rollback.To(1, out _));
        MarathonApp[] apps = SampleApps.Read(Web("new.test", "10.0.0.1"));
        Service first = bench.Generator.Generate(new MarathonSnapshot(apps, [], 0, "test")).Model.Services[0];
        Assert.Same(first, bench.Generator.Generate(new MarathonSnapshot(apps, [], 0, "test")).Model.Services[0]);
    }

    [Fact]
    public async Task Versions_OnlyTasksChange_NoneBegins()
    {
        Bench bench = new(this);
        await bench.ServeAsync(Web("web.test", "10.0.0.1"));
        await bench.ServeAsync(Web("web.test", "10.0.0.2", "10.0.0.3"));
        Assert.Single(bench.Keeper.Versions);
        await bench.ServeAsync(Web("web2.test", "10.0.0.2"));
        Assert.Equal([1, 2], bench.Keeper.Versions.Select(version => version.Number));
        Bench restarted = new(this);
        await restarted.ServeAsync(Web("web2.test", "10.0.0.2"));
        Assert.Equal([1, 2], restarted.Keeper.Versions.Select(version => version.Number));
    }

    [Fact]
    public async Task Versions_MoreThanAllowed_TheOldestGoAndNumbersGoOn()
    {
        Bench bench = new(this, versions: 2);
        for (int i = 1; i <= 4; i++) await bench.ServeAsync(Web($"host{i}.test", "10.0.0.1"));
        Assert.Equal([3, 4], bench.Keeper.Versions.Select(version => version.Number));
        string[] files = [.. Directory.GetFiles(_folder["state/versions"]).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];
        Assert.Equal(["3.cfg.gz", "3.json", "3.rules.gz", "4.cfg.gz", "4.json", "4.rules.gz"], files);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder["state/versions"]));
        Assert.Contains("host3.test", Encoding.UTF8.GetString(bench.Files.ReadConfig(3)), StringComparison.Ordinal);
    }

    private static string Web(string host, params string[] hosts) => SampleApps.App("/web", [10001], hosts, [("0_VHOST", host)]);

    private static string Text(Generation generation) => Encoding.UTF8.GetString(generation.Document.Text.WrittenSpan);

    /// <summary>A process of ours: what is in the folder is there for the next one.</summary>
    private sealed class Bench
    {
        public Bench(PinningTests test, int versions = 5)
        {
            AppsOptions apps = SampleApps.Everything with { KeepEmptyServices = true };
            Generator = new ConfigGenerator(apps, new RenderOptions(), new Golden.Addresses(), test._folder["templates"], static _ => null);
            Files = new VersionFiles(test._folder["state"]);
            ConfigFile = test._folder["haproxy.cfg"];
            Keeper = new VersionKeeper(Files, ConfigFile, versions, Generator, TimeProvider.System, test._log);
            Rollback = new Rollback(Generator, Keeper, Files, new PinFile(test._folder["state"]), test._repeats.Add, TimeProvider.System, test._log);
        }

        public ConfigGenerator Generator { get; }

        public VersionFiles Files { get; }

        private string ConfigFile { get; }

        public VersionKeeper Keeper { get; }

        public Rollback Rollback { get; }

        public Generation Generation(params string[] apps) => Generator.Generate(new MarathonSnapshot(SampleApps.Read(apps), [], 0, "test"));

        public string Generate(params string[] apps) => Text(Generation(apps));

        public async Task ServeAsync(params string[] apps)
        {
            Generation served = Generation(apps);
            await File.WriteAllBytesAsync(ConfigFile, served.Document.Text.Written.ToArray());
            Keeper.Serves(served, "test", "changes");
            await Keeper.Written;
        }
    }
}

using MarathonLb.Reconcile;
using Microsoft.Extensions.Time.Testing;

namespace MarathonLb.Tests.Reconcile;

public sealed class ConfigArchiveTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public void Keep_MoreThanAllowed_DropsTheOldest()
    {
        using TemporaryFolder folder = new();
        FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 24, 8, 40, 30, TimeSpan.Zero));
        ConfigArchive archive = new(folder["state"], 2, time);
        for (int i = 0; i < 4; i++)
        {
            archive.Keep("haproxy.cfg", [(byte)('0' + i)]);
            time.Advance(TimeSpan.FromHours(9));
        }

        string[] files = [.. Directory.GetFiles(folder["state/archive"]).Order(StringComparer.Ordinal)];
        Assert.Equal(["haproxy.cfg.20261125T024030.000Z", "haproxy.cfg.20261125T114030.000Z"], files.Select(Path.GetFileName));
        Assert.Equal(["2", "3"], files.Select(File.ReadAllText));
    }

    [Fact]
    public void Keep_Always_IsForTheOwnerOnly()
    {
        using TemporaryFolder folder = new();
        new ConfigArchive(folder["state"], 1, TimeProvider.System).Keep("haproxy.cfg", "x"u8);
        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(folder["state"]));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Directory.GetFiles(folder["state/archive"])[0]));
    }

    [Fact]
    public void Keep_OtherFiles_AreLeftAlone()
    {
        using TemporaryFolder folder = new();
        folder.File("state/archive/haproxy.cfg.mine", "");
        folder.File("state/archive/other.cfg.20200101T000000.000Z", "");
        new ConfigArchive(folder["state"], 1, TimeProvider.System).Keep("haproxy.cfg", "x"u8);
        Assert.Equal(3, Directory.GetFiles(folder["state/archive"]).Length);
    }

    [Fact]
    public void Keep_Zero_WritesNothing()
    {
        using TemporaryFolder folder = new();
        new ConfigArchive(folder["state"], 0, TimeProvider.System).Keep("haproxy.cfg", "x"u8);
        Assert.False(Directory.Exists(folder["state"]));
    }
}

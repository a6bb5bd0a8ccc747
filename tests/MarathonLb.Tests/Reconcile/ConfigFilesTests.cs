using System.Text;
using MarathonLb.Reconcile;

namespace MarathonLb.Tests.Reconcile;

public sealed class ConfigFilesTests
{
    private const UnixFileMode Mode0640 = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static void Replace(ConfigPaths paths, ConfigSnapshot wanted) => ConfigFiles.Replace(paths, ConfigSnapshot.Read(paths), wanted);

    [Fact]
    public void Replace_NewFiles_HaveMode0640AndNothingElseIsLeft()
    {
        using TemporaryFolder folder = new();
        ConfigPaths paths = ConfigPaths.For(folder["haproxy.cfg"]);
        Replace(paths, new(Bytes("c"), Bytes("d"), Bytes("a")));
        Assert.Equal(("c", "d", "a"), (File.ReadAllText(paths.Config), File.ReadAllText(paths.DomainMap), File.ReadAllText(paths.AppMap)));
        Assert.Equal(Mode0640, File.GetUnixFileMode(paths.Config));
        Assert.Equal(3, Directory.GetFileSystemEntries(folder.Root).Length);
    }

    [Fact]
    public void Replace_ExistingFile_KeepsItsMode()
    {
        using TemporaryFolder folder = new();
        ConfigPaths paths = ConfigPaths.For(folder.File("haproxy.cfg", "old"));
        File.SetUnixFileMode(paths.Config, Mode0640 | UnixFileMode.OtherRead);
        Replace(paths, new(Bytes("new"), null, null));
        Assert.Equal("new", File.ReadAllText(paths.Config));
        Assert.Equal(Mode0640 | UnixFileMode.OtherRead, File.GetUnixFileMode(paths.Config));
    }

    [Fact]
    public void Replace_ExistingFile_KeepsItsOwner()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root may give files away");
        using TemporaryFolder folder = new();
        ConfigPaths paths = ConfigPaths.For(folder.File("haproxy.cfg", "old"));
        string other = folder.File("other", "");
        Assert.Equal(0, Chown("12345:23456", paths.Config));
        Replace(paths, new(Bytes("new"), null, null));
        Assert.Equal("12345:23456", Owner(paths.Config));
        Assert.Equal("0:0", Owner(other));
    }

    [Fact]
    public void Replace_SymbolicLink_ReplacesWhatItPointsTo()
    {
        using TemporaryFolder folder = new();
        string real = folder.File("elsewhere/real.cfg", "old");
        File.CreateSymbolicLink(folder["haproxy.cfg"], "elsewhere/real.cfg");
        Replace(ConfigPaths.For(folder["haproxy.cfg"]), new(Bytes("new"), null, null));
        Assert.Equal("new", File.ReadAllText(real));
        Assert.NotNull(new FileInfo(folder["haproxy.cfg"]).LinkTarget);
    }

    [Fact]
    public void Replace_ConfigCannotBeWritten_PutsMapsBack()
    {
        using TemporaryFolder folder = new();
        ConfigPaths paths = ConfigPaths.For(folder["haproxy.cfg"]);
        folder.File("domain2backend.map", "old");

        // A folder in the configuration's place: its new version can be staged, but not renamed over it.
        folder.File("haproxy.cfg/file", "");
        ConfigSnapshot old = new(null, Bytes("old"), null);
        Assert.ThrowsAny<IOException>(() => ConfigFiles.Replace(paths, old, new(Bytes("c"), Bytes("d"), Bytes("a"))));
        Assert.Equal("old", File.ReadAllText(paths.DomainMap));
        Assert.False(File.Exists(paths.AppMap));
        Assert.Equal(2, Directory.GetFileSystemEntries(folder.Root).Length);
    }

    [Fact]
    public void Replace_MissingFolder_ThrowsAndLeavesNothing()
    {
        using TemporaryFolder folder = new();
        Assert.ThrowsAny<IOException>(() => Replace(ConfigPaths.For(folder["none/haproxy.cfg"]), new(Bytes("c"), null, null)));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Root));
    }

    [Fact]
    public void Satisfies_SameBytes_OnlyThen()
    {
        ConfigSnapshot current = new(Bytes("c"), Bytes("d"), null);
        Assert.True(current.Satisfies(new(Bytes("c"), null, null)));
        Assert.True(current.Satisfies(new(Bytes("c"), Bytes("d"), null)));
        Assert.False(current.Satisfies(new(Bytes("c"), Bytes("x"), null)));
        Assert.False(current.Satisfies(new(Bytes("c"), Bytes("d"), Bytes(""))));
        Assert.False(new ConfigSnapshot(null, null, null).Satisfies(new(Bytes(""), null, null)));
    }

    [Fact]
    public void Write_Candidate_PointsToItsOwnMapsAndIsRemoved()
    {
        using TemporaryFolder folder = new();
        ConfigPaths paths = ConfigPaths.For(folder["haproxy.cfg"]);
        string text = $"a map({paths.DomainMap})\nb map({paths.DomainMap}) {paths.AppMap}\n";
        string temporary;
        using (CandidateFiles candidate = CandidateFiles.Write(paths, new(Bytes(text), Bytes("d"), Bytes("a"))))
        {
            temporary = Path.GetDirectoryName(candidate.Config)!;
            Assert.Equal(text.Replace(folder.Root, temporary, StringComparison.Ordinal), File.ReadAllText(candidate.Config));
            Assert.Equal("d", File.ReadAllText(Path.Combine(temporary, "domain2backend.map")));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(temporary));
            Assert.Equal($"in {paths.Config}", candidate.WithRealPaths($"in {candidate.Config}"));
        }

        Assert.False(Directory.Exists(temporary));
    }

    private static int Chown(string owner, string path)
    {
        using var process = System.Diagnostics.Process.Start("chown", [owner, path]);
        process.WaitForExit();
        return process.ExitCode;
    }

    private static string Owner(string path)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("stat", ["-c", "%u:%g", path]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        return process.StandardOutput.ReadToEnd().Trim();
    }
}

using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.DirectMode;

/// <summary>How files are replaced, kept and checked.</summary>
public sealed class FilesTests
{
    [Fact]
    public async Task Replace_WhileSomebodyReads_LeavesTheOldFileWholeToHim()
    {
        await using Node node = await Node.StartAsync();
        await node.RunAsync();
        string before = node.Config;
        File.SetUnixFileMode(node.ConfigFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        using StreamReader reader = new(node.ConfigFile);
        await node.AddAsync("/more");

        Assert.Equal(0, (await node.RunAsync()).ExitCode);

        Assert.Equal(before, await reader.ReadToEndAsync());
        Assert.Contains("backend more_", node.Config, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead, File.GetUnixFileMode(node.ConfigFile));
        Assert.Equal(["haproxy.cfg"], node.Files);
    }

    [Fact]
    public async Task Archive_MoreVersionsThanWanted_KeepsTheLatest()
    {
        await using Node node = await Node.StartAsync();
        List<string> versions = [];
        for (int i = 0; i < 4; i++)
        {
            await node.AddAsync($"/more{i}");
            Assert.Equal(0, (await node.RunAsync("--archive-versions", "2", "--state-dir", node.Folder["state"])).ExitCode);
            versions.Add(node.Config);
        }

        string[] archive = [.. Directory.EnumerateFiles(node.Folder["state"], "haproxy.cfg.*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        Assert.Equal(versions[1..3], archive.Select(File.ReadAllText));
        Assert.All(archive, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Theory, EachHaproxy]
    public async Task Maps_ANewHost_IsCheckedOnCopiesBeforeTheRealFilesChange(string haproxy)
    {
        await using Node node = await Node.StartAsync(haproxy);
        Assert.Equal(0, (await node.RunAsync("--haproxy-map")).ExitCode);
        await node.AddAsync("/more", ("VHOST", "more.test"));
        string spy = node.Folder.Script("spy", $"""
            cp "$3" '{node.Folder["checked.cfg"]}'
            cat "$(dirname "$3")/domain2backend.map" > '{node.Folder["checked.map"]}'
            cat '{node.Folder["etc/domain2backend.map"]}' > '{node.Folder["real.map"]}'
            exec '{HaproxyProgram.Named(haproxy).File}' "$@"
            """);

        Run run = await node.RunAsync("--haproxy-map", "--haproxy-binary", spy);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains("more.test", node.Folder.Read("checked.map"), StringComparison.Ordinal);
        Assert.DoesNotContain("more.test", node.Folder.Read("real.map"), StringComparison.Ordinal);
        Assert.DoesNotContain(node.Folder["etc"], node.Folder.Read("checked.cfg"), StringComparison.Ordinal);
        Assert.Contains($"map({node.Folder["etc"]}/domain2backend.map)", node.Config, StringComparison.Ordinal);
        Assert.Contains("more.test", node.Folder.Read("etc/domain2backend.map"), StringComparison.Ordinal);
        Assert.Equal(["app2backend.map", "domain2backend.map", "haproxy.cfg"], node.Files);
    }

    [Theory, EachHaproxy]
    public async Task Maps_HaproxyRefuses_StayAsTheyWere(string haproxy)
    {
        await using Node node = await Node.StartAsync(haproxy);
        Assert.Equal(0, (await node.RunAsync("--haproxy-map")).ExitCode);
        string before = node.Folder.Read("etc/domain2backend.map");
        await node.AddAsync("/more", ("VHOST", "more.test"), ("BACKEND_HTTP_OPTIONS", "  nonsense\n"));

        Assert.Equal(1, (await node.RunAsync("--haproxy-map", "--skip-config-cleanup")).ExitCode);

        Assert.Equal(before, node.Folder.Read("etc/domain2backend.map"));
        Assert.DoesNotContain("more", node.Config, StringComparison.Ordinal);
    }

    [Theory, EachHaproxy]
    public async Task GlobalDefaultOptions_Given_BecomeSortedOptionLinesThatHaproxyTakes(string haproxy)
    {
        await using Node node = await Node.StartAsync(haproxy);
        node.Environment["HAPROXY_GLOBAL_DEFAULT_OPTIONS"] = "redispatch,dontlognull,http-keep-alive,redispatch";

        Run run = await node.RunAsync();

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.DoesNotContain("HAProxy on", run.Error, StringComparison.Ordinal);
        Assert.Equal(
            ["  option dontlognull", "  option http-keep-alive", "  option redispatch"],
            node.Config.Split('\n').SkipWhile(line => line != "defaults").TakeWhile(line => line.Length > 0)
                .Where(line => line.StartsWith("  option ", StringComparison.Ordinal)));
    }
}

using System.Text;
using CsCheck;
using MarathonLb.Haproxy;
using MarathonLb.Haproxy.Runtime;
using MarathonLb.Reconcile.Planning;

namespace MarathonLb.Tests.Reconcile.Planning;

public sealed class ConfigComparerTests
{
    private const string Config = """
        global
          log /dev/log local0

        defaults
          mode http

        frontend f
          bind *:80
          use_backend a

        backend a
          balance roundrobin
          mode http
          server s1 10.0.0.1:31000 id 1 check inter 10s fall 4
          server s2 10.0.0.2:31000 id 2 check inter 10s fall 4

        backend b
          balance leastconn
          mode tcp
          server s1 10.0.0.1:31001 id 1

        """;

    [Fact]
    public void Compare_Same_IsNothing() => Assert.Same(ConfigDifference.None, Compare(Config));

    [Fact]
    public void Compare_CommentsAndBlanks_AreNothing() =>
        Assert.Same(ConfigDifference.None, Compare(Config.Replace("  mode tcp", "# a comment\n\tmode tcp  ", StringComparison.Ordinal) + "\n\n# the end\n"));

    [Fact]
    public void Compare_ServerAdded_IsAChange()
    {
        ConfigDifference difference = Compare(Config.Replace("  server s2", "  server s0 10.0.0.9:31000 id 9\n  server s2", StringComparison.Ordinal));

        BackendChange change = Assert.Single(difference.Backends);
        Assert.Null(difference.Reason);
        Assert.Equal(("a", "s0", 0, 0), (change.Backend, Assert.Single(change.Added).Name, change.Removed.Count, change.Changed.Count));
        Assert.Equal(["s1", "s0", "s2"], change.Wanted.Select(static server => server.Name));
    }

    [Fact]
    public void Compare_LastServersOfTwoBackendsGo_AreTwoChanges()
    {
        string wanted = Config.Replace("  server s2 10.0.0.2:31000 id 2 check inter 10s fall 4\n", "", StringComparison.Ordinal)
            .Replace("  server s1 10.0.0.1:31001 id 1\n", "", StringComparison.Ordinal);

        ConfigDifference difference = Compare(wanted);

        Assert.Equal(["a/s2", "b/s1"], difference.Backends.SelectMany(static change => change.Removed.Select(server => $"{change.Backend}/{server.Name}")));
    }

    [Theory]
    [InlineData("10.0.0.2:31000 id 2", "10.0.0.3:31005 id 2")]
    [InlineData("fall 4\n\nbackend b", "fall 4 weight 5\n\nbackend b")]
    [InlineData("fall 4\n\nbackend b", "fall 4 disabled\n\nbackend b")]
    public void Compare_WhatCommandsCanChange_IsAChange(string from, string to)
    {
        ConfigDifference difference = Compare(Config.Replace(from, to, StringComparison.Ordinal));

        Assert.Null(difference.Reason);
        Assert.Equal("s2", Assert.Single(Assert.Single(difference.Backends).Changed).To.Name);
    }

    [Theory]
    [InlineData("local0", "local1", nameof(ReloadReason.Lines))]
    [InlineData("bind *:80", "bind *:81", nameof(ReloadReason.Lines))]
    [InlineData("mode tcp", "mode http", nameof(ReloadReason.Lines))]
    [InlineData("backend b", "backend c", nameof(ReloadReason.Sections))]
    [InlineData("backend b", "backend a2\n  server s 10.0.0.1:1\n\nbackend b", nameof(ReloadReason.Sections))]
    [InlineData("frontend f", "frontend f0\n  bind *:8000\n\nfrontend f", nameof(ReloadReason.Sections))]
    [InlineData("inter 10s fall 4\n\n", "inter 5s fall 4\n\n", nameof(ReloadReason.ServerSettings))]
    [InlineData("31001 id 1", "31001 id 7", nameof(ReloadReason.ServerSettings))]
    [InlineData("mode tcp", "mode tcp\n  server x web:80", nameof(ReloadReason.ServerLine))]
    [InlineData("mode tcp", "mode tcp\n  server s1 10.0.0.4:80", nameof(ReloadReason.ServerLine))]
    public void Compare_WhatTakesAReload_SaysWhy(string from, string to, string reason) =>
        Assert.Equal(reason, ReasonOf(Config.Replace(from, to, StringComparison.Ordinal)));

    [Fact]
    public void Compare_BackendAtTheEndGoes_TakesAReload()
    {
        string wanted = Config[..Config.IndexOf("backend b", StringComparison.Ordinal)];

        Assert.Equal(ReloadReason.Sections, Compare(wanted).Reason);
        Assert.Equal(ReloadReason.Sections, Compare(wanted, Config).Reason);
    }

    [Theory]
    [InlineData("balance leastconn", "balance source", nameof(ReloadReason.BackendSettings))]
    [InlineData("balance leastconn", "balance uri\n  hash-type map-based", nameof(ReloadReason.BackendSettings))]
    [InlineData("balance leastconn", "balance source\n  hash-type consistent", null)]
    [InlineData("balance leastconn", "balance leastconn\n  default-server maxconn 5", nameof(ReloadReason.BackendSettings))]
    [InlineData("defaults\n", "defaults\n  default-server inter 3s\n", nameof(ReloadReason.BackendSettings))]
    [InlineData("balance leastconn", "balance random(2)", null)]
    public void Compare_ServerAddedToBackend_DependsOnItsSettings(string from, string to, string? reason)
    {
        string running = Config.Replace(from, to, StringComparison.Ordinal);

        Assert.Equal(reason, ReasonOf(running + "  server s9 10.0.0.9:31009 id 9\n", running));
    }

    [Theory]
    [InlineData(2, 6, nameof(ReloadReason.Cookie))]
    [InlineData(3, 0, null)]
    public void Compare_StickyServerAdded_DependsOnTheVersion(int major, int minor, string? reason) =>
        Assert.Equal(reason, ReasonOf(Config + "  server s9 10.0.0.9:31009 id 9 check cookie abc\n", Config, new HaproxyVersion(major, minor, 0)));

    /// <summary>However servers come and go, the changes lead from one list to the other.</summary>
    [Fact]
    public void Compare_RandomServers_ChangesLeadFromOneToTheOther()
    {
        Gen<int[][]> servers = Gen.Int[0, 9].Array[0, 6].Select(static numbers => numbers.Distinct().ToArray()).Array[1, 5];
        Check.Sample(
            Gen.Select(servers, servers),
            (from, to) =>
            {
                int count = Math.Min(from.Length, to.Length);
                ConfigDifference difference = Compare(Text(to[..count]), Text(from[..count]));
                Assert.Null(difference.Reason);
                for (int i = 0; i < count; i++)
                {
                    HashSet<string> names = [.. from[i].Select(static n => $"s{n}")];
                    BackendChange? change = difference.Backends.FirstOrDefault(change => change.Backend == $"b{i}");
                    foreach (ServerLine removed in change?.Removed ?? []) Assert.True(names.Remove(removed.Name));
                    foreach (ServerLine added in change?.Added ?? []) Assert.True(names.Add(added.Name));
                    Assert.Equal(to[i].Select(static n => $"s{n}").Order(), names.Order());
                }
            },
            iter: 500);
    }

    private static string Text(int[][] backends)
    {
        StringBuilder text = new("global\n\n");
        for (int i = 0; i < backends.Length; i++)
        {
            text.Append($"\nbackend b{i}\n  mode http\n");
            foreach (int server in backends[i]) text.Append($"  server s{server} 10.0.0.{server}:80 id {server + 1}\n");
        }

        return text.ToString();
    }

    private static string? ReasonOf(string wanted, string running = Config, HaproxyVersion? version = null) => Compare(wanted, running, version).Reason?.ToString();

    private static ConfigDifference Compare(string wanted, string running = Config, HaproxyVersion? version = null)
    {
        byte[] config = Encoding.UTF8.GetBytes(running);
        ConfigComparer comparer = new(new RuntimeFeatures(version ?? new HaproxyVersion(2, 6, 12)), () => ConfigComparer.HasDefaultServer(config));
        return comparer.Compare(config, Encoding.UTF8.GetBytes(wanted));
    }
}

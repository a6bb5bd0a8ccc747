using MarathonLb.Cli;

namespace MarathonLb.Tests.Cli;

public sealed class ManagedOptionsReaderTests
{
    [Theory]
    [InlineData("5", 5)]
    [InlineData(" 0.25 ", 0.25)]
    [InlineData(null, 60)]
    public void Read_PollIntervalInEnvironment_IsTaken(string? text, double seconds)
    {
        ManagedOptions options = Assert.IsType<ManagedOptions>(Read(text, out _));
        Assert.Equal(TimeSpan.FromSeconds(seconds), options.Loop.RefreshInterval);
        Assert.False(options.Loop.Events);
    }

    [Fact]
    public void Read_PollIntervalFlag_WinsOverEnvironment()
    {
        ManagedOptions options = Assert.IsType<ManagedOptions>(Read("5", out _, "--poll-interval", "7"));
        Assert.Equal(TimeSpan.FromSeconds(7), options.Loop.RefreshInterval);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("1e9")]
    [InlineData("60s")]
    public void Read_PollIntervalUnusable_SaysSo(string text)
    {
        Assert.Null(Read(text, out IReadOnlyList<string> problems));
        Assert.StartsWith("--poll-interval", Assert.Single(problems));
    }

    [Theory]
    [InlineData("10.0.0.0/33")]
    [InlineData("anywhere")]
    public void Read_AdminAllowMalformed_SaysSo(string networks)
    {
        Assert.Null(Read(null, out IReadOnlyList<string> problems, "--admin-allow", networks));
        Assert.StartsWith("--admin-allow", Assert.Single(problems));
    }

    [Fact]
    public void Read_Dry_IsRefused()
    {
        Assert.Null(Read(null, out IReadOnlyList<string> problems, "--dry"));
        Assert.Contains("no dry run", Assert.Single(problems));
    }

    [Fact]
    public void Commands_RunWithoutMode_SaysWhatToWrite()
    {
        Invocation.Misused misused = Assert.IsType<Invocation.Misused>(
            new CommandLine(CommandLine.Commands).Read(["run", "fast"], EnvironmentSettings.From(static _ => null)));
        Assert.Contains("run sse", Assert.Single(misused.Problems));
    }

    [Fact]
    public void Commands_RunPoll_IsTheContainersEntryPoint()
    {
        Invocation.Managed managed = Assert.IsType<Invocation.Managed>(
            new CommandLine(CommandLine.Commands).Read(["run", "poll", "--group", "external"], EnvironmentSettings.From(static _ => null)));
        Assert.Equal("/marathon-lb/haproxy.cfg", managed.Options.Direct.Files.ConfigFile);
        Assert.NotNull(managed.Options.Container);
    }

    private static ManagedOptions? Read(string? pollInterval, out IReadOnlyList<string> problems, params string[] more)
    {
        ParsedArguments parsed = ArgumentReader.Read(ManagedOptionsReader.Flags, ["--group", "external", .. more]);
        EnvironmentSettings environment = EnvironmentSettings.From(name => name == "POLL_INTERVAL" ? pollInterval : null);
        return ManagedOptionsReader.Read(events: false, parsed, environment, out problems);
    }
}

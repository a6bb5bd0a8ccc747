using MarathonLb.Cli;

namespace MarathonLb.Tests.Cli;

public sealed class ZddCommandTests
{
    private static readonly string[] Needed = ["-m", "http://m:8080", "-l", "http://lb:9090", "-j", "/dev/null"];

    [Fact]
    public void Read_Short_IsWhatTheOriginalTakes()
    {
        ZddInvocation read = Reads("-fdrs", "1.5", "-i2", "-w", "60", "-n=3");
        Assert.Equal(
            (true, true, true, 1.5, 2, 60.0, 3),
            (read.Deploy.Force, read.Deploy.DryRun, read.Deploy.Resume, read.Deploy.StepDelay.TotalSeconds, read.Deploy.InitialInstances, read.Deploy.MaxWait.TotalSeconds, read.Deploy.NewInstances));
    }

    [Fact]
    public void Read_NothingMore_HasTheOriginalsDefaults()
    {
        ZddInvocation read = Reads();
        Assert.Equal((5.0, 300.0, 1, 0, 0), (read.Deploy.StepDelay.TotalSeconds, read.Deploy.MaxWait.TotalSeconds, read.Deploy.InitialInstances, read.Deploy.LinearIncrease, read.Deploy.NewInstances));
        Assert.False(read.Deploy.Force || read.Deploy.Resume || read.Deploy.CompleteCur || read.Deploy.CompletePrev || read.Deploy.DryRun || read.Deploy.JsonOutput || read.Deploy.RollbackOnTimeout);
    }

    [Theory]
    [InlineData("--complete-c", true)]
    [InlineData("--complete-p", false)]
    [InlineData("-c", true)]
    [InlineData("-p", false)]
    public void Read_Completion_MayBeCutShort(string flag, bool current) => Assert.Equal((current, !current), (Reads(flag).Deploy.CompleteCur, Reads(flag).Deploy.CompletePrev));

    [Fact]
    public void Read_SeveralLoadBalancers_AreAllKept() =>
        Assert.Equal(["http://lb:9090/", "https://a:1/x"], Reads("-l", "https://a:1/x").Deploy.LoadBalancers.Select(static url => url.AbsoluteUri));

    [Theory]
    [InlineData("--linear-increase=-1", "--linear-increase")]
    [InlineData("-i0", "--initial-instances")]
    [InlineData("-lftp://x", "--marathon-lb")]
    [InlineData("--output=xml", "--output")]
    [InlineData("-mfile:/dev/null", "--marathon")]
    [InlineData("--pre-kill-hook=/dev/null", "--pre-kill-hook")]
    [InlineData("-j/nowhere", "--json")]
    public void Read_Wrong_Is3AndNamesTheOption(string argument, string option)
    {
        Invocation.Misused misused = Assert.IsType<Invocation.Misused>(Read([.. Needed, argument]));
        Assert.Equal(3, misused.Status);
        Assert.Contains(misused.Problems, problem => problem.StartsWith(option, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_Nothing_NamesAllThatIsRequired()
    {
        Invocation.Misused misused = Assert.IsType<Invocation.Misused>(Read([]));
        Assert.Equal(["--marathon/-m", "--marathon-lb/-l", "--json/-j"], misused.Problems.Select(static problem => problem.Split(": ")[0]));
    }

    [Fact]
    public void LongHelp_NamesLabelsAndExitCodes()
    {
        string help = Assert.IsType<Invocation.Print>(Read(["--longhelp"])).Text;
        Assert.Contains("HAPROXY_DEPLOYMENT_ALT_PORT", help, StringComparison.Ordinal);
        Assert.Contains("9 an app could not be scaled", help, StringComparison.Ordinal);
    }

    private static ZddInvocation Reads(params string[] more) => Assert.IsType<Invocation.Deploy>(Read([.. Needed, .. more])).Options;

    private static Invocation Read(string[] arguments) => new CommandLine(CommandLine.Commands).Read(["zdd", .. arguments], EnvironmentSettings.From(static _ => null));
}

using MarathonLb.Cli;
using MarathonLb.Cli.EntryPoint;

namespace MarathonLb.Tests.Cli.EntryPoint;

public sealed class ContainerEntryTests
{
    [Fact]
    public void Prepare_NothingSet_HasTheOriginalsDefaults()
    {
        using EntryPointBench bench = new();
        EntryPointPlan plan = bench.Prepare();
        Assert.Equal((null, bench.Paths.Home), (plan.LogSocket, plan.WorkingDirectory));
        Assert.Empty(plan.HaproxyVariables);
        Assert.Equal(
            ["--haproxy-config", "/marathon-lb/haproxy.cfg", "--syslog-socket", "/dev/null"],
            bench.Environment.DefaultFlags(EntryPointPaths.InImage("/run/marathon-lb")));
    }

    [Fact]
    public void DefaultFlags_UserSaysOtherwise_UserWins()
    {
        using EntryPointBench bench = new();
        bench.Variables["SYSLOG_SOCKET"] = "/dev/log";
        string[] arguments = [.. bench.Environment.DefaultFlags(bench.Paths), "--group", "external", "--haproxy-config", "/elsewhere/h.cfg"];
        ParsedArguments parsed = ArgumentReader.Read(DirectFlags.All, arguments);
        Assert.Equal("/elsewhere/h.cfg", parsed.Last(DirectFlags.HaproxyConfig));
        Assert.Equal("/dev/log", parsed.Last(DirectFlags.SyslogSocket));
        Assert.Empty(parsed.Problems);
    }

    [Fact]
    public void Prepare_SandboxTemplates_AreCopiedOverOurs()
    {
        using EntryPointBench bench = new();
        bench.Variables["MESOS_SANDBOX"] = bench.Folder["sandbox"];
        bench.Folder.File("home/templates/HAPROXY_HEAD", "old");
        bench.Folder.File("home/templates/HAPROXY_TAIL", "kept");
        bench.Folder.File("sandbox/templates/HAPROXY_HEAD", "new");
        bench.Prepare();
        Assert.Equal("new", File.ReadAllText(Path.Combine(bench.Paths.Templates, "HAPROXY_HEAD")));
        Assert.Equal("kept", File.ReadAllText(Path.Combine(bench.Paths.Templates, "HAPROXY_TAIL")));
        Assert.Contains("copied 1 templates", bench.Logger.Text);
    }

    [Fact]
    public void Prepare_SandboxWithoutTemplates_IsFine()
    {
        using EntryPointBench bench = new();
        bench.Variables["MESOS_SANDBOX"] = bench.Folder["none"];
        bench.Prepare();
        Assert.False(Directory.Exists(bench.Paths.Templates));
    }

    [Fact]
    public void Prepare_TemplatesCantBeCopied_IsAFileProblem()
    {
        using EntryPointBench bench = new();
        bench.Variables["MESOS_SANDBOX"] = bench.Folder["sandbox"];
        bench.Folder.File("sandbox/templates/HAPROXY_HEAD", "new");
        bench.Folder.File("home/templates", "in the way");
        Assert.Equal(ExitCode.FileSystem, bench.Fail().ExitCode);
    }

    [Fact]
    public void Prepare_SystemControls_AreWritten()
    {
        using EntryPointBench bench = new();
        bench.Variables["HAPROXY_SYSCTL_PARAMS"] = " net.core.somaxconn=4096  net.ipv4.conf.eth0/7.forwarding=1 ";
        string queue = bench.Folder.File("sys/net/core/somaxconn", "128");
        string forwarding = bench.Folder.File("sys/net/ipv4/conf/eth0.7/forwarding", "");
        bench.Prepare();
        Assert.Equal("1", File.ReadAllText(forwarding));
        Assert.StartsWith("4096", File.ReadAllText(queue));
    }

    [Theory]
    [InlineData("net.core.somaxconn")]
    [InlineData("=1")]
    [InlineData("net.core.somaxconn=")]
    [InlineData("../../etc/passwd=x")]
    [InlineData("net/../../x=1")]
    [InlineData("/net/core=1")]
    [InlineData("net..core=1")]
    [InlineData("net.co\u0007re=1")]
    public void Prepare_NoSystemControl_EndsUnlessLenient(string parameter)
    {
        using EntryPointBench bench = new();
        bench.Variables["HAPROXY_SYSCTL_PARAMS"] = parameter;
        (ExitCode code, string message) = bench.Fail();
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains("is no kernel parameter", message);
        bench.Variables["HAPROXY_SYSCTL_NONSTRICT"] = "true";
        bench.Prepare();
        Assert.Contains("Warning: HAPROXY_SYSCTL_PARAMS: ", bench.Logger.Text);
    }

    [Fact]
    public void Prepare_SystemControlUnknownToTheKernel_EndsAndMakesNoFile()
    {
        using EntryPointBench bench = new();
        bench.Variables["HAPROXY_SYSCTL_PARAMS"] = "vm.nonsense=1";
        (ExitCode code, string message) = bench.Fail();
        Assert.Equal(ExitCode.FileSystem, code);
        Assert.Contains("vm.nonsense can't be set to 1", message);
        Assert.Empty(Directory.GetFileSystemEntries(bench.Paths.SystemControls));
    }

    [Theory]
    [InlineData("/marathon-lb/run", "run")]
    [InlineData("run", "run")]
    [InlineData("/marathon-lb/zdd.py", "zdd")]
    [InlineData("./bluegreen_deploy.py", "zdd")]
    [InlineData("/marathon-lb/marathon_lb.py", null)]
    [InlineData("/usr/bin/marathon-lb", null)]
    public void CalledName_KnownNames_StandForCommands(string called, string? command)
    {
        string[] arguments = ["sse", "--group", "a"];
        Assert.Equal(command is null ? arguments : [command, .. arguments], CalledName.Complete(called, arguments));
    }
}

using MarathonLb.Cli;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Tests.Cli;

public sealed class DirectOptionsReaderTests
{
    private static readonly Dictionary<string, string> None = [];

    private static DirectOptions Options(Dictionary<string, string> environment, params string[] arguments)
    {
        DirectOptions? options = Read(environment, out IReadOnlyList<string> problems, arguments);
        Assert.Empty(problems);
        return options!;
    }

    private static string Problem(Dictionary<string, string> environment, params string[] arguments)
    {
        Assert.Null(Read(environment, out IReadOnlyList<string> problems, arguments));
        return Assert.Single(problems);
    }

    private static DirectOptions? Read(Dictionary<string, string> environment, out IReadOnlyList<string> problems, string[] arguments) =>
        DirectOptionsReader.Read(
            ArgumentReader.Read(DirectFlags.All, ["--group", "external", .. arguments]),
            EnvironmentSettings.From(name => environment.GetValueOrDefault(name)),
            out problems);

    [Fact]
    public void Read_RawLabels_AllNoneOrIds()
    {
        Assert.Null(Options(None).Services.RawLabels);
        Assert.Null(Options(None, "--raw-labels", "all").Services.RawLabels);
        Assert.Equal([], Options(None, "--raw-labels", "none").Services.RawLabels!);
        Assert.Equal(["/a", "/b", "/c"], Options(None, "--raw-labels", "/a", "/b", "--raw-labels", "/c").Services.RawLabels!);
        Assert.Equal(["global", "lua-load"], Options(None, "--raw-labels-deny", "global,lua-load").Services.RawLabelsDeny);
        Assert.StartsWith("--raw-labels: 'all' and 'none' stand alone", Problem(None, "--raw-labels", "none", "/a"), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OnlyGroup_GivesTheDefaults()
    {
        DirectOptions options = Options(None);
        Assert.Equal(["external"], options.Services.Groups);
        Assert.Equal(["/etc/ssl/cert.pem"], options.Services.SslCerts);
        Assert.False(options.Services.SslCertsGiven);
        Assert.Equal((10050, 10100, 1000), (options.Services.MinServicePort, options.Services.MaxServicePort, options.Services.LruCacheCapacity));
        Assert.Equal(new MarathonAddress(new Uri("http://master.mesos:8080"), null), Assert.Single(options.Marathon.Addresses));
        Assert.IsType<CredentialSource.None>(options.Marathon.Credentials);
        Assert.Equal(TimeSpan.FromSeconds(300), options.Marathon.MaxBackoff);
        Assert.Equal(TimeSpan.FromSeconds(60), options.Marathon.SseTimeout);
        Assert.Equal(new ProxyOptions(null, false, false, null, 10, TimeSpan.FromSeconds(10)), options.Proxy);
        Assert.Equal(new PathOptions("/etc/haproxy/haproxy.cfg", "templates", "/etc/haproxy/.mlb", 5), options.Files);
        Assert.Equal((LogLevel.Information, "/dev/log", false), (options.Logging.Level, options.Logging.SyslogSocket, options.Logging.SyslogSocketGiven));
        Assert.False(options.Dry || options.Sse);
    }

    [Fact]
    public void Read_AllFlags_AreSet()
    {
        DirectOptions options = Options(
            new() { ["FRAMEWORK_NAME"] = "marathon-lb" },
            "--strict-mode", "-H", "--haproxy-map", "--dont-bind-http-https", "--group-https-by-vhost", "--skip-validation", "--skip-config-cleanup", "-d", "-s",
            "--marathon-insecure", "--ssl-certs", "/a.pem, /b.pem", "--max-reload-retries", "-7", "--reload-interval", "0.5", "--archive-versions", "0",
            "--min-serv-port-ip-per-task", "0", "--max-serv-port-ip-per-task", "0", "--log-level", "debug", "--syslog-socket", "/dev/null", "--command", "true");
        ServiceOptions services = options.Services;
        Assert.True(services.StrictMode && services.HealthCheck && services.HaproxyMap && services.DontBindHttpHttps && services.GroupHttpsByVhost);
        Assert.Equal(["/a.pem", "/b.pem"], services.SslCerts);
        Assert.Equal((0, 0, "marathon-lb"), (services.MinServicePort, services.MaxServicePort, services.FrameworkName));
        Assert.Equal(new ProxyOptions(null, true, true, "true", -1, TimeSpan.FromSeconds(0.5)), options.Proxy);
        Assert.True(options.Dry && options.Sse && options.Marathon.Insecure && services.SslCertsGiven);
        Assert.Equal(0, options.Files.ArchiveVersions);
        Assert.Equal((LogLevel.Debug, null), (options.Logging.Level, options.Logging.SyslogSocket));
    }

    [Fact]
    public void Read_RelativeConfig_IsMadeAbsolute()
    {
        PathOptions files = Options(None, "--haproxy-config", "haproxy.cfg").Files;
        Assert.Equal((Path.GetFullPath("haproxy.cfg"), Path.GetFullPath(".mlb")), (files.ConfigFile, files.StateDirectory));
    }

    [Fact]
    public void Read_FileAddress_GivesItsPath()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("apps.json", "{}");
        Assert.Equal(path, Assert.Single(Options(None, "-m", $"file:{path}").Marathon.Addresses).FilePath);
        Assert.Equal(path, Assert.Single(Options(None, "-m", $"file://{path}").Marathon.Addresses).FilePath);
        Assert.Contains("can't stand beside", Problem(None, "-m", $"file:{path}", "http://a"));
    }

    [Fact]
    public void Read_BadAddressWithPassword_IsNotQuoted() => Assert.DoesNotContain("hunter2", Problem(None, "-m", "ftp://u:hunter2@host"));

    [Theory]
    [InlineData("--min-serv-port-ip-per-task 10101", "--min-serv-port-ip-per-task: 10101 is above --max-serv-port-ip-per-task 10100; swap them, or give both as 0 to assign no ports")]
    [InlineData("--max-serv-port-ip-per-task 70000", "--max-serv-port-ip-per-task: '70000' can't be used; write a whole number from 0 to 65535")]
    [InlineData("--lru-cache-capacity 0", "--lru-cache-capacity: '0' can't be used; write a whole number of 1 or more")]
    [InlineData("--archive-versions many", "--archive-versions: 'many' can't be used; write a whole number from 0 to 100000")]
    [InlineData("--reload-interval -1", "--reload-interval: '-1' can't be used; write a number of seconds from 0 to 86400")]
    [InlineData("--log-level LOUD", "--log-level: 'LOUD' is no level; write one of CRITICAL, ERROR, WARNING, INFO, DEBUG, NOTSET")]
    [InlineData("-m localhost:8080", "--marathon/-m: 'localhost:8080' is no address of Marathon; write http://HOST:PORT, https://HOST:PORT or file:PATH")]
    [InlineData("--haproxy-binary /nonexistent", "--haproxy-binary /nonexistent: is no program that can be run; give the path of haproxy, or use --skip-validation")]
    [InlineData("--templates-dir /nonexistent", "--templates-dir /nonexistent: there is no such folder; give the folder that holds your HAPROXY_… files")]
    public void Read_BadValue_SaysWhatWhereAndWhatToDo(string arguments, string problem)
    {
        string all = Problem(None, arguments.Split(' '));
        Assert.Equal(problem, all);
    }

    [Theory]
    [InlineData("--marathon-ca-cert")]
    [InlineData("--marathon-auth-credential-file")]
    public void Read_UnreadableFile_NamesFlagAndFile(string flag) => Assert.StartsWith($"{flag} /nonexistent", Problem(None, flag, "/nonexistent"));

    [Fact]
    public void Read_UnreadableMarathonFile_SaysSo() => Assert.StartsWith("--marathon/-m file:/nonexistent: can't be read", Problem(None, "-m", "file:/nonexistent"));

    [Fact]
    public void Read_LogFormatWithUnknownField_NamesTheKnownOnes()
    {
        string problem = Problem(None, "--log-format", "%(nonsense)s");
        Assert.StartsWith("--log-format: at character 1: 'nonsense' is no field; known are asctime, created,", problem);
    }

    [Fact]
    public void Read_SseTimeout_MustLeaveSomeTime()
    {
        Assert.Equal(TimeSpan.FromSeconds(20.5), Options(None, "--sse-timeout", "20.5").Marathon.SseTimeout);
        Assert.StartsWith("--sse-timeout: 0 leaves", Problem(None, "--sse-timeout", "0"), StringComparison.Ordinal);
        Assert.StartsWith("--sse-timeout: 'soon' can't be used", Problem(None, "--sse-timeout", "soon"), StringComparison.Ordinal);
    }
}

using MarathonLb.Haproxy;

namespace MarathonLb.Tests.Haproxy;

public sealed class ConfigValidatorTests
{
    private const string Defaults = "defaults\n  mode http\n  timeout client 5s\n  timeout server 5s\n  timeout connect 5s\n";
    private const string Listen = "listen l\n  bind 127.0.0.1:18080\n";

    private static async Task<ValidationReport> ValidateAsync(HaproxyBinary haproxy, params string[] contents)
    {
        using TemporaryFolder folder = new();
        string[] files = [.. contents.Select((content, i) => folder.File($"{i}.cfg", content))];
        return await new ConfigValidator(haproxy).ValidateAsync(files, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Validate_ValidFile_IsValid()
    {
        ValidationReport report = await ValidateAsync(RealHaproxy.Binary, Defaults + Listen);
        Assert.Equal((ValidationVerdict.Valid, 0), (report.Verdict, report.ExitCode));
        Assert.Empty(report.Errors);
    }

    [Fact]
    public async Task Validate_ErrorInSecondFile_NamesThatFile()
    {
        ValidationReport report = await ValidateAsync(RealHaproxy.Binary, Defaults + Listen, "backend b_1\n  balanc x\n");
        Assert.Equal(ValidationVerdict.Invalid, report.Verdict);
        ValidationMessage error = Assert.Single(report.Errors);
        Assert.EndsWith("/1.cfg", error.File);
        Assert.Equal(2, error.Line);
    }

    [Fact]
    public async Task Validate_NoListener_IsItsOwnVerdict() =>
        Assert.Equal(ValidationVerdict.NoListener, (await ValidateAsync(RealHaproxy.Binary, Defaults + "backend b\n  server s 127.0.0.1:80\n")).Verdict);

    [Fact]
    public async Task Validate_HaproxyCannotLoad_ReportsItsLastWords()
    {
        using TemporaryFolder folder = new();
        string broken = folder.Script("haproxy", "echo 'haproxy: libcrypto.so.3: cannot open' >&2; exit 127");
        ValidationReport report = await ValidateAsync(new HaproxyBinary(broken), Listen);
        Assert.Equal((ValidationVerdict.Invalid, "haproxy: libcrypto.so.3: cannot open"), (report.Verdict, report.Failure));
    }

    [Fact]
    public async Task Validate_HaproxyGone_IsNotAsked()
    {
        ValidationReport report = await ValidateAsync(new HaproxyBinary("/nonexistent/haproxy"), Listen);
        Assert.Equal(ValidationVerdict.NotAsked, report.Verdict);
        Assert.NotNull(report.Failure);
    }
}

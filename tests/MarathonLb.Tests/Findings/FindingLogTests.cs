using MarathonLb.Findings;

namespace MarathonLb.Tests.Findings;

public sealed class FindingLogTests
{
    [Theory]
    [InlineData("a\nb", @"a\u000ab")]
    [InlineData("a\u00a0\u200b\u001b[31m b", @"a\u00a0\u200b\u001b[31m b")]
    [InlineData("größe \"x\"", "größe \"x\"")]
    [InlineData(null, null)]
    public void Add_Value_CanBeShownOnOneLine(string? value, string? expected)
    {
        FindingLog log = [];

        log.Add(Of(value));

        Assert.Equal(expected, Assert.Single(log).Value);
    }

    [Fact]
    public void Add_LongValue_IsShortened()
    {
        FindingLog log = [];
        log.Add(Of(new string('x', 100_000)));
        Assert.Equal(new string('x', 120) + "…", Assert.Single(log).Value);
    }

    [Fact]
    public void Add_TheSameTwice_CountsOnceUntilCleared()
    {
        FindingLog log = [];
        log.Add(Of("a"));
        log.Add(Of("a"));
        log.Add(Of("b"));
        Assert.Equal(["a", "b"], log.Select(static finding => finding.Value));
        log.Clear();
        Assert.Empty(log);
    }

    [Theory]
    [InlineData("/a", "L", "v", "app /a: L='v': why. Do this.")]
    [InlineData("/a", "L", null, "app /a: L: why. Do this.")]
    [InlineData(null, null, null, "why. Do this.")]
    public void ToString_Finding_IsOneLine(string? app, string? subject, string? value, string expected) =>
        Assert.Equal(expected, new Finding(FindingSeverity.Error, "c", app, subject, value, "why", "Do this.").ToString());

    private static Finding Of(string? value) => new(FindingSeverity.Error, "code", "/a", "L", value, "why", "Do this.");
}

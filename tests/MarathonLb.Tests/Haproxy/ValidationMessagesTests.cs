using MarathonLb.Haproxy;

namespace MarathonLb.Tests.Haproxy;

/// <summary>The samples were captured from HAProxy 2.6.12, 3.0.11 and 3.2.26.</summary>
public sealed class ValidationMessagesTests
{
    private static IReadOnlyList<ValidationMessage> Errors(string sample, out bool truncated)
    {
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Haproxy", "Samples", $"{sample}.txt"));
        IReadOnlyList<ValidationMessage> all = ValidationMessages.Parse(text, out truncated);
        return [.. all.Where(message => message is { Severity: MessageSeverity.Alert, IsSummary: false })];
    }

    public static TheoryData<string> Versions => ["2.6", "3.0", "3.2"];

    [Theory]
    [MemberData(nameof(Versions))]
    public void Parse_ParseErrors_GivesEachLineAndServer(string version)
    {
        IReadOnlyList<ValidationMessage> errors = Errors($"{version}-parse", out bool truncated);
        Assert.False(truncated);
        Assert.Equal([12, 13, 14, 15, 17, 19], errors.Select(error => error.Line!.Value));
        Assert.All(errors, error => Assert.Equal("x.cfg", error.File));
        Assert.Equal("unknown keyword 'balanc' in 'backend' section; did you mean 'balance' maybe ?", errors[0].Text);
        Assert.Equal(("a_1", "s1"), (errors[1].Proxy, errors[1].Server));
        Assert.Equal("'server a_1/s1' : invalid port '99999'", errors[1].Text);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Parse_UnmatchedQuotes_KeepsTheLinesThatFollow(string version)
    {
        IReadOnlyList<ValidationMessage> errors = Errors($"{version}-quotes", out _);
        Assert.Equal([8, 11], errors.Select(error => error.Line!.Value));
        Assert.Equal("unmatched quote at position 19:\n  acl x hdr(host) \"unfinished\n                  ^", errors[0].Text);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Parse_FiftyErrors_IsTruncatedAndAccusesNobodyForIt(string version)
    {
        IReadOnlyList<ValidationMessage> errors = Errors($"{version}-fifty", out bool truncated);
        Assert.True(truncated);
        Assert.Equal(Enumerable.Range(8, 50), errors.Select(error => error.Line!.Value));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Parse_ConsistencyErrors_NamesProxyServerAndWhatIsMissing(string version)
    {
        IReadOnlyList<ValidationMessage> errors = Errors($"{version}-consistency", out _);
        Assert.Equal(
            [
                (null, "f", null, "nosuch0"),
                (null, "f", null, "nosuch1"),
                (12, "b_1", "t1", "nosuch"),
                (null, "app30_5031", null, "nosuch"),
                (null, "app30_5031", null, "nostable"),
                (14, "app30_5031", null, "user_nolist"),
                (19, "app30_5031", null, null),
            ],
            errors.Select(error => (error.Line, error.Proxy, error.Server, error.Missing)));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Parse_HttpRule_GivesItsLine(string version) => Assert.Equal(8, Assert.Single(Errors($"{version}-http-rule", out _)).Line);

    [Theory]
    [MemberData(nameof(Versions))]
    public void Parse_UnresolvableAddress_GivesLineAndServer(string version)
    {
        ValidationMessage error = Assert.Single(Errors($"{version}-resolve", out _));
        Assert.Equal((10, "dupn", "id1"), (error.Line, error.Proxy, error.Server));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Parse_ModeMismatch_TakesThePlaceInParentheses(string version)
    {
        ValidationMessage error = Assert.Single(Errors($"{version}-mode-mismatch", out _));
        Assert.Equal(("x.cfg", 3, "f"), (error.File, error.Line, error.Proxy));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void Parse_SameNameTwice_GivesTheLaterLine(string version) =>
        Assert.Contains(Errors($"{version}-old-directives", out _), error => error is { Line: 15, Proxy: "b_1" });

    [Theory]
    [MemberData(nameof(Versions))]
    public void Parse_Warnings_KeepTheirExplanation(string version)
    {
        string text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Haproxy", "Samples", $"{version}-mode-mismatch.txt"));
        ValidationMessage warning = ValidationMessages.Parse(text, out _).First(message => message.Severity == MessageSeverity.Warning);
        Assert.Equal("f", warning.Proxy);
        Assert.Equal(4, warning.Text.Split('\n').Length);
    }

    [Fact]
    public void Parse_PlaceInsideQuotedConfiguration_IsNotBelieved()
    {
        const string text = "[ALERT]    (1) : config : parsing [x.cfg:7] : unknown keyword '[x.cfg:99]' in 'backend' section\n"
            + "[ALERT]    (1) : Proxy 'a': unable to find required use_backend: 'parsing [x.cfg:98] : '.\n";
        IReadOnlyList<ValidationMessage> messages = ValidationMessages.Parse(text, out _);
        Assert.Equal([7, null], messages.Select(message => message.Line));
    }

    [Fact]
    public void Parse_NoMessages_GivesNone() => Assert.Empty(ValidationMessages.Parse("Configuration file is valid\n", out _));
}

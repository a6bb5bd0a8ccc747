using MarathonLb.Cli;

namespace MarathonLb.Tests.Cli;

/// <summary>Compared with Python 3.11's argparse. It differs in one thing: a repeated <c>-m</c> replaces the ones before there, and adds to them here.</summary>
public sealed class ArgumentReaderTests
{
    private static ParsedArguments Read(params string[] arguments) => ArgumentReader.Read(DirectFlags.All, arguments);

    private static ParsedArguments ReadWell(params string[] arguments)
    {
        ParsedArguments parsed = Read(arguments);
        Assert.Empty(parsed.Problems);
        return parsed;
    }

    [Theory]
    [InlineData("--haproxy-config", "/x.cfg")]
    [InlineData("--haproxy-config=/x.cfg")]
    [InlineData("--haproxy-conf", "/x.cfg")]
    [InlineData("--haproxy-c=/x.cfg")]
    public void Read_LongOption_TakesValueAndPrefix(params string[] arguments) =>
        Assert.Equal("/x.cfg", ReadWell(arguments).Last(DirectFlags.HaproxyConfig));

    [Theory]
    [InlineData("-c", "systemctl reload x")]
    [InlineData("-csystemctl reload x")]
    [InlineData("-c=systemctl reload x")]
    [InlineData("--command=systemctl reload x")]
    public void Read_Command_TakesValueInEveryForm(params string[] arguments) =>
        Assert.Equal("systemctl reload x", ReadWell(arguments).Last(DirectFlags.Command));

    [Fact]
    public void Read_SeveralMarathons_TakesThemAll()
    {
        ParsedArguments parsed = ReadWell("-m", "http://a", "http://b", "--group", "g", "--marathon", "http://c", "-mhttp://d");
        Assert.Equal(["http://a", "http://b", "http://c", "http://d"], parsed.All(DirectFlags.Marathon));
    }

    [Fact]
    public void Read_RepeatedGroup_TakesEach() => Assert.Equal(["a", "b"], ReadWell("--group", "a", "--group=b").All(DirectFlags.Group));

    [Fact]
    public void Read_SingleValueTwice_LastCounts() => Assert.Equal("b", ReadWell("-c", "a", "-c", "b").Last(DirectFlags.Command));

    [Fact]
    public void Read_FlagsInABunch_TakesEach()
    {
        ParsedArguments parsed = ReadWell("-dHc", "cmd");
        Assert.True(parsed.Has(DirectFlags.Dry));
        Assert.True(parsed.Has(DirectFlags.HealthCheck));
        Assert.Equal("cmd", parsed.Last(DirectFlags.Command));
    }

    [Fact]
    public void Read_NegativeNumber_IsAValue() => Assert.Equal("-1", ReadWell("--max-reload-retries", "-1").Last(DirectFlags.MaxReloadRetries));

    [Fact]
    public void Read_DashTextWithSpace_IsAValue() => Assert.Equal("-x y", ReadWell("--command", "-x y").Last(DirectFlags.Command));

    [Fact]
    public void Read_EmptyValue_IsAValue() => Assert.Equal("", ReadWell("--command", "").Last(DirectFlags.Command));

    [Fact]
    public void Read_PrefixOfOursAndTheirs_MeansTheirs() => Assert.True(ReadWell("--st").Has(DirectFlags.StrictMode));

    [Fact]
    public void Read_ExactNameThatIsAPrefix_IsThatOption() => Assert.Equal(["http://a"], ReadWell("--marathon", "http://a").All(DirectFlags.Marathon));

    [Fact]
    public void Read_PrefixOfOursOnly_MeansOurs() => Assert.Equal("x", ReadWell("--state", "x").Last(DirectFlags.StateDir));

    [Theory]
    [InlineData("--max=3", "--max: could be any of --max-serv-port-ip-per-task, --max-backoff, --max-reload-retries; write more of the name")]
    [InlineData("--nonsense=1", "--nonsense: there is no such option; --help lists them all")]
    [InlineData("-x", "-x in '-x': there is no such option; --help lists them all")]
    [InlineData("--dry=yes", "--dry/-d: takes no value, but got 'yes'; write it alone")]
    [InlineData("--command", "--command/-c: needs a value; write --command CMD (--command=CMD if it starts with a dash)")]
    [InlineData("-m", "--marathon/-m: needs a value; write --marathon URL (--marathon=URL if it starts with a dash)")]
    public void Read_Misuse_SaysWhatAndWhatToDo(string argument, string problem) => Assert.Equal([problem], Read("--group", "g", argument).Problems);

    [Theory]
    [InlineData("--dry", "word")]
    [InlineData("--group=g", "word")]
    [InlineData("--", "word")]
    [InlineData("--marathon=http://a", "word")]
    public void Read_StrayWord_IsAProblem(string first, string second) =>
        Assert.StartsWith("'word': stands alone", Assert.Single(Read(first, second).Problems));

    [Fact]
    public void Read_UnknownOptionWithValue_IsOneProblem() => Assert.Single(Read("--unknown", "value", "--dry").Problems);
}

using MarathonLb.Apps.Labels;
using MarathonLb.Cli;
using MarathonLb.Templates;

namespace MarathonLb.Tests.Cli;

public sealed class CommandLineTests
{
    private static readonly EnvironmentSettings NoEnvironment = EnvironmentSettings.From(_ => null);

    private static Invocation Read(params string[] arguments) => new CommandLine().Read(arguments, NoEnvironment);

    [Fact]
    public void Read_NoWord_IsDirectMode() => Assert.IsType<Invocation.Direct>(Read("--group", "external"));

    [Fact]
    public void Read_NoArguments_SaysThatGroupIsRequired()
    {
        Invocation.Misused misused = Assert.IsType<Invocation.Misused>(Read());
        Assert.Equal("marathon-lb: --group: is required; write --group NAME for each group to serve, or --group '*' for all\n", misused.Text);
    }

    [Fact]
    public void Read_FirstWord_SelectsACommand()
    {
        IReadOnlyList<string>? seen = null;
        CommandDefinition poll = new("poll", "Stay.", (arguments, _) =>
        {
            seen = arguments;
            return new Invocation.Print("polling");
        });
        Assert.Equal(new Invocation.Print("polling"), new CommandLine(poll).Read(["poll", "--group", "a"], NoEnvironment));
        Assert.Equal(["--group", "a"], seen);
    }

    [Fact]
    public void Read_UnknownWord_NamesTheKnownOnes()
    {
        CommandLine line = new(new CommandDefinition("sse", "", (_, _) => new Invocation.Print("")), new CommandDefinition("poll", "", (_, _) => new Invocation.Print("")));
        Assert.Contains("use one of sse, poll", Assert.IsType<Invocation.Misused>(line.Read(["see"], NoEnvironment)).Text);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("--group", "x", "-dh")]
    public void Read_Help_NamesEveryOption(params string[] arguments)
    {
        string text = Assert.IsType<Invocation.Print>(Read(arguments)).Text;
        Assert.All(DirectFlags.All, option => Assert.Contains(option.Name, text));
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }

    [Fact]
    public void Read_LongHelp_NamesEveryOptionLabelAndTemplate()
    {
        string text = Assert.IsType<Invocation.Print>(Read("--longhelp")).Text;
        Assert.All(ManagedOptionsReader.Flags, option => Assert.Contains($"- `{option.Name}", text));
        Assert.All(LabelTable.All, label => Assert.Contains($"### `{label.Name}`", text));
        Assert.All(TemplateTable.All, template => Assert.Contains($"## {template.FullName}\n", text));
    }

    [Fact]
    public void Read_Version_PrintsIt() => Assert.Matches(@"^marathon-lb \d+\.\d+\.\d+\n$", Assert.IsType<Invocation.Print>(Read("--version")).Text);

    [Fact]
    public void Read_SeveralProblems_ListsThemAll() =>
        Assert.Equal(4, Assert.IsType<Invocation.Misused>(Read("--log-level", "LOUD", "--max-backoff", "x", "-m", "nowhere")).Problems.Count);

    [Fact]
    public void Read_ProblemWithControlCharacter_PrintsOneLine() =>
        Assert.Equal(2, Assert.IsType<Invocation.Misused>(Read("--group", "g", "--log-level", "a\nb")).Text.Split('\n').Length);
}

using System.Diagnostics;
using MarathonLb.Cli;

namespace MarathonLb.Tests.Cli.Ask;

public sealed class AskCommandsTests
{
    private static readonly EnvironmentSettings NoEnvironment = EnvironmentSettings.From(_ => null);

    private static Invocation Read(params string[] arguments) => new CommandLine(CommandLine.Commands).Read(arguments, NoEnvironment);

    [Theory]
    [InlineData("lint", "a.json")]
    [InlineData("lint", "-", "--format", "sarif")]
    [InlineData("lint", "--format=github", "a.json", "--strict-mode")]
    [InlineData("explain", "/app", "--run-dir", "/tmp")]
    [InlineData("route", "https://a.test:8443/x", "--header", "X-Marathon-App-Id:/a")]
    public void Read_Question_Asks(params string[] arguments) => Assert.IsType<Invocation.Ask>(Read(arguments));

    [Theory]
    [InlineData("FILE|- is missing", "lint")]
    [InlineData("'b.json': stands alone", "lint", "a.json", "b.json")]
    [InlineData("write one of text, json, github, sarif", "lint", "a.json", "--format", "xml")]
    [InlineData("is no URL that can be followed", "route", "http:///x")]
    [InlineData("is no URL that can be followed", "route", "http://a.test:99999/")]
    [InlineData("is no header", "route", "http://a.test/", "--header", "x")]
    [InlineData("APP is missing", "explain", "--format", "json")]
    [InlineData("name the shell", "completions", "csh")]
    public void Read_Misuse_SaysWhatToWrite(string expected, params string[] arguments) =>
        Assert.Contains(expected, Assert.IsType<Invocation.Misused>(Read(arguments)).Text);

    [Fact]
    public void Version_IsThatOfTheFlag() => Assert.Equal(Read("--version"), Read("version"));

    [Theory]
    [InlineData("lint")]
    [InlineData("explain")]
    [InlineData("route")]
    public void Help_OfAQuestion_SaysThatGroupIsAll(string word) => Assert.Contains("Default: '*'", Assert.IsType<Invocation.Print>(Read(word, "--help")).Text);

    [Fact]
    public void Completions_EveryShell_NamesEveryCommandAndOption()
    {
        foreach (string shell in new[] { "bash", "zsh", "fish" })
        {
            string script = Assert.IsType<Invocation.Print>(Read("completions", shell)).Text;
            Assert.All(CommandLine.Commands, command => Assert.Contains(command.Word, script));
            Assert.All(ManagedOptionsReader.Flags, option => Assert.Contains(shell == "fish" ? $"-l {option.Name[2..]}" : option.Name, script));
        }
    }

    [Theory]
    [InlineData("lin", 1, "lint")]
    [InlineData("lint --form", 2, "--format")]
    [InlineData("lint --format ", 3, "text json github sarif")]
    [InlineData("explain --format ", 3, "text json")]
    [InlineData("completions z", 2, "zsh")]
    [InlineData("sse --conflicts f", 3, "first")]
    public async Task Completions_Bash_CompletesCommandsOptionsAndValues(string line, int place, string expected)
    {
        string script = Assert.IsType<Invocation.Print>(Read("completions", "bash")).Text;
        string words = string.Join(' ', line.Split(' ').Select(static word => $"'{word}'"));
        string test = $"{script}\nCOMP_WORDS=(marathon-lb {words}); COMP_CWORD={place}; _marathon_lb; echo \"${{COMPREPLY[@]}}\"";
        using Process bash = Process.Start(new ProcessStartInfo("bash", ["--norc", "-c", test]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        string output = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        Assert.Equal(expected, output.Trim());
    }
}

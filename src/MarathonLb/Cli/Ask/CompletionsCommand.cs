namespace MarathonLb.Cli.Ask;

/// <summary><c>marathon-lb completions bash|zsh|fish</c>: prints a completion script for a shell.</summary>
internal static class CompletionsCommand
{
    private const string Summary = "completions bash|zsh|fish: prints the completions for that shell.";

    /// <summary>The command.</summary>
    public static CommandDefinition Definition { get; } = new("completions", Summary, static (arguments, _) => arguments switch
    {
        ["bash"] => new Invocation.Print(CompletionScript.Bash(Words())),
        ["zsh"] => new Invocation.Print(CompletionScript.Zsh(Words())),
        ["fish"] => new Invocation.Print(CompletionScript.Fish(Words())),
        ["--help" or "-h"] => new Invocation.Print($"usage: marathon-lb completions bash|zsh|fish\n\n{Summary}\n"),
        _ => new Invocation.Misused(["completions: name the shell; write completions bash, completions zsh or completions fish"]),
    });

    /// <summary>Every command with its options; direct mode is the empty word.</summary>
    private static IReadOnlyList<CompletedCommand> Words() =>
    [
        new("", "", DirectFlags.All),
        .. CommandLine.Commands.Select(static command => new CompletedCommand(command.Word, command.Summary, command.Options)),
    ];
}

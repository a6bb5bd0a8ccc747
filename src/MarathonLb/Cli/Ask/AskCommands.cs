using MarathonLb.Cli.Ask.Lint;

namespace MarathonLb.Cli.Ask;

/// <summary>The commands that ask and change nothing.</summary>
internal static class AskCommands
{
    /// <summary>All of them, in the order of the help.</summary>
    public static IReadOnlyList<CommandDefinition> All { get; } =
    [
        LintCommand.Definition,
        ExplainCommand.Definition,
        RouteCommand.Definition,
        CompletionsCommand.Definition,
        new("version", "Prints the version.", static (arguments, _) => arguments.Count == 0
            ? new Invocation.Print($"marathon-lb {CommandLine.Version}\n")
            : new Invocation.Misused([$"'{arguments[0]}': 'version' takes no arguments"])),
    ];
}

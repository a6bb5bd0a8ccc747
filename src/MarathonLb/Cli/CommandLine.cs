using System.Reflection;
using MarathonLb.Cli.Operate;
using MarathonLb.Cli.Reference;

namespace MarathonLb.Cli;

/// <summary>
/// The first word selects a command; a command line that starts with an option, or is empty, is direct mode, as the original marathon-lb has it.
/// </summary>
internal sealed class CommandLine(params IReadOnlyList<CommandDefinition> commands)
{
    /// <summary>Every command of this program.</summary>
    public static IReadOnlyList<CommandDefinition> Commands =>
    [
        ManagedCommands.Sse, ManagedCommands.Poll, ManagedCommands.Run, AcceptCommand.Definition, ZddCommand.Definition, .. OperateCommands.All, .. Ask.AskCommands.All,
        .. ReferenceCommands.All,
    ];

    /// <summary>What the arguments ask for.</summary>
    public Invocation Read(IReadOnlyList<string> arguments, EnvironmentSettings environment)
    {
        if (arguments.Count == 0 || arguments[0].StartsWith('-')) return ReadDirect(arguments, environment);
        string word = arguments[0];
        if (commands.FirstOrDefault(command => command.Word == word) is { } chosen) return chosen.Read([.. arguments.Skip(1)], environment);
        string known = commands.Count == 0 ? "" : $"use one of {string.Join(", ", commands.Select(command => command.Word))}, or ";
        return new Invocation.Misused([$"'{word}': there is no such command; {known}start with an option such as --group (see --help)"]);
    }

    /// <summary>The version of this program, as <c>--version</c> prints it.</summary>
    public static string Version =>
        typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    private Invocation ReadDirect(IReadOnlyList<string> arguments, EnvironmentSettings environment)
    {
        ParsedArguments parsed = ArgumentReader.Read(DirectFlags.All, arguments);
        if (parsed.Has(DirectFlags.Help)) return new Invocation.Print(Help());
        if (parsed.Has(DirectFlags.LongHelp)) return new Invocation.Print(ReferencePages.Whole());
        if (parsed.Has(DirectFlags.Version)) return new Invocation.Print($"marathon-lb {Version}\n");
        return DirectOptionsReader.Read(parsed, environment, out IReadOnlyList<string> problems) is { } options
            ? new Invocation.Direct(options)
            : new Invocation.Misused(problems);
    }

    private string Help() => HelpText.Render(
        "marathon-lb --group GROUP [options]",
        "Makes HAProxy's configuration from the apps that run on Marathon, and reloads HAProxy if it changed.",
        [.. commands.Select(command => (command.Word, command.Summary))],
        DirectFlags.All);
}

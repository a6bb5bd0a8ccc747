namespace MarathonLb.Cli.Ask;

/// <summary>Reads the command line of a command that asks: one operand, its own options, and those of direct mode.</summary>
/// <param name="word">The command.</param>
/// <param name="operand">What its operand is called in the help.</param>
/// <param name="summary">What it does.</param>
/// <param name="flags">Its options.</param>
internal sealed class AskReader(string word, string operand, string summary, IReadOnlyList<OptionSpec> flags)
{
    /// <summary>Reads the arguments.</summary>
    /// <param name="arguments">The arguments after the command.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="ask">Makes the invocation of the operand, the arguments and the options.</param>
    public Invocation Read(IReadOnlyList<string> arguments, EnvironmentSettings environment, Func<string, ParsedArguments, DirectOptions, Invocation> ask)
    {
        ParsedArguments parsed = ArgumentReader.Read(flags, arguments, operands: 1);
        if (parsed.Has(DirectFlags.Help)) return new Invocation.Print(HelpText.Render($"marathon-lb {word} {operand} [options]", summary, [], [.. flags.Select(Relaxed)]));
        if (parsed.Operands.Count == 0) parsed.Complain($"{word}: {operand} is missing");

        // Whoever asks wants to know of every app.
        if (parsed.All(DirectFlags.Group).Count == 0) parsed.Add(DirectFlags.Group, "*");
        return DirectOptionsReader.Read(parsed, environment, out IReadOnlyList<string> problems) is DirectOptions options
            ? ask(parsed.Operands[0], parsed, options)
            : new Invocation.Misused(problems);
    }

    /// <summary>One of a few words.</summary>
    public static string? Choice(ParsedArguments parsed, OptionSpec option) =>
        parsed.Last(option) is not string given ? option.Default : option.ValueName.Split('|').Contains(given) ? given : null;

    /// <summary>--conflicts, as the daemon has it.</summary>
    public static Config.ConflictMode Conflicts(ParsedArguments parsed) => parsed.Last(ManagedFlags.Conflicts) == "all" ? Config.ConflictMode.Tell : Config.ConflictMode.First;

    /// <summary>The invocation for a value that is none of the words.</summary>
    public static Invocation NoChoice(ParsedArguments parsed, OptionSpec option) =>
        new Invocation.Misused([$"{option}: '{parsed.Last(option)}' can't be used; write one of {option.ValueName.Replace("|", ", ", StringComparison.Ordinal)}"]);

    private static OptionSpec Relaxed(OptionSpec option) => option == DirectFlags.Group
        ? option with { Help = option.Help.Replace(" Required.", "", StringComparison.Ordinal), Default = "'*'" }
        : option;
}

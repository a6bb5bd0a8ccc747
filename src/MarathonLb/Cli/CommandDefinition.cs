namespace MarathonLb.Cli;

/// <summary>A command: the first word of the command line, and who reads the rest.</summary>
/// <param name="Word">The word; empty for direct mode, which has none.</param>
/// <param name="Summary">One line for the help.</param>
/// <param name="Read">Reads the arguments after the word.</param>
internal sealed record CommandDefinition(
    string Word,
    string Summary,
    Func<IReadOnlyList<string>, EnvironmentSettings, Invocation> Read)
{
    /// <summary>Its options, for shell completions.</summary>
    public IReadOnlyList<OptionSpec> Options { get; init; } = [];
}

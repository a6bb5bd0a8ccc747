namespace MarathonLb.Cli.Ask;

/// <summary>A command as a shell completes it.</summary>
/// <param name="Word">Its word; empty for direct mode.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Options">Its options.</param>
internal sealed record CompletedCommand(string Word, string Summary, IReadOnlyList<OptionSpec> Options)
{
    /// <summary>The words that an option may have as its value, if they are few.</summary>
    public static string[] ChoicesOf(OptionSpec option) => option.ValueName.Contains('|', StringComparison.Ordinal) ? option.ValueName.Split('|') : [];

    /// <summary>True if the option's value is a file or a folder.</summary>
    public static bool TakesFile(OptionSpec option) => option.ValueName is "FILE" or "DIR" or "SOCKET" or "A,B";

    /// <summary>The words that may follow the command itself.</summary>
    public string[] Operands => Word switch
    {
        "run" => ["sse", "poll"],
        "completions" => ["bash", "zsh", "fish"],
        _ => [],
    };
}

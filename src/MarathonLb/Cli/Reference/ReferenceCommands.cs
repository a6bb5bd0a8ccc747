namespace MarathonLb.Cli.Reference;

/// <summary>The words that print one page of the reference: docs/options.md, docs/labels.md and docs/templates.md are their output.</summary>
internal static class ReferenceCommands
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<CommandDefinition> All { get; } =
    [
        Page("options", "Prints every command and option, as Markdown.", ReferencePages.Options),
        Page("labels", "Prints every label, as Markdown.", ReferencePages.Labels),
        Page("templates", "Prints every template with its placeholders and our default, as Markdown.", ReferencePages.Templates),
    ];

    private static CommandDefinition Page(string word, string summary, Func<string> page) => new(word, summary, (arguments, _) =>
        arguments.Count == 0 ? new Invocation.Print(page())
        : arguments is ["--help" or "-h"] ? new Invocation.Print($"usage: marathon-lb {word}\n\n{summary}\n")
        : new Invocation.Misused([$"'{arguments[0]}': '{word}' takes no arguments"]));
}

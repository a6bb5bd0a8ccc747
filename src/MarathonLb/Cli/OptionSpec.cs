namespace MarathonLb.Cli;

/// <summary>How many values an option takes.</summary>
internal enum OptionArity
{
    /// <summary>None: it is there or not.</summary>
    Flag,

    /// <summary>One; when the option is repeated the last one counts.</summary>
    One,

    /// <summary>One; repeating the option adds to the list.</summary>
    OneRepeated,

    /// <summary>One or more in a row, up to the next option; repeating the option adds to the list.</summary>
    OneOrMore,
}

/// <summary>An option of the command line, declared once for the reader and the help.</summary>
/// <param name="Name">Long name, with its dashes.</param>
/// <param name="Short">The letter after a single dash, or null.</param>
/// <param name="Arity">How many values it takes.</param>
/// <param name="ValueName">What its value is called in the help; empty for a flag.</param>
/// <param name="Section">The heading of the help it stands under.</param>
/// <param name="Help">What it does, in a sentence or two.</param>
/// <param name="Default">The default as the help shows it, or null.</param>
internal sealed record OptionSpec(
    string Name,
    char? Short,
    OptionArity Arity,
    string ValueName,
    string Section,
    string Help,
    string? Default = null)
{
    /// <summary>
    /// True for an option that the original marathon-lb does not have. Such an option never takes part in an abbreviation
    /// that an inherited option answers to, so that scripts with <c>--st</c> for <c>--strict-mode</c> go on working.
    /// </summary>
    public bool Added { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Short is { } letter ? $"{Name}/-{letter}" : Name;
}

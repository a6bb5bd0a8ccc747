using MarathonLb.Findings;

namespace MarathonLb.Cli.Ask;

/// <summary>Colours for a terminal; plain text in a pipe, on a dumb terminal, and where NO_COLOR is set (no-color.org).</summary>
/// <param name="on">True to colour.</param>
internal sealed class TerminalColours(bool on)
{
    /// <summary>As standard output and the environment have it.</summary>
    public static TerminalColours OfOutput() => new(
        !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") is { Length: > 0 } and not "dumb");

    /// <summary>Something that is right.</summary>
    public string Good(string text) => Paint("32", text);

    /// <summary>Something that is wrong.</summary>
    public string Bad(string text) => Paint("31", text);

    /// <summary>Something to look at.</summary>
    public string Doubtful(string text) => Paint("33", text);

    /// <summary>Something to find again.</summary>
    public string Strong(string text) => Paint("1", text);

    /// <summary>In the colour of a severity.</summary>
    public string Of(FindingSeverity severity, string text) => severity switch
    {
        FindingSeverity.Error => Bad(text),
        FindingSeverity.Warning => Doubtful(text),
        _ => text,
    };

    private string Paint(string code, string text) => on ? $"\e[{code}m{text}\e[0m" : text;
}

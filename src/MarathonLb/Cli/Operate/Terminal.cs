using System.Text;

namespace MarathonLb.Cli.Operate;

/// <summary>Standard output and error. Colours only where a person looks: not in a pipe, and not with NO_COLOR.</summary>
/// <param name="Output">Gets answers.</param>
/// <param name="Errors">Gets problems.</param>
/// <param name="Colours">True to colour.</param>
internal sealed record Terminal(TextWriter Output, TextWriter Errors, bool Colours)
{
    private const string Reset = "\e[0m";

    /// <summary>This process's own.</summary>
    public static Terminal Own { get; } = new(
        Console.Out, Console.Error, !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    /// <summary>A line that can't steer the terminal: label values may hold escape sequences.</summary>
    public static string Safe(string line)
    {
        if (!line.Any(static c => char.IsControl(c) && c != '\t')) return line;
        StringBuilder safe = new(line.Length);
        foreach (char c in line) safe.Append(char.IsControl(c) && c != '\t' ? '�' : c);
        return safe.ToString();
    }

    /// <summary>A text in a colour, or plain.</summary>
    /// <param name="text">The text.</param>
    /// <param name="colour">The colour's number: 31 red, 32 green, 33 yellow, 36 cyan, 1 bold.</param>
    public string In(int colour, string text) => Colours ? $"\e[{colour}m{text}{Reset}" : text;
}

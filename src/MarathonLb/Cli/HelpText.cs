using System.Text;

namespace MarathonLb.Cli;

/// <summary>Lays option specs out as the text that <c>--help</c> prints, at most 100 columns wide.</summary>
internal static class HelpText
{
    private const int Width = 100;
    private const int HelpColumn = 8;

    /// <summary>The whole help of one command.</summary>
    /// <param name="usage">The line after "usage: ".</param>
    /// <param name="introduction">What the command does.</param>
    /// <param name="commands">Other commands to name, each with a line on it; may be empty.</param>
    /// <param name="options">The options, grouped by their sections in the order given.</param>
    public static string Render(string usage, string introduction, IReadOnlyList<(string Word, string Summary)> commands, IReadOnlyList<OptionSpec> options)
    {
        StringBuilder text = new();
        text.Append("usage: ").Append(usage).Append("\n\n");
        AppendWrapped(text, introduction, 0);
        if (commands.Count > 0)
        {
            text.Append("\nCommands:\n");
            foreach ((string word, string summary) in commands)
            {
                AppendWrapped(text.Append("  ").Append(word).Append('\n'), summary, HelpColumn);
            }
        }

        string? section = null;
        foreach (OptionSpec option in options)
        {
            if (option.Section != section)
            {
                section = option.Section;
                text.Append('\n').Append(section).Append(":\n");
            }

            AppendOption(text, option);
        }

        return text.ToString();
    }

    private static void AppendOption(StringBuilder text, OptionSpec option)
    {
        text.Append("  ");
        if (option.Short is { } letter) text.Append('-').Append(letter).Append(", ");
        text.Append(option.Name);
        if (option.Arity != OptionArity.Flag) text.Append(' ').Append(option.ValueName);
        if (option.Arity == OptionArity.OneOrMore) text.Append(" [").Append(option.ValueName).Append(" …]");
        text.Append('\n');
        AppendWrapped(text, option.Default is null ? option.Help : $"{option.Help} Default: {option.Default}", HelpColumn);
    }

    private static void AppendWrapped(StringBuilder text, string words, int indent)
    {
        int column = 0;
        foreach (string word in words.Split(' '))
        {
            if (column > 0 && column + 1 + word.Length > Width)
            {
                text.Append('\n');
                column = 0;
            }

            if (column == 0)
            {
                text.Append(' ', indent).Append(word);
                column = indent + word.Length;
            }
            else
            {
                text.Append(' ').Append(word);
                column += 1 + word.Length;
            }
        }

        text.Append('\n');
    }
}

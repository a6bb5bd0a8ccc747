namespace MarathonLb.Cli;

/// <summary>The options found on a command line with their values as text, and what was wrong with it.</summary>
internal sealed class ParsedArguments
{
    private readonly Dictionary<OptionSpec, List<string>> _values = [];
    private readonly List<string> _problems = [];

    /// <summary>One line for each thing that can't be understood.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>The arguments that no option takes, if the command has any.</summary>
    public List<string> Operands { get; } = [];

    /// <summary>True if the option was given.</summary>
    public bool Has(OptionSpec option) => _values.ContainsKey(option);

    /// <summary>The option's value; the last one if it was given more than once; null if it was not given.</summary>
    public string? Last(OptionSpec option) => _values.TryGetValue(option, out var values) && values.Count > 0 ? values[^1] : null;

    /// <summary>All values of the option, in order.</summary>
    public IReadOnlyList<string> All(OptionSpec option) => _values.TryGetValue(option, out var values) ? values : [];

    /// <summary>Notes that an option was given, with these values.</summary>
    public void Add(OptionSpec option, params ReadOnlySpan<string> values)
    {
        if (!_values.TryGetValue(option, out var list))
        {
            _values.Add(option, list = []);
        }

        foreach (string value in values)
        {
            list.Add(value);
        }
    }

    /// <summary>Notes a problem.</summary>
    public void Complain(string problem) => _problems.Add(problem);
}

using System.Text.RegularExpressions;

namespace MarathonLb.Cli;

/// <summary>
/// Reads a command line the way Python's argparse does, because the scripts that start marathon-lb rely on it: <c>--opt=value</c>, <c>-cVALUE</c>,
/// <c>-dH</c> for two flags, unique prefixes of long names, several values after one option, <c>-1</c> as a value, <c>--</c>.
/// </summary>
internal sealed partial class ArgumentReader
{
    private readonly IReadOnlyList<OptionSpec> _options;
    private readonly IReadOnlyList<string> _arguments;
    private readonly int _operands;
    private readonly ParsedArguments _result = new();
    private int _next;

    private ArgumentReader(IReadOnlyList<OptionSpec> options, IReadOnlyList<string> arguments, int operands) =>
        (_options, _arguments, _operands) = (options, arguments, operands);

    /// <summary>Reads all arguments; what is wrong with them is in <see cref="ParsedArguments.Problems"/>.</summary>
    /// <param name="options">The options there are.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="operands">How many arguments may stand alone.</param>
    public static ParsedArguments Read(IReadOnlyList<OptionSpec> options, IReadOnlyList<string> arguments, int operands = 0)
    {
        ArgumentReader reader = new(options, arguments, operands);
        reader.ReadAll();
        return reader._result;
    }

    private void ReadAll()
    {
        while (_next < _arguments.Count)
        {
            string argument = _arguments[_next++];
            if (argument == "--")
            {
                while (_next < _arguments.Count) TakeAlone(_arguments[_next++]);
            }
            else if (!LooksLikeOption(argument))
            {
                TakeAlone(argument);
            }
            else if (argument.StartsWith("--", StringComparison.Ordinal))
            {
                ReadLong(argument);
            }
            else
            {
                ReadShort(argument);
            }
        }
    }

    private void ReadLong(string argument)
    {
        int equals = argument.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? argument : argument[..equals];
        OptionSpec[] candidates = Candidates(name);
        if (candidates.Length != 1)
        {
            _result.Complain(candidates.Length == 0
                ? $"{name}: there is no such option; --help lists them all"
                : $"{name}: could be any of {string.Join(", ", candidates.Select(option => option.Name))}; write more of the name");
            SkipValues();
            return;
        }

        Take(candidates[0], equals < 0 ? null : argument[(equals + 1)..]);
    }

    /// <summary>Reads <c>-c</c>, <c>-cVALUE</c>, <c>-c=VALUE</c>, and flags in a bunch such as <c>-dH</c>.</summary>
    private void ReadShort(string argument)
    {
        for (int at = 1; at < argument.Length; at++)
        {
            if (ByLetter(argument[at]) is not { } option)
            {
                _result.Complain($"-{argument[at]} in '{argument}': there is no such option; --help lists them all");
                SkipValues();
                return;
            }

            string rest = argument[(at + 1)..];
            if (option.Arity != OptionArity.Flag)
            {
                Take(option, rest.Length == 0 ? null : rest.StartsWith('=') ? rest[1..] : rest);
                return;
            }

            Take(option, rest.StartsWith('=') ? rest[1..] : null);
            if (rest.StartsWith('=')) return;
        }
    }

    /// <summary>Stores an option with the value attached to it, or with the arguments that follow.</summary>
    private void Take(OptionSpec option, string? attached)
    {
        if (option.Arity == OptionArity.Flag)
        {
            if (attached is not null) _result.Complain($"{option}: takes no value, but got '{attached}'; write it alone");
            _result.Add(option);
            return;
        }

        if (attached is not null)
        {
            _result.Add(option, attached);
            return;
        }

        int found = 0;
        while (_next < _arguments.Count && _arguments[_next] != "--" && !LooksLikeOption(_arguments[_next]))
        {
            _result.Add(option, _arguments[_next++]);
            found++;
            if (option.Arity != OptionArity.OneOrMore) break;
        }

        if (found == 0)
        {
            _result.Complain($"{option}: needs a value; write {option.Name} {option.ValueName} ({option.Name}={option.ValueName} if it starts with a dash)");
        }
    }

    /// <summary>argparse's rule for what is an option and what a value: a known option, or a dash that starts neither a number nor a text with a space.</summary>
    private bool LooksLikeOption(string argument)
    {
        if (argument.Length < 2 || argument[0] != '-') return false;
        string name = argument.Split('=', 2)[0];
        bool known = argument.StartsWith("--", StringComparison.Ordinal) ? Candidates(name).Length > 0 : ByLetter(argument[1]) is not null;
        return known || (!NegativeNumber().IsMatch(argument) && !argument.Contains(' ', StringComparison.Ordinal));
    }

    /// <summary>The options a long name may mean: the very one, else those it is a prefix of, inherited ones before added ones.</summary>
    private OptionSpec[] Candidates(string name)
    {
        if (_options.FirstOrDefault(option => option.Name == name) is { } exact) return [exact];
        if (name.Length < 3) return [];
        OptionSpec[] all = [.. _options.Where(option => option.Name.StartsWith(name, StringComparison.Ordinal))];
        OptionSpec[] inherited = [.. all.Where(option => !option.Added)];
        return inherited.Length > 0 ? inherited : all;
    }

    private OptionSpec? ByLetter(char letter) => _options.FirstOrDefault(option => option.Short == letter);

    private void TakeAlone(string argument)
    {
        if (_result.Operands.Count < _operands) _result.Operands.Add(argument);
        else _result.Complain($"'{argument}': stands alone, no option takes it; quote values that hold spaces");
    }

    /// <summary>After an option that is not understood: its values would only give complaints that mislead.</summary>
    private void SkipValues()
    {
        while (_next < _arguments.Count && _arguments[_next] != "--" && !LooksLikeOption(_arguments[_next])) _next++;
    }

    [GeneratedRegex(@"^-\d+$|^-\d*\.\d+$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NegativeNumber();
}

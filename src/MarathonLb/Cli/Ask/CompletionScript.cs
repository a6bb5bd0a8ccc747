using System.Globalization;
using System.Text;

namespace MarathonLb.Cli.Ask;

/// <summary>Writes completion scripts from the commands and their option specs.</summary>
internal static class CompletionScript
{
    /// <summary>For bash: <c>source &lt;(marathon-lb completions bash)</c>.</summary>
    public static string Bash(IReadOnlyList<CompletedCommand> commands)
    {
        StringBuilder text = new("# bash completion for marathon-lb, printed by: marathon-lb completions bash\n_marathon_lb() {\n");
        text.Append("  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} word=${COMP_WORDS[1]} words=\n  case $prev in\n");
        foreach (OptionSpec option in Options(commands).Where(static option => option.Arity != OptionArity.Flag))
        {
            string reply = CompletedCommand.ChoicesOf(option).Length > 0 ? BashChoices(option.Name, commands)
                : CompletedCommand.TakesFile(option) ? "COMPREPLY=($(compgen -f -- \"$cur\"))" : "COMPREPLY=()";
            string letter = option.Short is char c ? $"|-{c}" : "";
            text.Append(CultureInfo.InvariantCulture, $"    {option.Name}{letter}) {reply}; return ;;\n");
        }

        text.Append("  esac\n  case $word in\n");
        foreach (CompletedCommand command in commands.Where(static command => command.Word.Length > 0))
        {
            text.Append(CultureInfo.InvariantCulture, $"    {command.Word}) words='{string.Join(' ', command.Options.Select(static option => option.Name).Concat(command.Operands))}' ;;\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"    *) words='{string.Join(' ', commands[0].Options.Select(static option => option.Name))}' ;;\n  esac\n");
        text.Append(CultureInfo.InvariantCulture, $"  [ \"$COMP_CWORD\" -eq 1 ] && words=\"$words {Words(commands)}\"\n");
        return text.Append("  COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n  [ \"$word\" = lint ] && [[ $cur != -* ]] && COMPREPLY+=($(compgen -f -- \"$cur\"))\n}\ncomplete -o filenames -F _marathon_lb marathon-lb\n").ToString();
    }

    /// <summary>For zsh: a file <c>_marathon-lb</c> on the fpath.</summary>
    public static string Zsh(IReadOnlyList<CompletedCommand> commands)
    {
        StringBuilder text = new("#compdef marathon-lb\n# zsh completion for marathon-lb, printed by: marathon-lb completions zsh\n_marathon_lb() {\n  local -a commands\n  commands=(\n");
        foreach (CompletedCommand command in commands.Skip(1)) text.Append(CultureInfo.InvariantCulture, $"    {Quoted($"{command.Word}:{command.Summary}")}\n");
        text.Append("  )\n  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then\n    _describe command commands\n    return\n  fi\n  case $words[2] in\n");
        foreach (CompletedCommand command in commands.Skip(1).Append(commands[0]))
        {
            text.Append(CultureInfo.InvariantCulture, $"    {(command.Word.Length == 0 ? "*" : command.Word)})\n      _arguments \\\n");
            foreach (OptionSpec option in command.Options) text.Append(CultureInfo.InvariantCulture, $"        {ZshOf(option)} \\\n");
            text.Append(CultureInfo.InvariantCulture, $"        {(command.Operands.Length > 0 ? $"'*: :({string.Join(' ', command.Operands)})'" : "'*: :_files'")} ;;\n");
        }

        return text.Append("  esac\n}\n_marathon_lb \"$@\"\n").ToString();
    }

    /// <summary>For fish: <c>marathon-lb completions fish | source</c>.</summary>
    public static string Fish(IReadOnlyList<CompletedCommand> commands)
    {
        StringBuilder text = new("# fish completion for marathon-lb, printed by: marathon-lb completions fish\ncomplete -c marathon-lb -e\n");
        string known = Words(commands);
        foreach (CompletedCommand command in commands)
        {
            string when = command.Word.Length == 0 ? $"not __fish_seen_subcommand_from {known}" : $"__fish_seen_subcommand_from {command.Word}";
            if (command.Word.Length > 0) text.Append(CultureInfo.InvariantCulture, $"complete -c marathon-lb -f -n '__fish_use_subcommand' -a {command.Word} -d {FishQuoted(command.Summary)}\n");
            foreach (string operand in command.Operands) text.Append(CultureInfo.InvariantCulture, $"complete -c marathon-lb -f -n '{when}' -a {operand}\n");
            foreach (OptionSpec option in command.Options)
            {
                string letter = option.Short is char c ? $" -s {c}" : "";
                string[] choices = CompletedCommand.ChoicesOf(option);
                string value = option.Arity == OptionArity.Flag ? "" : choices.Length > 0 ? $" -x -a '{string.Join(' ', choices)}'" : CompletedCommand.TakesFile(option) ? " -r -F" : " -x";
                text.Append(CultureInfo.InvariantCulture, $"complete -c marathon-lb -n '{when}' -l {option.Name[2..]}{letter}{value} -d {FishQuoted(option.Help)}\n");
            }
        }

        return text.ToString();
    }

    private static IEnumerable<OptionSpec> Options(IReadOnlyList<CompletedCommand> commands) => commands.SelectMany(static command => command.Options).DistinctBy(static option => option.Name, StringComparer.Ordinal);

    /// <summary>The values of an option; commands may have it with values of their own.</summary>
    private static string BashChoices(string name, IReadOnlyList<CompletedCommand> commands)
    {
        (string Word, string Values)[] choices = [.. commands.SelectMany(command => command.Options.Where(option => option.Name == name)
            .Select(option => (command.Word, string.Join(' ', CompletedCommand.ChoicesOf(option)))))];
        const string Reply = "COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))";
        if (choices.DistinctBy(static choice => choice.Values, StringComparer.Ordinal).Count() == 1) return $"words='{choices[0].Values}'; {Reply}";
        IEnumerable<string> cases = choices.Select(static choice => $"{(choice.Word.Length == 0 ? "''" : choice.Word)}) words='{choice.Values}' ;;");
        return $"case $word in {string.Join(' ', cases)} esac; {Reply}";
    }

    private static string Words(IReadOnlyList<CompletedCommand> commands) => string.Join(' ', commands.Skip(1).Select(static command => command.Word));

    private static string ZshOf(OptionSpec option)
    {
        string help = option.Help.Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal);
        string[] choices = CompletedCommand.ChoicesOf(option);
        string action = choices.Length > 0 ? $"({string.Join(' ', choices)})" : CompletedCommand.TakesFile(option) ? "_files" : "";
        string value = option.Arity == OptionArity.Flag ? "" : $":{option.ValueName.Replace(":", "\\:", StringComparison.Ordinal)}:{action}";
        string repeat = option.Arity is OptionArity.OneOrMore or OptionArity.OneRepeated ? "*" : "";
        return Quoted($"{repeat}{option.Name}[{help}]{value}");
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>In fish's single quotes a backslash escapes quote and backslash.</summary>
    private static string FishQuoted(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}

using System.Globalization;

namespace MarathonLb.Cli.Operate;

/// <summary>The words that ask a running daemon something.</summary>
internal static class OperateCommands
{
    private static readonly OptionSpec Release = new(
        "--release", null, OptionArity.Flag, "", "rollback", "Go back to today's templates, labels and rules.")
    { Added = true };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<CommandDefinition> All { get; } =
    [
        new("diff", "diff [FROM [TO]]: what the apps ask for against what HAProxy runs, or any two kept configurations (live, desired, a version's number, an archive's time).", static (arguments, _) => Read("diff [FROM [TO]]", 2, [], arguments, Diff)) { Options = [ManagedFlags.RunDir] },
        new("history", "The versions that can be rolled back to, and the last rounds with their causes.", static (arguments, _) => Read("history", 0, [], arguments, static (_, _) => new HistoryQuestion())) { Options = [ManagedFlags.RunDir] },
        new("rollback", "rollback N: puts the templates, labels and rules of version N in force, with the tasks of now, until rollback --release.", static (arguments, _) => Read("rollback N|--release", 1, [Release], arguments, Rollback)) { Options = [Release, ManagedFlags.RunDir] },
    ];

    private static DiffQuestion Diff(IReadOnlyList<string> words, ParsedArguments options) => new(words.ElementAtOrDefault(0), words.ElementAtOrDefault(1));

    private static RollbackQuestion? Rollback(IReadOnlyList<string> words, ParsedArguments options)
    {
        if (options.Has(Release)) return words.Count == 0 ? new RollbackQuestion(null) : null;
        return words is [string number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int version) ? new RollbackQuestion(version) : null;
    }

    /// <summary>Words come first, then options.</summary>
    private static Invocation Read(
        string usage, int most, OptionSpec[] own, IReadOnlyList<string> arguments, Func<IReadOnlyList<string>, ParsedArguments, IQuestion?> make)
    {
        OptionSpec[] flags = [.. own, ManagedFlags.RunDir, DirectFlags.Help];
        string[] words = [.. arguments.TakeWhile(static argument => !argument.StartsWith('-'))];
        ParsedArguments parsed = ArgumentReader.Read(flags, [.. arguments.Skip(words.Length)]);
        if (parsed.Has(DirectFlags.Help)) return new Invocation.Print(HelpText.Render($"marathon-lb {usage} [options]", All.First(command => usage.StartsWith(command.Word, StringComparison.Ordinal)).Summary, [], flags));
        if (parsed.Problems.Count > 0) return new Invocation.Misused(parsed.Problems);
        if (words.Length > most || make(words, parsed) is not IQuestion question) return new Invocation.Misused([$"write marathon-lb {usage}"]);
        string folder = Path.GetFullPath(parsed.Last(ManagedFlags.RunDir) ?? ManagedFlags.RunDir.Default!);
        return new Invocation.Ask(token => AdminSocket.RunAsync(folder, question, token));
    }
}

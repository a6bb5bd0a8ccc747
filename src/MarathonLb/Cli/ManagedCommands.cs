using MarathonLb.Cli.EntryPoint;

namespace MarathonLb.Cli;

/// <summary>The words that start the daemon.</summary>
internal static class ManagedCommands
{
    /// <summary>Follows events.</summary>
    public static CommandDefinition Sse { get; } = new(
        "sse",
        "Runs HAProxy and keeps it current by Marathon's events.",
        static (arguments, environment) => Read("sse", events: true, arguments, environment))
    { Options = ManagedOptionsReader.Flags };

    /// <summary>Asks from time to time.</summary>
    public static CommandDefinition Poll { get; } = new(
        "poll",
        "Runs HAProxy and keeps it current by asking Marathon from time to time.",
        static (arguments, environment) => Read("poll", events: false, arguments, environment))
    { Options = ManagedOptionsReader.Flags };

    /// <summary>The container's entry point.</summary>
    public static CommandDefinition Run { get; } = new(
        "run",
        "run sse or run poll: the same as a container's entry point, with certificates and templates from the environment.",
        ReadRun)
    { Options = ManagedOptionsReader.Flags };

    private static Invocation Read(string word, bool events, IReadOnlyList<string> arguments, EnvironmentSettings environment)
    {
        ParsedArguments parsed = ArgumentReader.Read(ManagedOptionsReader.Flags, arguments);
        if (parsed.Has(DirectFlags.Help))
        {
            string about = events ? Sse.Summary : Poll.Summary;
            return new Invocation.Print(HelpText.Render($"marathon-lb {word} --group GROUP [options]", about, [], ManagedOptionsReader.Flags));
        }

        return ManagedOptionsReader.Read(events, parsed, environment, out IReadOnlyList<string> problems) is ManagedOptions options
            ? new Invocation.Managed(options)
            : new Invocation.Misused(problems);
    }

    private static Invocation ReadRun(IReadOnlyList<string> arguments, EnvironmentSettings environment)
    {
        if (arguments.Count == 0 || arguments[0] is not (("sse" or "poll") and string mode))
        {
            string given = arguments.Count > 0 ? $"'{arguments[0]}' is no mode" : "the mode is missing";
            return new Invocation.Misused([$"run: {given}; write run sse [options] or run poll [options]"]);
        }

        EntryPointPaths paths = EntryPointPaths.InImage(ManagedFlags.RunDir.Default!);
        Invocation read = Read($"run {mode}", mode == "sse", [.. EntryPointEnvironment.Current.DefaultFlags(paths), .. arguments.Skip(1)], environment);
        return read is Invocation.Managed { Options: ManagedOptions options }
            ? new Invocation.Managed(options with { Container = paths with { RunDirectory = options.RunDirectory } })
            : read;
    }
}

namespace MarathonLb.Cli;

/// <summary>The words that start the daemon.</summary>
internal static class ManagedCommands
{
    /// <summary>Follows events.</summary>
    public static CommandDefinition Sse { get; } = new(
        "sse",
        "Runs HAProxy and keeps it current by Marathon's events.",
        static (arguments, environment) => Read("sse", events: true, arguments, environment));

    /// <summary>Asks from time to time.</summary>
    public static CommandDefinition Poll { get; } = new(
        "poll",
        "Runs HAProxy and keeps it current by asking Marathon from time to time.",
        static (arguments, environment) => Read("poll", events: false, arguments, environment));

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
}

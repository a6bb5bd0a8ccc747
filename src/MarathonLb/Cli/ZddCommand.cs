using MarathonLb.Zdd;

namespace MarathonLb.Cli;

/// <summary><c>zdd</c>, which the image also calls <c>bluegreen_deploy</c>.</summary>
internal static class ZddCommand
{
    /// <summary>The word.</summary>
    public static CommandDefinition Definition { get; } = new(
        "zdd", "Deploys a new version of an app in place of the old one without losing a request (blue-green); marathon-lb zdd --help.", Read)
    { Options = ZddFlags.All };

    private static string Help => HelpText.Render(
        "marathon-lb zdd -j FILE -m URL -l URL [options]",
        "Deploys an app beside the version that serves now, moves the traffic over task by task as the load balancer drains them, and deletes the old version.",
        [],
        ZddFlags.All);

    /// <summary>What <c>--longhelp</c> adds.</summary>
    private const string More =
        """

        The app's definition needs:
          id                            the app's name; -blue or -green is put after it
          a service port                fixed, in container.portMappings, portDefinitions or ports
          HAPROXY_DEPLOYMENT_GROUP      label: a name that both colours share
          HAPROXY_DEPLOYMENT_ALT_PORT   label: another service port for the other colour; several service ports: one
                                        for each, comma separated

        Exit codes: 0 done, 1 declined, 2 unexpected (another deploy is under way, the hook refuses), 3 invalid arguments, 4 a field is missing or
        malformed, 5 a load balancer does not answer or never does what is waited for, 6 Marathon does not answer, 7 the new app could not be created
        or never became healthy, 8 the old app could not be deleted, 9 an app could not be scaled, 130 interrupted.
        Whatever the code, the old and the new app serve as they are: --resume goes on, --complete-prev goes back.

        """;

    private static Invocation Read(IReadOnlyList<string> arguments, EnvironmentSettings environment)
    {
        ParsedArguments parsed = ArgumentReader.Read(ZddFlags.All, arguments);
        if (parsed.Has(DirectFlags.Help)) return new Invocation.Print(Help);
        if (parsed.Has(DirectFlags.LongHelp)) return new Invocation.Print(Help + More);
        if (parsed.Has(DirectFlags.Version)) return new Invocation.Print($"marathon-lb {CommandLine.Version}\n");
        return ZddOptionsReader.Read(parsed, environment, out IReadOnlyList<string> problems) is ZddInvocation options
            ? new Invocation.Deploy(options)
            : new Invocation.Misused(problems) { Status = (int)ZddExitCode.InvalidArguments };
    }
}

using System.Net;
using MarathonLb.Http;

namespace MarathonLb.Cli;

/// <summary><c>marathon-lb accept</c>: an operator tells a running daemon that the answer of Marathon's that it holds is right.</summary>
internal static class AcceptCommand
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>The command.</summary>
    public static CommandDefinition Definition { get; } = new(
        "accept",
        "Accepts the answer of Marathon's that a running daemon holds because many servers would go (--run-dir as the daemon's).",
        static (arguments, _) => Read(arguments))
    { Options = [ManagedFlags.RunDir, DirectFlags.Help] };

    /// <summary>Asks the daemon, and prints what was accepted or that nothing is held.</summary>
    /// <param name="runDirectory">The daemon's <c>--run-dir</c>.</param>
    /// <param name="output">Gets what was accepted.</param>
    /// <param name="errors">Gets why nothing was.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<ExitCode> RunAsync(string runDirectory, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        string path = HttpEndpointOptions.In(runDirectory, null).AdminSocket;
        using SocketsHttpHandler handler = new() { ConnectCallback = (_, token) => Operate.AdminSocket.ConnectAsync(path, token), UseProxy = false };
        using HttpClient client = new(handler) { Timeout = Limit };
        try
        {
            using HttpResponseMessage answer = await client.PostAsync(new Uri("http://admin" + InstanceRoutes.AcceptPath), null, cancellation);
            string text = await answer.Content.ReadAsStringAsync(cancellation);
            if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Conflict))
            {
                await errors.WriteAsync($"marathon-lb: the daemon answers {(int)answer.StatusCode}: {text}");
                return ExitCode.NoDaemon;
            }

            await output.WriteAsync(text);
            return answer.StatusCode == HttpStatusCode.OK ? ExitCode.Done : ExitCode.NothingHeld;
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            await errors.WriteAsync($"marathon-lb: nobody answers on {path} ({e.Message}); give the daemon's --run-dir, and run as its user or root\n");
            return ExitCode.NoDaemon;
        }
    }

    private static Invocation Read(IReadOnlyList<string> arguments)
    {
        IReadOnlyList<OptionSpec> flags = Definition.Options;
        ParsedArguments parsed = ArgumentReader.Read(flags, arguments);
        if (parsed.Has(DirectFlags.Help)) return new Invocation.Print(HelpText.Render("marathon-lb accept [options]", Definition.Summary, [], flags));
        return parsed.Problems.Count > 0
            ? new Invocation.Misused(parsed.Problems)
            : new Invocation.Accept(Path.GetFullPath(parsed.Last(ManagedFlags.RunDir) ?? ManagedFlags.RunDir.Default!));
    }
}

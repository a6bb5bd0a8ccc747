using System.Text.Json;
using MarathonLb.Asking;
using MarathonLb.Asking.Routing;
using MarathonLb.Http;

namespace MarathonLb.Cli.Ask;

/// <summary><c>marathon-lb route URL</c>: which way a request goes.</summary>
internal static class RouteCommand
{
    private const string Summary = "route URL: says which rule, backend and servers would answer http://HOST/PATH or https://HOST/PATH, and what wants it too; asks the running instance, or what --marathon names.";

    private static readonly AskReader Reader = new("route", "URL", Summary, AskFlags.Route);

    /// <summary>The command.</summary>
    public static CommandDefinition Definition { get; } = new("route", Summary, static (arguments, environment) => Reader.Read(arguments, environment, Ask)) { Options = AskFlags.Route };

    private static Invocation Ask(string url, ParsedArguments parsed, DirectOptions options)
    {
        if (AskReader.Choice(parsed, AskFlags.Format) is not string format) return AskReader.NoChoice(parsed, AskFlags.Format);
        List<KeyValuePair<string, string>> headers = [];
        foreach (string header in parsed.All(AskFlags.Header))
        {
            if (RouteRequest.Header(header) is not { } read) return new Invocation.Misused([$"--header: '{header}' is no header; write NAME:VALUE"]);
            headers.Add(read);
        }

        return RouteRequest.Parse(url, headers) is RouteRequest request
            ? new Invocation.Ask(stop => AskException.TellAsync(() => RunAsync(url, request, format == "json", parsed, options, stop)))
            : new Invocation.Misused([$"route: '{url}' is no URL that can be followed; write http://HOST/PATH or https://HOST:PORT/PATH"]);
    }

    private static async Task<ExitCode> RunAsync(string url, RouteRequest request, bool json, ParsedArguments parsed, DirectOptions options, CancellationToken stop)
    {
        using LiveInstance? live = LiveInstance.Find(parsed);
        RouteAnswer answer = live is null ? await LookAsync(url, request, parsed, options, stop) : await AskAsync(live, url, parsed.All(AskFlags.Header), stop);
        await Console.Out.WriteAsync(json ? JsonSerializer.Serialize(answer, AskingJson.Default.RouteAnswer) + "\n" : RouteText.Of(answer, TerminalColours.OfOutput()));
        return answer.Outcome == "nothing" ? ExitCode.ConfigurationInvalid : ExitCode.Done;
    }

    private static async Task<RouteAnswer> LookAsync(string url, RouteRequest request, ParsedArguments parsed, DirectOptions options, CancellationToken stop)
    {
        AskedCluster cluster = await AskedCluster.LookAsync(options, AskReader.Conflicts(parsed), stop);
        return RouteTracer.Trace(cluster.Config, request, url).Masked(cluster.Mask.Apply);
    }

    private static async Task<RouteAnswer> AskAsync(LiveInstance live, string url, IEnumerable<string> headers, CancellationToken stop)
    {
        string query = string.Concat(headers.Select(static header => $"&header={Uri.EscapeDataString(header)}"));
        string text = await live.ReadAsync($"{AskRoutes.Route}?url={Uri.EscapeDataString(url)}{query}", stop);
        return JsonSerializer.Deserialize(text, AskingJson.Default.RouteAnswer)!;
    }
}

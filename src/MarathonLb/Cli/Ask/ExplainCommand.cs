using System.Text.Json;
using MarathonLb.Asking;
using MarathonLb.Config;
using MarathonLb.Http;

namespace MarathonLb.Cli.Ask;

/// <summary><c>marathon-lb explain APP</c>: what becomes of an app and why.</summary>
internal static class ExplainCommand
{
    private const string Summary = "explain APP: says for each service port whether it is exposed and which rule decided that; asks the running instance, or what --marathon names.";

    private static readonly AskReader Reader = new("explain", "APP", Summary, AskFlags.Explain);

    /// <summary>The command.</summary>
    public static CommandDefinition Definition { get; } = new("explain", Summary, static (arguments, environment) => Reader.Read(arguments, environment, Ask)) { Options = AskFlags.Explain };

    private static Invocation Ask(string app, ParsedArguments parsed, DirectOptions options) =>
        AskReader.Choice(parsed, AskFlags.Format) is string format
            ? new Invocation.Ask(stop => AskException.TellAsync(() => RunAsync(app, format == "json", parsed, options, stop)))
            : AskReader.NoChoice(parsed, AskFlags.Format);

    private static async Task<ExitCode> RunAsync(string app, bool json, ParsedArguments parsed, DirectOptions options, CancellationToken stop)
    {
        using LiveInstance? live = LiveInstance.Find(parsed);
        (AppExplanation? explanation, UnknownApp? unknown) = live is null
            ? await LookAsync(app, options, AskReader.Conflicts(parsed), stop)
            : await AskAsync(live, app, stop);
        if (explanation is null)
        {
            await Console.Out.WriteAsync(json ? JsonSerializer.Serialize(unknown, AskingJson.Default.UnknownApp) + "\n" : ExplanationText.Of(unknown!));
            return ExitCode.ConfigurationInvalid;
        }

        await Console.Out.WriteAsync(json
            ? JsonSerializer.Serialize(explanation, AskingJson.Default.AppExplanation) + "\n"
            : ExplanationText.Of(explanation, TerminalColours.OfOutput()));
        return ExitCode.Done;
    }

    private static async Task<(AppExplanation?, UnknownApp?)> LookAsync(string app, DirectOptions options, ConflictMode conflicts, CancellationToken stop)
    {
        AskedCluster cluster = await AskedCluster.LookAsync(options, conflicts, stop);
        Explainer explainer = new(cluster.Model);
        AppExplanation? explanation = explainer.Explain(app);
        return explanation is null ? (null, explainer.Unknown(app)) : (explanation.Masked(cluster.Mask.Apply), null);
    }

    private static async Task<(AppExplanation?, UnknownApp?)> AskAsync(LiveInstance live, string app, CancellationToken stop)
    {
        (int status, string text) = await live.GetAsync($"{AskRoutes.Explain}?app={Uri.EscapeDataString(app)}", stop);
        try
        {
            if (status == 200) return (JsonSerializer.Deserialize(text, AskingJson.Default.AppExplanation), null);
            if (status == 404) return (null, JsonSerializer.Deserialize(text, AskingJson.Default.UnknownApp));
        }
        catch (JsonException)
        {
            // An older instance answers 404 with a list of its paths.
        }

        throw new AskException(ExitCode.NoDaemon, $"the running instance can't explain apps (it answers {status}); is it of this version?");
    }
}

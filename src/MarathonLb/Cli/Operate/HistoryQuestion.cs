using System.Globalization;
using MarathonLb.Http.Api;

namespace MarathonLb.Cli.Operate;

/// <summary><c>marathon-lb history</c>: the versions to go back to, and the last rounds.</summary>
internal sealed record HistoryQuestion : IQuestion
{
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss'Z'";

    /// <inheritdoc/>
    public async Task<ExitCode> AskAsync(AdminSocket daemon, Terminal terminal, CancellationToken cancellation)
    {
        VersionView[] versions = await daemon.JsonAsync($"{ApiRoutes.Root}/versions", ApiJson.Default.VersionViewArray, cancellation);
        RoundView[] rounds = await daemon.JsonAsync($"{ApiRoutes.Root}/rounds", ApiJson.Default.RoundViewArray, cancellation);
        StateView state = await daemon.JsonAsync($"{ApiRoutes.Root}/state", ApiJson.Default.StateView, cancellation);
        if (state.Pinned is PinnedView pinned) await terminal.Output.WriteAsync(terminal.In(33, $"pinned to version {pinned.Version} since {Time(pinned.Since)}; end it with: marathon-lb rollback --release") + "\n\n");
        await terminal.Output.WriteAsync(terminal.In(1, "versions (marathon-lb rollback N, marathon-lb diff N)") + "\n");
        foreach (VersionView version in versions)
        {
            string mark = version.InForce ? terminal.In(32, "*") : " ";
            await terminal.Output.WriteAsync($"{mark} {version.Number,5}  {Time(version.Time)}  {Terminal.Safe(version.Cause)}: {Terminal.Safe(version.Changes)}\n");
        }

        if (versions.Length == 0) await terminal.Output.WriteAsync("  none is kept yet\n");
        await terminal.Output.WriteAsync("\n" + terminal.In(1, "last rounds") + "\n");
        foreach (RoundView round in rounds) await terminal.Output.WriteAsync(LineOf(round, terminal) + "\n");
        return ExitCode.Done;
    }

    private static string LineOf(RoundView round, Terminal terminal)
    {
        string times = round.Times > 1 ? $" x{round.Times}" : "";
        string outcome = terminal.In(round.Good ? 32 : 31, round.Outcome);
        string what = Terminal.Safe(round.Changes ?? round.Problem ?? "");
        string stages = round.Stages is StagesView took
            ? string.Create(CultureInfo.InvariantCulture, $": fetch {took.Fetch:0}, render {took.Render:0}, validate {took.Validate:0}, apply {took.Apply:0}") : "";
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"  {round.Number,5}  {Time(round.Time)}  {outcome}{times} ({round.How}, {round.Milliseconds:0} ms{stages}) {Terminal.Safe(round.Cause)}{(what.Length > 0 ? $": {what}" : "")}");
        return round.Touched is { AppCount: > 0 } touched ? line + AppsOf(touched) : line;
    }

    private static string AppsOf(TouchedView touched)
    {
        int further = touched.AppCount - touched.Apps.Length;
        return $"; apps: {Terminal.Safe(string.Join(", ", touched.Apps))}{(further > 0 ? $" and {further} more" : "")}";
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
}

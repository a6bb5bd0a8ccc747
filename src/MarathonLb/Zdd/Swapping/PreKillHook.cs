using System.Text.Json.Nodes;
using MarathonLb.Haproxy;
using MarathonLb.Zdd.Definition;
using MarathonLb.Zdd.Reporting;

namespace MarathonLb.Zdd.Swapping;

/// <summary>
/// A program of the operator's that looks at the old app, the tasks about to be killed and the new app (three JSON arguments) and says by its exit code
/// whether the deploy may go on.
/// </summary>
/// <param name="program">Its path, or its name on PATH; null for none.</param>
/// <param name="journal">Is told what it says.</param>
internal sealed class PreKillHook(string? program, Journal journal)
{
    /// <summary>Calls it.</summary>
    /// <exception cref="ZddException">It refuses, or can't be called. Nothing was killed.</exception>
    public async Task CallAsync(DeployedPair apps, IReadOnlyList<string> tasks, CancellationToken cancellation)
    {
        if (program is null) return;
        journal.Note("hook", $"calling the pre-kill hook {program}", ("hook", program), ("tasks", TasksOf(tasks)));
        string[] arguments = [apps.Old.Json.ToJsonString(), TasksOf(tasks).ToJsonString(), apps.New.Json.ToJsonString()];
        ChildResult result = await ChildProcess.RunAsync(new ChildCommand(program, arguments) { Timeout = Timeout.InfiniteTimeSpan }, cancellation);
        foreach (string line in (result.Output + "\n" + result.Error).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            journal.Note("hook-says", $"pre-kill hook: {line}", ("line", line));
        }

        if (result.Succeeded) return;
        string reason = result.Failure ?? $"ended with {result.ExitCode}";
        throw new ZddException(
            ZddExitCode.Unexpected,
            $"pre-kill hook {program}: {reason}: nothing was killed, and everything serves as before. Continue with --resume, or go back with --complete-prev");
    }

    private static JsonArray TasksOf(IReadOnlyList<string> tasks) => [.. tasks.Select(static id => (JsonNode)id)];
}

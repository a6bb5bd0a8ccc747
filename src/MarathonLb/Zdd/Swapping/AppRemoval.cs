using System.Text.Json.Nodes;
using MarathonLb.Zdd.Api;
using MarathonLb.Zdd.Reporting;

namespace MarathonLb.Zdd.Swapping;

/// <summary>Deletes an app and waits until Marathon has it no more: the next deploy of the group would take it for one that is under way.</summary>
/// <param name="marathon">Marathon.</param>
/// <param name="journal">Is told everything.</param>
/// <param name="options">What the command line says.</param>
/// <param name="clock">Measures the wait.</param>
internal sealed class AppRemoval(IMarathonApi marathon, Journal journal, ZddOptions options, TimeProvider clock)
{
    /// <summary>Says what is to be deleted.</summary>
    /// <param name="appId">The app.</param>
    /// <param name="tasks">Its tasks.</param>
    /// <param name="cut">Sessions left on them.</param>
    public void Announce(string appId, IReadOnlyList<string> tasks, long cut)
    {
        if (cut > 0) journal.Warn("cutting", $"{Counted.Of(cut, "session")} left after --max-wait: cut now", ("sessions", cut));
        string state = cut == 0 ? $"{Counted.Of(tasks.Count, "task")} drained" : $"{Counted.Of(tasks.Count, "task")} draining";
        journal.Note("deleting", $"about to delete {appId}: {state}", ("app", appId), ("tasks", new JsonArray([.. tasks.Select(static id => (JsonNode)id)])));
    }

    /// <summary>Deletes it.</summary>
    /// <param name="appId">The app.</param>
    /// <param name="tasks">How many tasks it has.</param>
    /// <param name="cut">Sessions that this cuts.</param>
    /// <param name="force">Ends a deployment that holds it.</param>
    /// <param name="cancellation">Ends the trying.</param>
    public async Task DeleteAsync(string appId, int tasks, long cut, bool force, CancellationToken cancellation)
    {
        await marathon.DeleteAsync(appId, force, cancellation);
        journal.Killed += tasks;
        journal.CutSessions += cut;
        journal.Note("deleted", $"Marathon deletes {appId}", ("app", appId));
        long start = clock.GetTimestamp();
        while (await marathon.FetchAsync(appId, cancellation) is not null)
        {
            if (clock.GetElapsedTime(start) >= options.MaxWait)
            {
                journal.Warn("slow", $"{appId} is still being deleted; until it is gone no further deploy of the group can begin");
                return;
            }

            journal.Wait("deletion", $"the last tasks of {appId} to end", options.MaxWait);
            await Task.Delay(options.StepDelay, clock, cancellation);
        }
    }
}

using MarathonSimulator.State;

namespace MarathonSimulator.Deployments;

/// <summary>What to do next to bring an app to its goal.</summary>
/// <param name="Launch">How many tasks to launch.</param>
/// <param name="Kill">Which tasks to kill.</param>
/// <param name="Done">Whether the goal is reached.</param>
internal sealed record RoundPlan(int Launch, IReadOnlyList<SimTask> Kill, bool Done)
{
    /// <summary>
    /// Scales, or replaces tasks of an older configuration within the app's upgradeStrategy: never fewer ready tasks than
    /// minimumHealthCapacity asks for, never more tasks than maximumOverCapacity allows (one more than the minimum at least).
    /// </summary>
    public static RoundPlan For(SimApp app, int target)
    {
        var active = app.Tasks.Where(task => task.IsActive).ToList();
        var current = active.Where(task => task.Version == app.LastConfigChangeAt).ToList();
        var old = active.Except(current).ToList();
        var ending = app.Tasks.Count - active.Count;
        if (old.Count > 0 && target > 0)
            return Replace(app, target, current, old, ending);

        var kill = Victims(app, active).Take(Math.Max(0, active.Count - target)).ToList();
        var done = active.Count == target && ending == 0 && active.TrueForAll(app.IsReady);
        return new RoundPlan(Math.Max(0, target - active.Count), kill, done);
    }

    private static RoundPlan Replace(SimApp app, int target, List<SimTask> current, List<SimTask> old, int ending)
    {
        var strategy = app.Definition.ObjectAt("upgradeStrategy");
        var minimum = (int)Math.Ceiling(target * (strategy.NumberAt("minimumHealthCapacity") ?? 1));
        var most = target + (int)Math.Floor(target * (strategy.NumberAt("maximumOverCapacity") ?? 1));
        most = Math.Max(most, minimum + 1);
        var launch = Math.Min(target - current.Count, most - current.Count - old.Count - ending);

        var ready = current.Count(app.IsReady) + old.Count(app.IsReady);
        var kill = new List<SimTask>();
        foreach (var task in Victims(app, old))
        {
            if (app.IsReady(task) && ready-- <= minimum)
                break;
            kill.Add(task);
        }

        var excess = Victims(app, current).Take(Math.Max(0, current.Count - target));
        return new RoundPlan(Math.Max(0, launch), [.. kill, .. excess], Done: false);
    }

    /// <summary>Tasks in the order Marathon kills them: not ready ones first, then as killSelection says.</summary>
    private static IOrderedEnumerable<SimTask> Victims(SimApp app, List<SimTask> tasks)
    {
        var unready = tasks.OrderBy(app.IsReady);
        return app.Definition.TextAt("killSelection") == "OLDEST_FIRST"
            ? unready.ThenBy(task => task.StagedAt)
            : unready.ThenByDescending(task => task.StagedAt).ThenByDescending(task => app.Tasks.IndexOf(task));
    }
}

using MarathonLb.Zdd.Reporting;

namespace MarathonLb.Zdd.Swapping;

/// <summary>The steps of a swap in which all goes well, for <c>--dry-run</c>.</summary>
internal static class StepForecast
{
    /// <summary>Lists them.</summary>
    /// <param name="oldId">The old app.</param>
    /// <param name="old">Its instances.</param>
    /// <param name="newId">The new app.</param>
    /// <param name="now">Its instances.</param>
    /// <param name="goal">Where the swap leads.</param>
    public static IEnumerable<string> Of(string oldId, int old, string newId, int now, SwapGoal goal)
    {
        while (true)
        {
            if (goal.IsSplit(now, old))
            {
                yield return $"stop with {now} of {newId} beside {old} of {oldId}";
                yield break;
            }

            int drain = goal.Drainable(now, old);
            if (goal.Hybrid == 0 && now >= goal.Target && drain == old)
            {
                yield return $"delete {oldId} when all of it ({Counted.Of(old, "task")}) is drained";
                yield break;
            }

            int? next = now < goal.NewEnd ? goal.NextSize(now, old) : null;
            if (drain == 0 && next is null) yield break;
            old -= drain;
            string kill = drain > 0 ? $"kill {Counted.Of(drain, "drained task")} of {oldId} ({old} left)" : "";
            string scale = next is int size ? $"scale {newId} from {now} to {size}" : "";
            yield return kill.Length > 0 && scale.Length > 0 ? $"{kill}, {scale}" : kill + scale;
            now = next ?? now;
        }
    }
}

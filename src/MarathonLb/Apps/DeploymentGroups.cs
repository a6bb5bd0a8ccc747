using System.Globalization;
using MarathonLb.Apps.Labels;
using MarathonLb.Marathon;

namespace MarathonLb.Apps;

/// <summary>
/// Merges the apps of a blue-green deployment group (spec, section 1, "Deployment groups"): zdd keeps an old and a new app, both in the load
/// balancer under one name, and marks as many of the old tasks draining as healthy new ones can replace.
/// </summary>
internal static class DeploymentGroups
{
    private const DateTimeStyles InUniversalTime = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    /// <summary>The basic forms of ISO 8601, without separators, which .NET does not read by itself.</summary>
    private static readonly string[] BasicFormats = ["yyyyMMdd'T'HHmmssK", "yyyyMMdd'T'HHmmss.FFFFFFFK", "yyyyMMdd'T'HHmmK", "yyyyMMdd"];

    /// <summary>Merges one further app of a group with what its group is so far.</summary>
    /// <param name="first">The group so far; it counts as seen first.</param>
    /// <param name="second">The app to merge in.</param>
    public static AppInstance Merge(AppInstance first, AppInstance second)
    {
        AppLabels firstLabels = LabelReader.AppLabelsOf(first.Definition);
        AppLabels secondLabels = LabelReader.AppLabelsOf(second.Definition);
        bool firstIsNew = StartedAt(firstLabels) >= StartedAt(secondLabels);
        (AppInstance newer, AppInstance older) = firstIsNew ? (first, second) : (second, first);
        AppLabels newerLabels = firstIsNew ? firstLabels : secondLabels;
        int target = 1;
        if (IsHybrid(newer))
        {
            if (ScaledAt(older) > ScaledAt(newer))
            {
                (newer, older) = (older, newer);
                newerLabels = ReferenceEquals(newer, first) ? firstLabels : secondLabels;
            }

            target = newerLabels.DeploymentTargetInstances ?? 1;
        }

        int healthyNew = second.Definition.HealthChecks.Length > 0 ? AliveTasks(newer) : newer.Definition.Instances;
        int drainable = Math.Max(0, healthyNew + older.Definition.Instances - target);
        int count = Math.Min(older.Tasks.Length, Math.Min(healthyNew, drainable));
        return new AppInstance(older.AppId, older.Definition, [.. older.Tasks, .. newer.Tasks], DrainingAfter(older, newer, count));
    }

    /// <summary>True if the app stands beside the old one in a split. The label counts whatever its value, even an empty one.</summary>
    private static bool IsHybrid(AppInstance app) =>
        Array.Exists(app.Definition.Labels, static label => label.Key is { Id: LabelId.DeploymentNewInstances, Index: < 0 });

    private static HashSet<string>? DrainingAfter(AppInstance older, AppInstance newer, int count)
    {
        HashSet<string> draining = new(StringComparer.Ordinal);
        if (older.Draining is not null) draining.UnionWith(older.Draining);
        if (newer.Draining is not null) draining.UnionWith(newer.Draining);
        draining.UnionWith(older.Tasks.Select(static task => task.Id).Order(StringComparer.Ordinal).Take(count));
        return draining.Count > 0 ? draining : null;
    }

    private static int AliveTasks(AppInstance app) => app.Tasks.Count(static task => task.Health == TaskHealth.Alive);

    /// <summary>When the app's deploy began; absent or unreadable is the beginning of time.</summary>
    private static DateTime StartedAt(AppLabels labels) => Date(labels.DeploymentStartedAt);

    private static DateTime ScaledAt(AppInstance app) => Date(app.Definition.LastScalingAt);

    /// <summary>A date as labels and Marathon write it; absent or unreadable is the beginning of time.</summary>
    internal static DateTime Date(string? text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, InUniversalTime, out DateTime date)
        || DateTime.TryParseExact(text, BasicFormats, CultureInfo.InvariantCulture, InUniversalTime, out date)
            ? date
            : DateTime.MinValue;
}

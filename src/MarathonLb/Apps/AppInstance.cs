using MarathonLb.Marathon;

namespace MarathonLb.Apps;

/// <summary>
/// An app as it is load balanced: an app of Marathon under its own id, or the apps of a blue-green deployment group merged under the group's.
/// </summary>
/// <param name="AppId">The id that names its backends.</param>
/// <param name="Definition">Where its labels, ports, health checks and instances come from.</param>
/// <param name="Tasks">Its tasks; of a group: the old app's, then the new one's.</param>
/// <param name="Draining">The ids of the tasks that get no new sessions; null if there are none.</param>
internal sealed record AppInstance(string AppId, MarathonApp Definition, MarathonTask[] Tasks, HashSet<string>? Draining)
{
    /// <summary>True if the task gets no new sessions.</summary>
    public bool IsDraining(MarathonTask task) => Draining is not null && Draining.Contains(task.Id);
}

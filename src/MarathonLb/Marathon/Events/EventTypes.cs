using System.Text;

namespace MarathonLb.Marathon.Events;

/// <summary>The events that Marathon has, by what they mean to us.</summary>
internal static class EventTypes
{
    /// <summary>Counts together what is none of <see cref="Wanted"/>: whoever writes events must not grow our metrics.</summary>
    public const string Other = "other";

    /// <summary>The type of an event that names none (the standard's word for it).</summary>
    public const string Unnamed = "message";

    private const string DeploymentSuccess = "deployment_success";
    private const string DeploymentFailed = "deployment_failed";

    /// <summary>
    /// What is asked for: all that can change what is rendered, and no more. An app's definition (<c>api_post_event</c>), its tasks
    /// (<c>status_update_event</c>), and their health, which Marathon tells twice: <c>health_status_changed_event</c> for its own checks,
    /// <c>instance_health_changed_event</c> for those that Mesos runs too. An app that goes (<c>app_terminated_event</c>): one without tasks has no
    /// other last word. The end of a deployment, good or bad: changes made by a group have no <c>api_post_event</c>, a roll-back has none either,
    /// and what earlier events announced is surely visible by then. Not its steps: what they do, the tasks' events tell. Not
    /// <c>instance_changed_event</c>: it repeats <c>status_update_event</c>. Not <c>failed_health_check_event</c>: it changes nothing until the
    /// verdict changes.
    /// </summary>
    public static IReadOnlyList<string> Wanted { get; } =
    [
        "api_post_event", "status_update_event", "health_status_changed_event", "instance_health_changed_event", "app_terminated_event",
        DeploymentSuccess, DeploymentFailed,
    ];

    /// <summary>
    /// Events that a Marathon too old to filter sends too and that change nothing for us. All others that we don't know are passed on: better to
    /// look once too often.
    /// </summary>
    private static readonly string[] Idle =
    [
        "event_stream_attached", "event_stream_detached", "subscribe_event", "unsubscribe_event", "framework_message_event",
        "scheduler_registered_event", "scheduler_reregistered_event", "scheduler_disconnected_event", "add_health_check_event",
        "remove_health_check_event", "failed_health_check_event", "deployment_info", "deployment_step_success", "deployment_step_failure",
        "instance_changed_event", "unhealthy_task_kill_event", "unhealthy_instance_kill_event",
    ];

    /// <summary>Whether an event of this type can't concern us.</summary>
    public static bool IsIdle(string type) => Array.IndexOf(Idle, type) >= 0;

    /// <summary>Whether it is the end of a deployment, which names apps in its plan.</summary>
    public static bool EndsDeployment(string type) => type is DeploymentSuccess or DeploymentFailed;

    /// <summary>The string of a type. Foreign text: unknown ones are cut short and made fit for a log.</summary>
    public static string NameOf(ReadOnlySpan<byte> utf8)
    {
        foreach (string known in Wanted)
        {
            if (Ascii.Equals(utf8, known)) return known;
        }

        foreach (string idle in Idle)
        {
            if (Ascii.Equals(utf8, idle)) return idle;
        }

        return utf8.IsEmpty ? Unnamed : Excerpt.Of(utf8);
    }
}

namespace MarathonLb.Marathon;

/// <summary>
/// An event of Marathon's stream, as far as it matters to us. Events only say that something may have changed: order is not guaranteed
/// (Marathon's documentation of its event bus), so what they name is fetched again and never taken from them, but for a task being killed.
/// </summary>
/// <param name="Type">eventType.</param>
/// <param name="AppId">The one app it is about (<c>appId</c>, <c>runSpecId</c>, or of an instance id), or null.</param>
/// <param name="TaskId">The task it is about, or null.</param>
/// <param name="TaskStatus">taskStatus, such as TASK_KILLING, or null.</param>
internal sealed record MarathonEvent(string Type, string? AppId, string? TaskId, string? TaskStatus);

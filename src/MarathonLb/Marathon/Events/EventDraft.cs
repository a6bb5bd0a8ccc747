namespace MarathonLb.Marathon.Events;

/// <summary>What was read of an event so far; null is what was not there.</summary>
internal struct EventDraft
{
    /// <summary>More apps than these are no longer told one by one: then everything is looked at, which costs less.</summary>
    private const int MostApps = 32;

    /// <summary><c>eventType</c>.</summary>
    public string? Type { get; set; }

    /// <summary><c>appId</c>.</summary>
    public string? AppId { get; set; }

    /// <summary><c>runSpecId</c>, the newer word for the same.</summary>
    public string? RunSpecId { get; set; }

    /// <summary><c>appDefinition.id</c> of an <c>api_post_event</c>.</summary>
    public string? DefinitionId { get; set; }

    /// <summary><c>uri</c> of an <c>api_post_event</c>.</summary>
    public string? Uri { get; set; }

    /// <summary><c>instanceId</c>.</summary>
    public string? InstanceId { get; set; }

    /// <summary><c>taskId</c>.</summary>
    public string? TaskId { get; set; }

    /// <summary><c>taskStatus</c>.</summary>
    public string? TaskStatus { get; set; }

    /// <summary>The apps that the steps of a deployment's <c>plan</c> name.</summary>
    public HashSet<string>? Deployed { get; private set; }

    /// <summary>Notes an app of a deployment.</summary>
    public void Deploys(string app) => _ = (Deployed ??= new(StringComparer.Ordinal)).Add(app);

    /// <summary>Makes events of it: one, or one for each app of a deployment.</summary>
    /// <param name="name">The event's name in the stream, for one that tells no type.</param>
    /// <param name="events">They are added here.</param>
    public readonly void AddTo(List<MarathonEvent> events, string name)
    {
        string type = Type ?? name;
        if (!EventTypes.EndsDeployment(type) || Deployed is not { Count: > 0 and <= MostApps })
        {
            events.Add(new MarathonEvent(type, App, TaskId, TaskStatus));
            return;
        }

        foreach (string app in Deployed)
        {
            events.Add(new MarathonEvent(type, AppIds.Checked(app), TaskId: null, TaskStatus: null));
        }
    }

    /// <summary>The one app, by what tells it most surely.</summary>
    private readonly string? App => (AppId ?? RunSpecId ?? DefinitionId) is { } id
        ? AppIds.Checked(id)
        : AppIds.OfUri(Uri) ?? AppIds.OfInstance(InstanceId ?? TaskId);
}

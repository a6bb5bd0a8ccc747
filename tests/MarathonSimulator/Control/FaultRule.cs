namespace MarathonSimulator.Control;

/// <summary>How the API misbehaves.</summary>
public enum FaultKind
{
    /// <summary>Answer with <see cref="FaultRule.Status"/>.</summary>
    Status,

    /// <summary>200 without a body.</summary>
    Empty,

    /// <summary>200, JSON cut in the middle, response ended properly.</summary>
    Truncated,

    /// <summary>200, JSON cut in the middle, connection broken.</summary>
    Broken,

    /// <summary><c>{"apps":[]}</c>.</summary>
    NoApps,

    /// <summary>200 with a page of HTML.</summary>
    Html,

    /// <summary>Every second app only.</summary>
    HalfApps,

    /// <summary>No answer until the client gives up or the rule is taken back.</summary>
    Hang,

    /// <summary>The right answer after <see cref="FaultRule.DelayMs"/>.</summary>
    Slow,

    /// <summary>Redirect to <see cref="FaultRule.Location"/>.</summary>
    Redirect,

    /// <summary>200 with <see cref="FaultRule.Body"/>.</summary>
    Body,
}

/// <summary>Which requests a fault hits.</summary>
public enum FaultTarget
{
    /// <summary>The list of apps and single apps.</summary>
    Reads,

    /// <summary>GET /v2/apps.</summary>
    Apps,

    /// <summary>GET /v2/apps/ID.</summary>
    App,

    /// <summary>GET /v2/events.</summary>
    Events,

    /// <summary>The login endpoint.</summary>
    Login,

    /// <summary>Requests that change something.</summary>
    Writes,

    /// <summary>Everything below /v2.</summary>
    All,
}

/// <summary>A misbehaviour on command: for a number of answers, for a time, or until it is taken back.</summary>
public sealed record FaultRule(FaultKind Kind)
{
    public FaultTarget Target { get; init; } = FaultTarget.Reads;

    /// <summary>How many requests it hits; null: no limit.</summary>
    public int? Count { get; init; }

    /// <summary>How long it lasts; null: no limit.</summary>
    public TimeSpan? For { get; init; }

    public int Status { get; init; } = 503;

    public int DelayMs { get; init; } = 1000;

    public string Location { get; init; } = "";

    public string Body { get; init; } = "";
}

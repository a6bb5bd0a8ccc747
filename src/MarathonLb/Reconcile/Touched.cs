namespace MarathonLb.Reconcile;

/// <summary>Whom a round's changes touch.</summary>
/// <param name="Apps">The first few apps by name.</param>
/// <param name="AppCount">How many there are.</param>
/// <param name="ServersAdded">Servers that came.</param>
/// <param name="ServersRemoved">Servers that went.</param>
internal sealed record Touched(string[] Apps, int AppCount, int ServersAdded, int ServersRemoved)
{
    /// <summary>Nobody.</summary>
    public static Touched Nobody { get; } = new([], 0, 0, 0);

    /// <summary>For example <c>/a, /b and 3 more</c>; empty if it is nobody.</summary>
    public string AppsText => string.Join(", ", Apps) + (AppCount > Apps.Length ? $" and {AppCount - Apps.Length} more" : "");
}

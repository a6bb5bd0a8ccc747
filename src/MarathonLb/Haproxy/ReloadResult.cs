namespace MarathonLb.Haproxy;

/// <summary>Whether a reload took.</summary>
/// <param name="Succeeded">True if a new worker serves the new configuration.</param>
/// <param name="Reason">If not: what HAProxy said, shortened to what matters.</param>
internal sealed record ReloadResult(bool Succeeded, string? Reason)
{
    /// <summary>It took.</summary>
    public static ReloadResult Good { get; } = new(true, null);
}

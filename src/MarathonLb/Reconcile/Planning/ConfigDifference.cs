namespace MarathonLb.Reconcile.Planning;

/// <summary>How a configuration differs from the one that runs.</summary>
/// <param name="Reason">Why it takes a reload; null if commands can do it.</param>
/// <param name="Detail">What the reason was found at, for the log; null without a reason.</param>
/// <param name="Backends">The backends whose servers change, if commands can do it.</param>
internal sealed record ConfigDifference(ReloadReason? Reason, string? Detail, IReadOnlyList<BackendChange> Backends)
{
    /// <summary>Only comments, blanks, or nothing at all.</summary>
    public static ConfigDifference None { get; } = new(null, null, []);

    /// <summary>It takes a reload.</summary>
    public static ConfigDifference Needs(ReloadReason reason, string detail) => new(reason, detail, []);
}
